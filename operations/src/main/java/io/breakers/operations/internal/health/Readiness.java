package io.breakers.operations.internal.health;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a process is ready, with hysteresis (S61). It learns of each turn of a critical breaker before that is made;
 * what time alone changes in between is computed when it is asked, so that asking changes nothing. Everything here
 * happens with the lock of {@link Outages}.
 */
public final class Readiness {
    private final Criteria criteria;

    /** Whether one was out for too long when it came in, and not all have been in for long enough since. */
    private boolean down;

    /** Those that are out; while it is down, also those that have come in. */
    private final Set<Watched> unsettled = new LinkedHashSet<>();

    Readiness(Criteria criteria) {
        this.criteria = criteria;
    }

    boolean isAbout(Watched watched) {
        return criteria.critical().contains(watched.breaker.name())
                || criteria.critical().contains(watched.breaker.service());
    }

    /** Takes in a critical breaker that is out. */
    void begins(Watched watched) {
        unsettled.add(watched);
    }

    /** A critical breaker is about to go out or come in. */
    void turns(Watched watched, long at) {
        if (watched.isOut()) {
            comesIn(watched, at);
        } else {
            goesOut(watched, at);
        }
    }

    /** While another one is out for too long, nothing is lost by forgetting this one, which comes in before that. */
    private void comesIn(Watched watched, long at) {
        down |= watched.lasted(at) >= criteria.downNanos();
        if (!down) {
            unsettled.remove(watched);
        }
    }

    private void goesOut(Watched watched, long at) {
        long late = Math.max(0, watched.clock.last() - at);
        if (down && unsettled.stream().allMatch(one -> isSettled(one, late))) {
            down = false;
            unsettled.clear();
        }
        unsettled.add(watched);
    }

    void forgets(Watched watched) {
        unsettled.remove(watched);
    }

    /** The names of the critical breakers for which it is not ready; none if it is. */
    List<String> causes() {
        return unsettled.stream()
                .filter(one -> down ? !isSettled(one, 0) : isTooLongOut(one))
                .map(one -> one.breaker.name())
                .toList();
    }

    /** The names that none of these breakers and services has. */
    List<String> missing(Collection<Watched> present) {
        Set<String> missing = new TreeSet<>(criteria.critical());
        for (Watched watched : present) {
            missing.remove(watched.breaker.name());
            missing.remove(watched.breaker.service());
        }
        return List.copyOf(missing);
    }

    private boolean isSettled(Watched one, long late) {
        return !one.isOut() && one.lasted() - late >= criteria.upNanos();
    }

    private boolean isTooLongOut(Watched one) {
        return one.isOut() && one.lasted() >= criteria.downNanos();
    }
}
