package io.breakers.examples;

import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import java.io.PrintStream;

/** Prints each state change with its reason. */
record Announcer(PrintStream out) implements BreakerListener {
    @Override
    public void onTransition(Transition transition) {
        out.printf("  ** %s -> %s: %s%n", transition.from(), transition.to(), transition.reason());
    }
}
