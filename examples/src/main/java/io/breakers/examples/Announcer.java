package io.breakers.examples;

import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.io.PrintStream;

/** Prints each change, of the state and of the configuration, with its reason. */
record Announcer(PrintStream out) implements BreakerListener {
    @Override
    public void onTransition(Transition transition) {
        out.printf("  ** %s -> %s: %s%n", transition.from(), transition.to(), transition.reason());
    }

    @Override
    public void onReconfigured(Reconfiguration change) {
        out.printf("  ** revision %d: %s%n", change.revision(), change.reason());
    }
}
