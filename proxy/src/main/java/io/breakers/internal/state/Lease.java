package io.breakers.internal.state;

/** How long a probe may be with the target (S18). Refers to no state, so that one that is over is not held by it. */
final class Lease {
    /** The lease of nobody, for a place that nobody may take any more. */
    static final Lease NOBODY = new Lease(0, 0);

    static {
        NOBODY.end();
    }

    private final long since;
    private final long nanos;

    /** Whether the probe has ended. Written before its place is given back, so that no other one counts beside it. */
    private volatile boolean ended;

    Lease(long since, long nanos) {
        this.since = since;
        this.nanos = nanos;
    }

    void end() {
        ended = true;
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
