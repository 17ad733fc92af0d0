package io.breakers.internal.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The rate that trips a breaker, taken at its decimal value, so that rounding never decides a trip (S8, S12, B14). */
final class RateThreshold {
    /**
     * Below this distance the result is computed exactly. It is far more than the rounding error of doubles, and far
     * less than one call.
     */
    private static final double DOUBT = 1e-3;

    private final double rate;
    private final BigDecimal exactRate;

    RateThreshold(double rate) {
        this.rate = rate;
        this.exactRate = BigDecimal.valueOf(rate);
    }

    /** Whether {@code part / whole >= rate}. */
    boolean isReachedBy(long part, long whole) {
        double distance = part - rate * whole;
        if (Math.abs(distance) > DOUBT) {
            return distance > 0;
        }
        return BigDecimal.valueOf(part).compareTo(exactRate.multiply(BigDecimal.valueOf(whole))) >= 0;
    }

    /** The least part of {@code whole} that reaches the rate. */
    int minimumOf(int whole) {
        return exactRate
                .multiply(BigDecimal.valueOf(whole))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }
}
