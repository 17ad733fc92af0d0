package io.breakers.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * A listener factory that writes each transition to a log, for {@link BreakerConfigBuilder#listener} or the
 * {@code listener} of a service's builder. It needs no times and hears no calls, so healthy calls cost what they cost
 * without it.
 */
public final class TransitionLog {
    private TransitionLog() {}

    /**
     * Returns a factory whose listeners write one line for each transition to the {@linkplain System#getLogger system
     * logger} {@code io.breakers}: a {@link Level#WARNING WARNING} for a trip, from CLOSED to OPEN, and an
     * {@link Level#INFO INFO} for any other. For example {@code PaymentService.charge CLOSED -> OPEN after 93.5 s:
     * 5 consecutive failures; last failure java.io.IOException: down}.
     */
    public static BreakerListener.Factory toSystemLogger() {
        return breaker -> new Line(breaker.name(), System.getLogger("io.breakers"));
    }

    private record Line(String breaker, Logger logger) implements BreakerListener {
        @Override
        public boolean needsElapsedTime() {
            return false;
        }

        @Override
        public boolean needsSuccesses() {
            return false;
        }

        @Override
        public void onTransition(Transition transition) {
            boolean trip = transition.from() == BreakerState.CLOSED && transition.to() == BreakerState.OPEN;
            Level level = trip ? Level.WARNING : Level.INFO;
            // A logger formats what it gets with parameters only, so braces in a failure's message are safe.
            logger.log(level, line(transition));
        }

        private String line(Transition transition) {
            var line = new StringBuilder(breaker)
                    .append(' ')
                    .append(transition.from())
                    .append(" -> ")
                    .append(transition.to())
                    .append(" after ")
                    .append(Checks.text(Duration.ofMillis(transition.lasted().toMillis())))
                    .append(": ")
                    .append(Checks.line(transition.reason()));
            String lastFailure = transition.lastFailure();
            return lastFailure == null
                    ? line.toString()
                    : line.append("; last failure ").append(lastFailure).toString();
        }
    }
}
