package io.breakers.internal.settings;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Which of the rejections that are due are carried out: a share of them, spread evenly (S49). Immutable. */
public final class Enforcement {
    private static final Enforcement FULL = new Enforcement(BigDecimal.ONE);
    private static final Enforcement DRY = new Enforcement(BigDecimal.ZERO);

    private final BigDecimal share;

    /** The share is one number divided by the other, if both are small enough. */
    private final long part;

    private final long whole;

    /** From how many on a {@code long} does not do. */
    private final long many;

    private Enforcement(BigDecimal share) {
        this.share = share;
        boolean fits = share.scale() <= 18;
        this.part = fits ? share.unscaledValue().longValue() : 1;
        this.whole = fits ? BigInteger.TEN.pow(Math.max(0, share.scale())).longValue() : 1;
        this.many = fits ? Long.MAX_VALUE / Math.max(1, part) - 1 : 0;
    }

    static Enforcement of(double share) {
        if (share == 1) {
            return FULL;
        }
        return share == 0 ? DRY : new Enforcement(BigDecimal.valueOf(share));
    }

    /** Whether all rejections are carried out. */
    public boolean isFull() {
        return this == FULL;
    }

    /** Whether none is. */
    public boolean isDry() {
        return this == DRY;
    }

    /** Whether the rejection is carried out before which so many have been due. */
    public boolean carriesOut(long earlier) {
        if (earlier < many) {
            return earlier * part / whole < (earlier + 1) * part / whole;
        }
        return !ofFirst(earlier).equals(ofFirst(earlier + 1));
    }

    private BigInteger ofFirst(long due) {
        return share.multiply(BigDecimal.valueOf(due)).toBigInteger();
    }

    /** Whether this is the same share, whose count goes on. */
    public boolean isSameAs(Enforcement other) {
        return share.compareTo(other.share) == 0;
    }
}
