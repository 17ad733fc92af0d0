package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The half of {@link ReferenceBreaker} that reckons: trip rules, windows, rates and waits, from a list of all calls since the breaker was closed. */
abstract class RecountedRules {
    /**
     * A success or a failure of this CLOSED.
     *
     * @param failure {@code null} for a success
     */
    record Recorded(long time, Throwable failure, long elapsed) {
        boolean failed() {
            return failure != null;
        }
    }

    final BreakerConfig config;
    private final LongSupplier clock;
    private final List<Recorded> recorded = new ArrayList<>();
    private long closedAt;
    Throwable failureInClosed;

    RecountedRules(BreakerConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        this.closedAt = clock.getAsLong();
    }

    final long now() {
        return clock.getAsLong();
    }

    /** S13. */
    void forgetCalls() {
        recorded.clear();
        failureInClosed = null;
        closedAt = now();
    }

    final void remember(Throwable failure, long elapsed) {
        recorded.add(new Recorded(now(), failure, elapsed));
    }

    List<TripRule> rules() {
        return config.rules();
    }

    final boolean fires(TripRule candidate) {
        if (candidate instanceof TripRule.ConsecutiveFailures consecutive) {
            return row(consecutive) >= consecutive.failures();
        }
        if (candidate instanceof TripRule.FailuresWithin within) {
            List<Recorded> failures =
                    recorded.stream().filter(call -> counts(within, call)).toList();
            int first = failures.size() - within.failures();
            return first >= 0 && liesWithin(now() - failures.get(first).time, nanos(within.within()));
        }
        var rate = (TripRule.Rate) candidate;
        List<Recorded> window = window(rate);
        return window.size() >= minimum(rate) && reaches(marked(rate), window.size(), rate.rate());
    }

    /** S7a: whether that is a failure of the rule's types. */
    boolean counts(TripRule rule, Recorded call) {
        return call.failed()
                && (rule.types().isEmpty() || rule.types().stream().anyMatch(type -> type.isInstance(call.failure)));
    }

    /** S7, S7a: failures since the last success. */
    private int row(TripRule rule) {
        int row = 0;
        for (Recorded call : recorded) {
            row = counts(rule, call) ? row + 1 : endsRow(call) ? 0 : row;
        }
        return row;
    }

    boolean endsRow(Recorded call) {
        return !call.failed();
    }

    /** S9. */
    boolean liesWithin(long age, long within) {
        return age < within;
    }

    /** S11. */
    int minimum(TripRule.Rate rate) {
        return rate.minimumCalls();
    }

    /** S8, S12: by its decimal value. */
    boolean reaches(long marked, int calls, double rate) {
        return BigDecimal.valueOf(marked).compareTo(BigDecimal.valueOf(rate).multiply(BigDecimal.valueOf(calls))) >= 0;
    }

    /** S12: the last N calls; or those of this twentieth of the duration and the nineteen before, in whole nanoseconds. */
    final List<Recorded> window(TripRule.Rate rate) {
        if (rate.window().duration() == null) {
            return recorded.subList(Math.max(0, recorded.size() - size(rate)), recorded.size());
        }
        return recorded.stream()
                .filter(call -> isWithin(nanos(rate.window().duration()), call))
                .toList();
    }

    boolean isWithin(long duration, Recorded call) {
        long twentieth = twentieth(duration);
        return (now() - closedAt) / twentieth - (call.time - closedAt) / twentieth < twentieths();
    }

    /** S12. */
    long twentieth(long duration) {
        return duration / 20;
    }

    int size(TripRule.Rate rate) {
        return rate.window().calls();
    }

    int twentieths() {
        return 20;
    }

    private long marked(TripRule.Rate rate) {
        return window(rate).stream().mapToLong(call -> marks(rate, call)).sum();
    }

    /** S8, S10, S10a: how often a call counts. */
    int marks(TripRule.Rate rate, Recorded call) {
        return hasFailedFor(rate, call) || isSlowFor(rate, call) ? 1 : 0;
    }

    final boolean hasFailedFor(TripRule.Rate rate, Recorded call) {
        return rate.countsFailures() && counts(rate, call);
    }

    final boolean isSlowFor(TripRule.Rate rate, Recorded call) {
        return rate.slowerThan() != null && isSlow(call.elapsed, rate);
    }

    final String reason(TripRule fired) {
        return fired instanceof TripRule.Rate rate
                ? marked(rate) + " of " + window(rate).size() + " calls: " + rate
                : fired.toString();
    }

    final boolean isSlow(long elapsed) {
        return config.rules().stream()
                .anyMatch(candidate ->
                        candidate instanceof TripRule.Rate rate && rate.slowerThan() != null && isSlow(elapsed, rate));
    }

    /** S10. */
    boolean isSlow(long elapsed, TripRule.Rate rate) {
        return elapsed >= nanos(rate.slowerThan());
    }

    /** S14: who is asked for the wait. */
    Throwable asked(TripRule fired, boolean tripsByFailure) {
        boolean slow = fired instanceof TripRule.Rate rate
                && (!rate.countsFailures() || isSlowFor(rate, recorded.get(recorded.size() - 1)));
        return slow && !tripsByFailure ? null : failureInClosed;
    }

    /** S14. */
    final long waitAfter(int trips, Throwable failure) {
        OpenWait openFor = config.openFor();
        if (failure != null && openFor.fromFailure() != null) {
            Duration asked = openFor.fromFailure().apply(failure);
            if (asked != null) {
                return asked.isZero() ? nanos(openFor.base()) : nanos(min(asked, openFor.atMostFromFailure()));
            }
        }
        BigDecimal length = BigDecimal.valueOf(nanos(openFor.base()));
        for (int i = 1; i < trips; i++) {
            length = length.multiply(BigDecimal.valueOf(multiplier()));
        }
        length = length.min(BigDecimal.valueOf(nanos(openFor.cap()))).setScale(0, RoundingMode.DOWN);
        if (openFor.random() != null) {
            double spread = 1
                    - openFor.jitter()
                    + 2 * openFor.jitter() * openFor.random().nextDouble();
            length = length.multiply(BigDecimal.valueOf(spread));
        }
        return length.longValue();
    }

    double multiplier() {
        return config.openFor().multiplier();
    }

    /** S43: of the first rule about it alone; NaN below its minimum of calls. */
    final double rate(boolean slowness) {
        for (TripRule candidate : config.rules()) {
            if (candidate instanceof TripRule.Rate rate
                    && (slowness ? !rate.countsFailures() : rate.slowerThan() == null)) {
                int calls = window(rate).size();
                return calls < rate.minimumCalls() ? Double.NaN : (double) marked(rate) / calls;
            }
        }
        return Double.NaN;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
