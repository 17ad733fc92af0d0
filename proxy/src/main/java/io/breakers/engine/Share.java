package io.breakers.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The limit of a rate, taken at its decimal value so that rounding never decides a trip (S8, S12, B14). */
final class Share {
    /** Far more than the error of a product of doubles below the largest window, far less than one call. */
    private static final double DOUBT = 1e-3;

    private final double rate;
    private final BigDecimal exactRate;

    Share(double rate) {
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
    int of(int whole) {
        return exactRate
                .multiply(BigDecimal.valueOf(whole))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }
}
