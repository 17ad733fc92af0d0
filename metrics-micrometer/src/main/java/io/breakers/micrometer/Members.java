package io.breakers.micrometer;

import io.breakers.api.BreakerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The breakers behind the meters of a group, and what those that were closed had counted. Immutable, so that a reader sees each breaker in one place, once. */
final class Members {
    static final Members NONE = new Members(List.of(), Map.of());

    private final List<Member> live;
    private final Map<Count, Long> gone;

    private Members(List<Member> live, Map<Count, Long> gone) {
        this.live = live;
        this.gone = gone;
    }

    Members with(Member member) {
        var joined = new ArrayList<Member>(live);
        joined.add(member);
        return new Members(List.copyOf(joined), gone);
    }

    /** Closes {@code member} and keeps what it has counted. */
    Members without(Member member) {
        var left = new ArrayList<Member>(live);
        left.remove(member);
        return new Members(List.copyOf(left), Count.sum(gone, member.close()));
    }

    List<Member> live() {
        return live;
    }

    /** The sum over all breakers, those that were closed included. */
    long count(Count count) {
        long sum = gone.getOrDefault(count, 0L);
        for (Member member : live) {
            sum += member.count(count);
        }
        return sum;
    }

    /** The sum over the breakers that live. */
    double sum(ToDoubleFunction<BreakerStats> value) {
        double sum = 0;
        for (Member member : live) {
            sum += value.applyAsDouble(member.breaker().stats());
        }
        return sum;
    }

    /** The highest value of a breaker that lives and has one; else NaN. */
    double highest(ToDoubleFunction<BreakerStats> value) {
        double highest = Double.NaN;
        for (Member member : live) {
            double mine = value.applyAsDouble(member.breaker().stats());
            if (Double.isNaN(highest) || mine > highest) {
                highest = mine;
            }
        }
        return highest;
    }
}
