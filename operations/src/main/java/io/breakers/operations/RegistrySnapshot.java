package io.breakers.operations;

import io.breakers.operations.internal.snapshot.Shot;
import io.breakers.operations.internal.snapshot.ShotReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The states of the breakers of a registry that are not CLOSED, to go on with after a restart: what failed a second ago
 * need not be found out again by failing calls, and what an operator has set stays set. Immutable.
 *
 * <p>{@link #toString} writes it, for a file for example, and {@link #parse} reads that: a line with the version of the
 * format and the time, then a line for each breaker with its state, how many trips lengthen its wait, the rest of that,
 * and the reason:
 *
 * <pre>
 * breakers-snapshot 1 2026-11-28T10:15:30Z
 * OPEN "PaymentService.charge" trips=2 wait=PT18.5S because "5 consecutive failures"
 * FORCED_OPEN "stock" because "maintenance"
 * </pre>
 */
public final class RegistrySnapshot {
    private final Shot shot;

    RegistrySnapshot(Shot shot) {
        this.shot = shot;
    }

    /**
     * Reads what {@link #toString} has written. Ends of lines may be those of Windows, and empty lines are left out.
     *
     * @throws IllegalArgumentException if it is anything else, with all mistakes and their lines
     */
    public static RegistrySnapshot parse(String text) {
        return new RegistrySnapshot(ShotReader.read(Objects.requireNonNull(text, "text")));
    }

    Shot shot() {
        return shot;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegistrySnapshot that && shot.equals(that.shot);
    }

    @Override
    public int hashCode() {
        return shot.hashCode();
    }

    /** The text for {@link #parse}: printable ASCII, in lines that end with {@code \n}. */
    @Override
    public String toString() {
        return shot.text();
    }
}
