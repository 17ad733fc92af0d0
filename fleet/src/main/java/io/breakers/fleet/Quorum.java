package io.breakers.fleet;

import java.time.Duration;
import java.util.Objects;

/**
 * How many instances must have tripped a breaker so that the others are advised to trip theirs (S63). Immutable:
 * {@link #within} returns another one.
 */
public final class Quorum {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final double share;
    private final Duration within;

    private Quorum(double share, Duration within) {
        this.share = share;
        this.within = within;
    }

    /**
     * Returns a quorum of a share of the live instances that have the breaker and share trips, and of at least two. A
     * report counts for 30 s.
     *
     * @throws IllegalArgumentException if {@code share} is not in (0, 1]
     */
    public static Quorum of(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], was " + share);
        }
        return new Quorum(share, Duration.ofSeconds(30));
    }

    /**
     * Returns the same with another time for which a report counts.
     *
     * @throws IllegalArgumentException if {@code within} is less than a second or more than a day
     */
    public Quorum within(Duration within) {
        if (Objects.requireNonNull(within, "within").compareTo(SHORTEST) < 0 || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("within must be from 1 s to 1 day, was " + within);
        }
        return new Quorum(share, within);
    }

    /** The share of the instances. */
    public double share() {
        return share;
    }

    /** For how long a report counts. */
    public Duration within() {
        return within;
    }

    /** How many reports are enough among so many instances. */
    long needed(long instances) {
        // A share such as 0.1 is a little more than a tenth.
        return Math.max(2, (long) Math.ceil(share * instances - 1e-9));
    }

    /** For example {@code 0.5 within PT30S}. */
    @Override
    public String toString() {
        return share + " within " + within;
    }
}
