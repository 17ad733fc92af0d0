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
    final long since;

    Probe(HalfOpen state, int slot, long since) {
        this.state = state;
        this.slot = slot;
        this.since = since;
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
            } else if (state.succeeded()) {
                state.machine.close(state);
            } else {
                state.release(this);
            }
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

    /** Opens the breaker, and returns {@code false}, if a probe is overdue. */
    boolean endsInTime() {
        boolean overdue = state.isOverdue(state.machine.now());
        if (overdue) {
            state.machine.reopenOverdue(state);
        }
        return !overdue;
    }
}
