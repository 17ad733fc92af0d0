package io.breakers.testing;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.api.RuleReading;
import io.breakers.api.TripRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a breaker, in the style of AssertJ and without it:
 *
 * <pre>{@code
 * assertThat(breaker).isOpen().becauseOf("5 consecutive failures").hasRejected(2);
 * }</pre>
 *
 * <p>Each looks at the breaker anew, and what fails is an {@link AssertionError} that tells all of its status. It may
 * be imported beside AssertJ's own {@code assertThat}. A count is since the breaker was made, or since the statistics
 * given to {@link #since}.
 */
public final class BreakerAssert {
    private final Breaker breaker;
    private final @Nullable BreakerStats before;

    private BreakerAssert(Breaker breaker, @Nullable BreakerStats before) {
        this.breaker = breaker;
        this.before = before;
    }

    /** Begins assertions about {@code breaker}. */
    public static BreakerAssert assertThat(Breaker breaker) {
        return new BreakerAssert(Objects.requireNonNull(breaker, "breaker"), null);
    }

    /**
     * Returns assertions whose counts begin at these statistics, which the test took from the same breaker: for a
     * breaker that other tests have used, too.
     */
    public BreakerAssert since(BreakerStats before) {
        return new BreakerAssert(breaker, Objects.requireNonNull(before, "before"));
    }

    /** Checks that calls pass, and that it can trip. */
    public BreakerAssert isClosed() {
        return isIn(BreakerState.CLOSED);
    }

    /** Checks that it is open, and its wait not over. */
    public BreakerAssert isOpen() {
        return isIn(BreakerState.OPEN);
    }

    /** Checks that probes decide: they are under way, or would be with the next call, because the wait is over. */
    public BreakerAssert isHalfOpen() {
        return isIn(BreakerState.HALF_OPEN);
    }

    /** Checks that an operator has forced it open. */
    public BreakerAssert isForcedOpen() {
        return isIn(BreakerState.FORCED_OPEN);
    }

    /** Checks that an operator has disabled it. */
    public BreakerAssert isDisabled() {
        return isIn(BreakerState.DISABLED);
    }

    private BreakerAssert isIn(BreakerState state) {
        BreakerStatus now = breaker.status();
        return check(now.state() == state, now, "to be", state);
    }

    /** Checks that the reason of its state ({@link BreakerStatus#reason()}) contains {@code words}. */
    public BreakerAssert becauseOf(String words) {
        Objects.requireNonNull(words, "words");
        BreakerStatus now = breaker.status();
        return check(now.reason().contains(words), now, "to be in its state because of", words);
    }

    /** Checks that it is open or half-open because {@code rule} has tripped it. */
    public BreakerAssert becauseOf(TripRule rule) {
        Objects.requireNonNull(rule, "rule");
        BreakerStatus now = breaker.status();
        return check(rule.equals(now.rule()), now, "to be tripped by the rule", rule);
    }

    /** Checks how long calls will be rejected: {@link BreakerStatus#retryAfter()}. */
    public BreakerAssert hasRetryAfter(Duration wait) {
        Objects.requireNonNull(wait, "wait");
        BreakerStatus now = breaker.status();
        return check(now.retryAfter().equals(wait), now, "to reject calls for", text(wait));
    }

    /**
     * Checks that the text of the failure that opened it ({@link BreakerStatus#lastFailure()}) contains {@code words}.
     */
    public BreakerAssert hasLastFailure(String words) {
        Objects.requireNonNull(words, "words");
        BreakerStatus now = breaker.status();
        String last = now.lastFailure();
        return check(last != null && last.contains(words), now, "to have as its last failure", words);
    }

    /** Checks the number of all calls, permitted and rejected. */
    public BreakerAssert hasCalls(long count) {
        return has(count, "calls", BreakerStats::calls);
    }

    /** Checks the number of calls that the target answered. */
    public BreakerAssert hasSuccesses(long count) {
        return has(count, "successes", BreakerStats::successes);
    }

    /** Checks the number of calls that failed. */
    public BreakerAssert hasFailures(long count) {
        return has(count, "failures", BreakerStats::failures);
    }

    /** Checks the number of calls whose outcome the configuration ignores. */
    public BreakerAssert hasIgnored(long count) {
        return has(count, "ignored calls", BreakerStats::ignored);
    }

    /** Checks the number of calls that were cancelled. */
    public BreakerAssert hasCancelled(long count) {
        return has(count, "cancelled calls", BreakerStats::cancelled);
    }

    /** Checks the number of calls that did not reach the target. */
    public BreakerAssert hasRejected(long count) {
        return has(count, "rejected calls", BreakerStats::rejected);
    }

    /** Checks the number of calls that a dry run let through (S49). */
    public BreakerAssert hasSpared(long count) {
        return has(count, "spared calls", BreakerStats::spared);
    }

    /** Checks the number of slow calls, by a rule about them. */
    public BreakerAssert hasSlow(long count) {
        return has(count, "slow calls", BreakerStats::slow);
    }

    /** Checks the number of answers by a fallback. */
    public BreakerAssert hasFallbacks(long count) {
        return has(count, "answers by a fallback", BreakerStats::fallbacks);
    }

    /** Checks the number of fallbacks that threw. */
    public BreakerAssert hasFallbackFailures(long count) {
        return has(count, "fallbacks that threw", BreakerStats::fallbackFailures);
    }

    /** Checks the number of state changes. */
    public BreakerAssert hasTransitions(long count) {
        return has(count, "transitions", BreakerStats::transitions);
    }

    /** Checks the number of calls that have not ended yet. */
    public BreakerAssert hasInFlight(long count) {
        BreakerStatus now = breaker.status();
        return check(now.stats().inFlight() == count, now, "to have in flight", count + " calls");
    }

    private BreakerAssert has(long count, String what, ToLongFunction<BreakerStats> of) {
        BreakerStatus now = breaker.status();
        long here = of.applyAsLong(now.stats());
        if (before == null) {
            return check(here == count, now, "to have", count + " " + what);
        }
        long since = here - of.applyAsLong(before);
        return check(since == count, now, "to have", count + " " + what + ", not " + since + ", since then");
    }

    private BreakerAssert check(boolean right, BreakerStatus now, String expected, Object value) {
        if (!right) {
            throw new AssertionError("%nExpecting breaker:%n  %s%n%s:%n  %s%nbut it is:%n  %s"
                    .formatted(breaker.name(), expected, value, describe(now)));
        }
        return this;
    }

    private String describe(BreakerStatus now) {
        var text = new StringBuilder()
                .append(now.state())
                .append(" for ")
                .append(text(now.inState()))
                .append(": ")
                .append(now.reason());
        String last = now.lastFailure();
        if (last != null) {
            text.append("; last failure ").append(last);
        }
        if (now.state() == BreakerState.FORCED_OPEN) {
            text.append("; rejects until it is reset");
        } else if (!now.retryAfter().isZero()) {
            text.append("; retry after ").append(text(now.retryAfter()));
        }
        BreakerStats of = now.stats();
        text.append("%n  %d calls: %d successes, %d failures, %d ignored, %d cancelled, %d in flight, %d rejected"
                .formatted(
                        of.calls(),
                        of.successes(),
                        of.failures(),
                        of.ignored(),
                        of.cancelled(),
                        of.inFlight(),
                        of.rejected()));
        text.append("%n  %d spared, %d slow, %d answers by a fallback, %d fallbacks threw, %d transitions, revision %d"
                .formatted(
                        of.spared(),
                        of.slow(),
                        of.fallbacks(),
                        of.fallbackFailures(),
                        of.transitions(),
                        now.revision()));
        for (RuleReading reading : breaker.readings()) {
            text.append("%n  rule: %s; counted: %d of %d calls"
                    .formatted(
                            reading.rule(),
                            reading.counts().bad(),
                            reading.counts().calls()));
        }
        return text.toString();
    }

    /** Formats a duration exactly, in seconds. */
    private static String text(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
