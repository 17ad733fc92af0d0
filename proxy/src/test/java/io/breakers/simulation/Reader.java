package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads the statistics on one thread while others call: no count ever falls, none is ahead of what was really done, and
 * none behind what was done before it looked.
 */
final class Reader {
    private final Breaker breaker;
    private final Moody moody;
    private final LongAdder rejected;
    private BreakerStats before;
    private BreakerState state = BreakerState.CLOSED;

    /** How often it found closed what it had found open. */
    private long recoveries;

    Reader(Breaker breaker, Moody moody, LongAdder rejected) {
        this.breaker = breaker;
        this.moody = moody;
        this.rejected = rejected;
        this.before = breaker.stats();
    }

    long recoveries() {
        return recoveries;
    }

    void look() {
        long entered = moody.entered.sum();
        long told = rejected.sum();
        BreakerStats stats = breaker.stats();
        assertThat(stats.successes()).as("successes").isBetween(before.successes(), moody.answered.sum());
        assertThat(stats.failures()).as("failures").isBetween(before.failures(), moody.failed.sum());
        assertThat(stats.ignored()).as("ignored").isBetween(before.ignored(), moody.ignored.sum());
        assertThat(stats.cancelled()).as("cancelled").isBetween(before.cancelled(), moody.cancelled.sum());
        assertThat(stats.rejected()).as("rejected").isGreaterThanOrEqualTo(Math.max(told, before.rejected()));
        assertThat(stats.calls() - stats.rejected())
                .as("calls that were let in")
                .isGreaterThanOrEqualTo(Math.max(entered, before.calls() - before.rejected()));
        assertThat(stats.transitions()).as("transitions").isGreaterThanOrEqualTo(before.transitions());
        assertThat(stats.inFlight()).as("calls in flight").isNotNegative();
        before = stats;

        BreakerState now = breaker.state();
        recoveries += now == BreakerState.CLOSED && state != BreakerState.CLOSED ? 1 : 0;
        state = now;
    }
}
