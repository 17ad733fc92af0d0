package io.breakers.engine;

/**
 * The permit of one call in HALF_OPEN, with a lease.
 *
 * <p>However it ends, any probe that has outlived its lease (this one or another) is handled first: it counts as failed, and its
 * late outcome decides nothing (S18). If the state that granted the probe is no longer current, its transitions fail by themselves.
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
    public Settings settings() {
        return state.settings;
    }

    @Override
    public Step step() {
        return state.step;
    }

    @Override
    public void succeeded(StateMachine breaker, long elapsed, long now) {
        if (state.isOverdue(breaker.now())) {
            breaker.reopenOverdue(state);
        } else if (settings().isSlow(elapsed)) {
            breaker.reopen(state, "a probe was slow", null);
        } else if (state.succeeded()) {
            breaker.close(state);
        } else {
            state.giveBack(this);
        }
    }

    @Override
    public void failed(StateMachine breaker, long elapsed, long now, Throwable failure) {
        if (state.isOverdue(breaker.now())) {
            breaker.reopenOverdue(state);
        } else {
            breaker.reopen(state, "a probe failed", failure);
        }
    }

    @Override
    public void released(StateMachine breaker) {
        if (state.isOverdue(breaker.now())) {
            breaker.reopenOverdue(state);
        } else {
            state.giveBack(this);
        }
    }
}
