package io.breakers.micrometer;

import io.breakers.api.BreakerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The breakers behind the meters of a group, and the counts of those that were closed. Immutable, so that a reader sees each breaker
 * exactly once.
 */
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

    /** Closes {@code member} and keeps its counts. */
    Members without(Member member) {
        var left = new ArrayList<Member>(live);
        left.remove(member);
        return new Members(List.copyOf(left), Count.sum(gone, member.close()));
    }

    List<Member> live() {
        return live;
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long count(Count count) {
        long sum = gone.getOrDefault(count, 0L);
        for (Member member : live) {
            sum += member.count(count);
        }
        return sum;
    }

    /** Returns the sum over the current members. */
    double sum(ToDoubleFunction<BreakerStats> value) {
        double sum = 0;
        for (Member member : live) {
            sum += value.applyAsDouble(member.breaker().stats());
        }
        return sum;
    }

    /** Returns the highest value of the current members that have one; NaN if none has. */
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
