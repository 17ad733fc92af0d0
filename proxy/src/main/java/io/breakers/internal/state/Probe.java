package io.breakers.internal.state;

/**
 * The permit of one call in HALF_OPEN, with a lease.
 *
 * <p>However it ends, any probe that has outlived its lease (this one or another) is handled first: it counts as
 * failed, and its late outcome decides nothing (S18). If the state that granted the probe is no longer current, its
 * transitions fail by themselves.
 */
final class Probe implements Permit {
    private final HalfOpen state;
    private final Lease lease;

    Probe(HalfOpen state, Lease lease) {
        this.state = state;
        this.lease = lease;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean isProbe() {
        return true;
    }

    @Override
    public void onSuccess(long elapsed, long now) {
        if (endsInTime()) {
            if (state.settings.isSlow(elapsed)) {
                state.slow(lease);
            } else {
                state.succeeded(lease);
            }
        }
    }

    @Override
    public void onFailure(long elapsed, long now, Throwable failure) {
        if (endsInTime()) {
            state.failed(lease, failure);
        }
    }

    @Override
    public void onRelease() {
        if (endsInTime()) {
            state.released(lease);
        }
    }

    /** Ends what is overdue; returns {@code false} if that has ended the state, and so this probe with it. */
    boolean endsInTime() {
        boolean over = state.endOverdue(state.machine.now());
        if (over) {
            lease.end();
            state.reopenOverdue();
        }
        return !over;
    }
}
