package io.breakers.internal.settings;

import io.breakers.api.OpenWait;
import io.breakers.internal.callbacks.CallbackErrors;
import io.breakers.internal.callbacks.Nanos;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long a breaker stays open (S14), before it opens, so that a broken user function cannot spoil a
 * transition (B2).
 */
public final class OpenBackoff {
    /** More digits than any power has whose product with nanoseconds is a whole number below the cap. */
    private static final MathContext EXACT = new MathContext(50);

    /**
     * How long to wait.
     *
     * @param asked whether the failure said so, so that another configuration changes nothing about it (S46)
     */
    public record Wait(long nanos, boolean asked) {
        /**
         * A wait that somebody asks for.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public static Wait of(Duration length) {
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException("wait must be positive, was " + length);
            }
            return new Wait(Nanos.saturated(length), true);
        }
    }

    private final long base;
    private final double multiplier;
    private final long cap;
    private final double jitter;
    private final @Nullable RandomGenerator random;
    private final @Nullable Function<? super Throwable, @Nullable Duration> fromFailure;
    private final long atMost;
    private final long forgetNanos;
    private final CallbackErrors errors;

    OpenBackoff(OpenWait wait, String breaker) {
        this.errors = new CallbackErrors(breaker);
        this.base = Nanos.saturated(wait.base());
        this.multiplier = wait.multiplier();
        this.cap = Nanos.saturated(wait.cap());
        this.jitter = wait.jitter();
        this.random = wait.random();
        this.fromFailure = wait.fromFailure();
        this.atMost = Nanos.saturated(wait.atMostFromFailure());
        this.forgetNanos = Nanos.saturated(wait.forgetAfter());
    }

    /** How many of so many trips still lengthen the wait when the breaker has stayed closed that long (S52). */
    public int remembered(int trips, long closedNanos) {
        return forgetNanos == 0 ? 0 : (int) Math.max(0, trips - Math.max(0, closedNanos) / forgetNanos);
    }

    /**
     * Returns how long to wait, at least 1 ns.
     *
     * @param trips how often the breaker has opened since it was last closed, this time included, and those before
     *     that are remembered
     * @param failure what opened it, if that was a throwable
     */
    public Wait after(int trips, @Nullable Throwable failure) {
        try {
            Duration asked = fromFailure == null || failure == null ? null : fromFailure.apply(failure);
            if (asked == null) {
                return new Wait(jittered(grown(trips)), false);
            }
            if (asked.isNegative()) {
                throw new IllegalArgumentException("the wait must not be negative, was " + asked);
            }
            return asked.isZero() ? new Wait(base, false) : new Wait(Math.min(atMost, Nanos.saturated(asked)), true);
        } catch (Throwable broken) {
            errors.log("the wait could not be computed; the base wait is used", broken);
            return new Wait(base, false);
        }
    }

    private long grown(int trips) {
        if (multiplier == 1) {
            return base;
        }
        // Doubles are good enough to see that the cap is far exceeded, which keeps the exact power small.
        if (base * Math.pow(multiplier, trips - 1.0) >= 2.0 * cap) {
            return cap;
        }
        BigDecimal factor = BigDecimal.valueOf(multiplier).pow(trips - 1, EXACT);
        return factor.multiply(BigDecimal.valueOf(base))
                .min(BigDecimal.valueOf(cap))
                .longValue();
    }

    private long jittered(long wait) {
        if (jitter == 0) {
            return wait;
        }
        RandomGenerator source = random == null ? ThreadLocalRandom.current() : random;
        double factor = 1 - jitter + 2 * jitter * source.nextDouble();
        return Math.max(1, (long) (wait * factor));
    }
}
