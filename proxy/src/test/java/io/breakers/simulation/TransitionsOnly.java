package io.breakers.simulation;

import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;

/** Tells {@code to} of transitions, and of no calls: there are millions. */
record TransitionsOnly(BreakerListener to) implements BreakerListener {
    @Override
    public void onTransition(Transition transition) {
        to.onTransition(transition);
    }
}
