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
    final int slot;
    private final Lease lease;

    Probe(HalfOpen state, int slot, Lease lease) {
        this.state = state;
        this.slot = slot;
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
                state.machine.reopen(state, "a probe was slow", null);
                return;
            }
            int needed = state.succeeded();
            if (needed == 0) {
                state.machine.close(state);
            } else if (needed >= state.slots.length()) {
                state.release(this);
            }
            // Otherwise it keeps its slot, because that one's probe could not help to close any more (S16).
        }
    }

    @Override
    public void onFailure(long elapsed, long now, Throwable failure) {
        if (endsInTime()) {
            state.machine.reopen(state, "a probe failed", failure);
        }
    }

    @Override
    public void onRelease() {
        if (endsInTime()) {
            state.release(this);
        }
    }

    /** Ends the lease. Opens the breaker, and returns {@code false}, if a probe is overdue. */
    boolean endsInTime() {
        boolean overdue = state.isOverdue(state.machine.now());
        lease.end();
        if (overdue) {
            state.machine.reopenOverdue(state);
        }
        return !overdue;
    }
}
