package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * Receives the events of one breaker. Exceptions it throws are logged and swallowed: they affect neither the call nor
 * other listeners (S42).
 *
 * <p>Every method runs on the thread that made the call (or completed its stage, or operated the breaker), after
 * statistics and state have changed and with no lock held, and should be fast. It may call back into the breaker. Every
 * permitted call ends in exactly one of {@link #onSuccess}, {@link #onFailure}, {@link #onIgnored} and
 * {@link #onCancelled}.
 *
 * <p>Elapsed times are nanoseconds of the breaker's {@link Ticker}.
 */
public interface BreakerListener {
    /** The listener that ignores every event and needs no elapsed times. */
    BreakerListener NONE = new BreakerListener() {
        @Override
        public boolean needsElapsedTime() {
            return false;
        }

        @Override
        public boolean needsSuccesses() {
            return false;
        }

        @Override
        public String toString() {
            return "BreakerListener.NONE";
        }
    };

    /**
     * Returns whether this listener uses the elapsed times it receives; called once, when the breaker is created. If no
     * listener and no rule needs them, the clock is not read and elapsed times are 0. Defaults to {@code true}.
     */
    default boolean needsElapsedTime() {
        return true;
    }

    /**
     * Returns whether this listener uses {@link #onSuccess}; called once, when the breaker is created. If no listener
     * does, successes of a healthy breaker may not be reported, and cost what they cost without a listener. Defaults to
     * {@code true}.
     */
    default boolean needsSuccesses() {
        return true;
    }

    /** The target answered after {@code nanos}; with {@code failOn}, also by throwing what is not a failure (S24). */
    default void onSuccess(long nanos) {}

    /** The call failed after {@code nanos}. */
    default void onFailure(long nanos, Throwable failure) {}

    /**
     * The call threw a throwable that the configuration ignores, after {@code nanos}; or it returned such a result, for
     * which an {@link IgnoredResultException} stands.
     */
    default void onIgnored(long nanos, Throwable ignored) {}

    /** The caller was interrupted, or the future was cancelled, after {@code nanos} (S25). */
    default void onCancelled(long nanos) {}

    /** The call was rejected in {@code state} and never reached the target. */
    default void onRejected(BreakerState state) {}

    /**
     * A fallback ran for {@code nanos}.
     *
     * @param cause what it answered: the target's failure, or a {@link CallRejectedException}
     * @param failureOrNull what the fallback threw; {@code null} if it answered
     */
    default void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {}

    /**
     * The breaker changed its state. Transitions are delivered in order, one at a time; of two concurrent transitions
     * one thread may deliver both.
     *
     * <p>OPEN to HALF_OPEN is not made when the wait is over but by the first call after that, so without calls it is
     * not heard. {@link Breaker#state()} reads HALF_OPEN in the meantime, and tells nobody: who has paused the calls
     * asks it now and then (S4). HALF_OPEN begins with a probe, whose outcome or lease ends it; made by a read, it
     * would have none, and could last for ever.
     */
    default void onTransition(Transition transition) {}

    /**
     * The configuration was changed while the breaker works (S47). Delivered in one order with transitions: those that
     * come after it were made under the new configuration.
     */
    default void onReconfigured(Reconfiguration reconfiguration) {}

    /**
     * The breaker was released by {@code Protection.close()}; no further event follows. Called at most once, for
     * listeners that hold external resources, such as meters.
     */
    default void onClose() {}

    /** Creates a listener for each breaker. */
    @FunctionalInterface
    interface Factory {
        /**
         * Returns the listener of {@code breaker}, or {@link #NONE} to receive nothing. Called once for each breaker,
         * when the service is protected or the breaker built, which fails if this throws or returns {@code null}: of a
         * service with an {@code IllegalArgumentException} that names the breaker and has the cause (S40), of a single
         * breaker with what was thrown. It may operate the breaker, but should not call it.
         */
        BreakerListener create(Breaker breaker);

        /**
         * Not asked any more: every breaker that has listeners is created when its service is protected.
         *
         * @deprecated has no effect
         */
        @Deprecated
        default boolean needsEveryBreaker() {
            return false;
        }
    }
}
