package io.breakers.adapters;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one caller has received, in the words {@code a value}, {@code over}, or the failure. */
final class Received {
    private final List<Object> signals = new ArrayList<>();
    private Runnable whenOver = () -> {};
    private Runnable canceller = () -> {};
    private boolean cancelled;

    List<Object> signals() {
        return List.copyOf(signals);
    }

    /** Runs when a failure or the end comes, as what a caller hangs on it does. */
    Received whenOver(Runnable task) {
        whenOver = task;
        return this;
    }

    void next(@Nullable Object element) {
        signals.add(element);
    }

    void end(@Nullable Throwable failure) {
        if (!cancelled) {
            signals.add(failure == null ? "over" : failure);
            whenOver.run();
        }
    }

    void cancelBy(Runnable task) {
        canceller = task;
    }

    void cancel() {
        cancelled = true;
        canceller.run();
    }
}
