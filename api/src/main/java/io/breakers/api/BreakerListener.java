package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * Hears what happens in one breaker.
 *
 * <p>Every method runs on the thread that made the call (or that completed its stage, or that operated the breaker), after
 * statistics and state have changed and with no lock held. It should be fast. What it throws is logged and goes no further: neither the
 * call nor another listener notices (S42). Calling back into the breaker is allowed. Every permitted call ends in exactly one
 * of {@link #onSuccess}, {@link #onFailure}, {@link #onIgnored} and {@link #onCancelled}.
 *
 * <p>Elapsed times are nanoseconds of the breaker's {@link Ticker}.
 */
public interface BreakerListener {
    /** Hears nothing, and needs nothing measured. */
    BreakerListener NONE = new BreakerListener() {
        @Override
        public boolean needsElapsedTime() {
            return false;
        }

        @Override
        public String toString() {
            return "BreakerListener.NONE";
        }
    };

    /**
     * Whether this listener reads the elapsed times it is given; asked once, when the breaker is made. Where no listener and
     * no rule needs them the clock is never read and elapsed times are 0. Defaults to {@code true}.
     */
    default boolean needsElapsedTime() {
        return true;
    }

    /** The target answered after {@code nanos}; with {@code failOn}, also by a throwable that is not a failure (S24). */
    default void onSuccess(long nanos) {}

    /** The call failed after {@code nanos}. */
    default void onFailure(long nanos, Throwable failure) {}

    /** The call threw what the configuration ignores. */
    default void onIgnored(long nanos, Throwable ignored) {}

    /** The caller was interrupted, or the future was cancelled (S25). */
    default void onCancelled(long nanos) {}

    /** The call was rejected in {@code state} and never reached the target. */
    default void onRejected(BreakerState state) {}

    /**
     * A fallback ran for {@code nanos}.
     *
     * @param cause what it stood in for: the target's failure, or a {@link CallRejectedException}
     * @param failureOrNull what the fallback threw; {@code null} if it answered
     */
    default void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {}

    /**
     * The breaker changed its state. Transitions are heard in order and one at a time; when two threads change the state at
     * the same moment, one of them delivers both.
     */
    default void onTransition(Transition transition) {}

    /**
     * The breaker has been let go ({@code Protection.close()}): nothing more will be heard. Called once at most, for
     * listeners that hold something outside, like meters.
     */
    default void onClose() {}

    /** Makes a listener for each breaker. */
    @FunctionalInterface
    interface Factory {
        /**
         * Returns the listener of {@code breaker}; {@link #NONE} where there is nothing to hear. Called once for each breaker when the service is protected; in a
         * service of more than 64 methods on a method's first call, unless {@link #needsEveryBreaker()}. What it throws, and {@code null}, are errors of {@code protect} or
         * {@code build}; at a first call they are logged, and that listener hears nothing. Operating the breaker is allowed here; calling it is of no use.
         */
        BreakerListener create(Breaker breaker);

        /** Whether every breaker of a big service is to be made when it is protected, for this listener's sake. Defaults to {@code false}. */
        default boolean needsEveryBreaker() {
            return false;
        }
    }
}
