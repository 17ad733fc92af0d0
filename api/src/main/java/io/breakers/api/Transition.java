package io.breakers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One state change of a breaker. Transitions form a chain: the {@link #from()} of each is the {@link #to()} of the
 * previous one, and they are numbered consecutively from 1 (S42).
 *
 * <p>Those that a breaker makes know everything below. A test that makes its own may leave out the methods that have a
 * default.
 */
public interface Transition {
    /**
     * The calls that made a rule fire.
     *
     * @param bad how many of them failed or were slow, whichever the rule counts
     * @param calls how many the rule looked at: those in its window; for a rule that looks at failures only, as many as
     *     {@code bad}
     */
    record Counts(long bad, long calls) {}

    /** The state that was left. */
    BreakerState from();

    /** The state that was entered. */
    BreakerState to();

    /** The reason in words: the rule and its numbers, the end of the wait, or the operator. */
    String reason();

    /** The rule that tripped the breaker if this is a trip; otherwise {@code null}. */
    @Nullable
    TripRule rule();

    /** The number of this transition of the breaker, counted from 1. */
    long number();

    /** The {@linkplain Breaker#name() name} of the breaker; empty by default. */
    default String breaker() {
        return "";
    }

    /**
     * The text of the last failure before the breaker opened, as in the rejections that follow
     * ({@link CallRejectedException#lastFailure()}); {@code null} if there was none, if a success opened it by slowness
     * alone, if the breaker was not opened by calls, and by default.
     */
    default @Nullable String lastFailure() {
        return null;
    }

    /**
     * How long the breaker was in {@link #from()}, by its {@link Ticker}: since the transition before, or since it was
     * made. Never negative; zero by default.
     */
    default Duration lasted() {
        return Duration.ZERO;
    }

    /** The numbers with which {@link #rule()} fired; {@code null} if no rule did, and by default. */
    default @Nullable Counts counts() {
        return null;
    }
}
