package io.breakers.internal.state;

/**
 * How long a probe may be with the target (S18), and its slot. Refers to no state, so that one that is over is not held
 * by it.
 */
final class Lease {
    /** The lease of nobody, for a slot that is not open yet. */
    static final Lease UNOPENED = nobody();

    /** The lease of nobody, for a slot that nobody may take any more. */
    static final Lease SEALED = nobody();

    final int slot;
    private final long since;
    private final long nanos;

    /** Whether the probe has ended. Written before its slot is given back, so that no other one counts beside it. */
    private volatile boolean ended;

    Lease(int slot, long since, long nanos) {
        this.slot = slot;
        this.since = since;
        this.nanos = nanos;
    }

    private static Lease nobody() {
        var lease = new Lease(0, 0, 0);
        lease.end();
        return lease;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the probe is with the target, and in time. */
    boolean holds(long now) {
        return !ended && now - since < nanos;
    }

    /** Whether the probe is with the target for too long. */
    boolean isOverdue(long now) {
        return !ended && now - since >= nanos;
    }

    /** How long the probe has been with the target; 0 if it has ended. */
    long age(long now) {
        return ended ? 0 : now - since;
    }
}
