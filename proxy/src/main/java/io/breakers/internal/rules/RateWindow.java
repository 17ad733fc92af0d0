package io.breakers.internal.rules;

import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/**
 * The past calls that a rate looks at, each good or bad. Lock-free, safe for use by many threads, and of bounded size.
 *
 * <p>What a method returns when the rate is reached are the numbers that reached it, whatever other threads have
 * recorded since.
 */
sealed interface RateWindow permits CallWindow, TimeWindow {
    /** Clean while a good call would change nothing. */
    CleanStamp clean();

    /**
     * Records a good call if the rate cannot be reached by it, whatever the time. Otherwise does nothing and returns
     * {@code false}; the call then has to be told to {@link #good}.
     */
    boolean tryGoodFast();

    /** Records a good call; returns what the window holds if that reaches the rate, otherwise {@code null}. */
    @Nullable
    Content good(long now);

    /** Records a bad call; returns what the window holds if that reaches the rate, otherwise {@code null}. */
    @Nullable
    Content bad(long now);

    /**
     * What the window holds if that reaches the rate; after a call was recorded by another window with the same memory.
     */
    @Nullable
    Content ask(boolean bad, long now);

    /**
     * A window with the same memory and other limits, those of {@code rule}: it holds what this one holds, as far as
     * its size allows, and all that comes; {@code null} if that rule looks at other calls.
     */
    @Nullable
    RateWindow as(TripRule.Rate rule);

    /** See {@link Tripwire.Single#memory}. */
    Object memory();

    /** See {@link Tripwire.Single#retire}. */
    void retire();

    /** See {@link Tripwire.Single#forget}. */
    void forget();

    /** Whether the window holds a bad call; may be {@code true} for longer than that. */
    boolean mayHoldBad(long now);

    /** What the window holds. */
    Content content(long now);

    /**
     * How many calls a window holds.
     *
     * @param bad how many of them are bad
     * @param calls how many there are, good and bad
     */
    record Content(long bad, long calls) {}
}
