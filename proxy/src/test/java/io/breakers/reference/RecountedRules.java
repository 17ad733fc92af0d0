package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The half of {@link ReferenceBreaker} that reckons: trip rules, windows, rates and waits, from a list for each rule of
 * all calls that it has seen since the breaker was closed.
 */
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

    /**
     * What a rule has seen.
     *
     * @param revision of the configuration with which it began
     * @param began at that time
     */
    record Seen(TripRule rule, int revision, long began, List<Recorded> calls) {}

    /** The present one. */
    BreakerConfig config;

    /** Its number (S47). */
    int revision;

    private final LongSupplier clock;

    /** One for each rule of the configuration. */
    private List<Seen> seen = new ArrayList<>();

    private Recorded lastRecorded;
    Throwable failureInClosed;

    RecountedRules(BreakerConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        beginRules();
    }

    private void beginRules() {
        seen = new ArrayList<>();
        config.rules().forEach(rule -> seen.add(newlySeen(rule)));
    }

    private Seen newlySeen(TripRule rule) {
        return new Seen(rule, revision, now(), new ArrayList<>());
    }

    /** S46: what a rule before has seen that looks at the same calls, an equal one first; each gives it to one. */
    final void changeRules() {
        List<Seen> left = new ArrayList<>(seen);
        List<TripRule> rules = config.rules();
        Seen[] next = new Seen[rules.size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = take(left, rules.get(i), true);
        }
        for (int i = 0; i < next.length; i++) {
            next[i] = next[i] == null ? take(left, rules.get(i), false) : next[i];
            next[i] = next[i] == null ? newlySeen(rules.get(i)) : next[i];
        }
        seen = new ArrayList<>(List.of(next));
    }

    private Seen take(List<Seen> left, TripRule rule, boolean equal) {
        for (Seen before : left) {
            if (equal ? before.rule.equals(rule) : looksAtTheSame(before.rule, rule)) {
                left.remove(before);
                List<Recorded> held = equal || !isOfCalls(rule) ? before.calls : windowOf(before);
                return new Seen(rule, before.revision, before.began, new ArrayList<>(held));
            }
        }
        return null;
    }

    boolean looksAtTheSame(TripRule one, TripRule other) {
        if (one.getClass() != other.getClass() || !one.types().equals(other.types())) {
            return false;
        }
        if (one instanceof TripRule.FailuresWithin within) {
            return within.within().equals(((TripRule.FailuresWithin) other).within());
        }
        return !(one instanceof TripRule.Rate rate) || looksAtTheSame(rate, (TripRule.Rate) other);
    }

    private static boolean looksAtTheSame(TripRule.Rate one, TripRule.Rate other) {
        return one.countsFailures() == other.countsFailures()
                && Objects.equals(one.slowerThan(), other.slowerThan())
                && Objects.equals(one.window().duration(), other.window().duration());
    }

    private static boolean isOfCalls(TripRule rule) {
        return rule instanceof TripRule.Rate rate && rate.window().duration() == null;
    }

    private Seen seenBy(TripRule rule) {
        for (Seen each : seen) {
            if (each.rule == rule) {
                return each;
            }
        }
        Seen begun = newlySeen(rule);
        seen.add(begun);
        return begun;
    }

    final long now() {
        return clock.getAsLong();
    }

    /** S13. */
    void forgetCalls() {
        beginRules();
        failureInClosed = null;
    }

    /** By the rules that went on since the call was let in (S46). */
    final void remember(int admitted, Throwable failure, long elapsed) {
        lastRecorded = new Recorded(now(), failure, elapsed);
        for (Seen each : seen) {
            if (goesOnSince(each, admitted)) {
                each.calls.add(lastRecorded);
            }
        }
    }

    boolean goesOnSince(Seen each, int admitted) {
        return each.revision <= admitted;
    }

    /** S46: whether a rule has anything to say to the call that has just been recorded. */
    final boolean isAsked(TripRule candidate, int admitted) {
        return goesOnSince(seenBy(candidate), admitted)
                && (candidate instanceof TripRule.Rate || counts(candidate, lastRecorded));
    }

    List<TripRule> rules() {
        return config.rules();
    }

    final boolean fires(TripRule candidate) {
        if (candidate instanceof TripRule.ConsecutiveFailures consecutive) {
            return row(consecutive) >= consecutive.failures();
        }
        if (candidate instanceof TripRule.FailuresWithin within) {
            List<Recorded> failures = seenBy(within).calls.stream()
                    .filter(call -> counts(within, call))
                    .toList();
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
        for (Recorded call : seenBy(rule).calls) {
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

    /**
     * S12: the last N calls; or those of this twentieth of the duration and the nineteen before, in whole nanoseconds.
     */
    final List<Recorded> window(TripRule.Rate rate) {
        return windowOf(seenBy(rate));
    }

    private List<Recorded> windowOf(Seen by) {
        var rate = (TripRule.Rate) by.rule;
        if (rate.window().duration() == null) {
            return by.calls.subList(Math.max(0, by.calls.size() - size(rate)), by.calls.size());
        }
        return by.calls.stream()
                .filter(call -> isWithin(nanos(rate.window().duration()), by.began, call))
                .toList();
    }

    boolean isWithin(long duration, long began, Recorded call) {
        long twentieth = twentieth(duration);
        return (now() - began) / twentieth - (call.time - began) / twentieth < twentieths();
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

    final boolean isSlow(long elapsed, BreakerConfig by) {
        return by.rules().stream()
                .anyMatch(candidate ->
                        candidate instanceof TripRule.Rate rate && rate.slowerThan() != null && isSlow(elapsed, rate));
    }

    /** S10. */
    boolean isSlow(long elapsed, TripRule.Rate rate) {
        return elapsed >= nanos(rate.slowerThan());
    }

    /** S14: who is asked for the wait. */
    Throwable asked(TripRule fired, boolean tripsByFailure) {
        boolean slow = fired instanceof TripRule.Rate rate && (!rate.countsFailures() || isSlowFor(rate, lastRecorded));
        return slow && !tripsByFailure ? null : failureInClosed;
    }

    /** S14. */
    final long waitAfter(int trips, Throwable failure) {
        OpenWait openFor = config.openFor();
        Duration asked = askedBy(failure);
        if (asked != null) {
            return asked.isZero() ? nanos(openFor.base()) : nanos(min(asked, openFor.atMostFromFailure()));
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

    /** S46: whether the failure sets the wait. */
    final boolean isSetBy(Throwable failure) {
        Duration asked = askedBy(failure);
        return asked != null && !asked.isZero();
    }

    private Duration askedBy(Throwable failure) {
        OpenWait openFor = config.openFor();
        return failure == null || openFor.fromFailure() == null
                ? null
                : openFor.fromFailure().apply(failure);
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
