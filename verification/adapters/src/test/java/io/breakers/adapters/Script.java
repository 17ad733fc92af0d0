package io.breakers.adapters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a target, or a fallback, does at each call; and what it was asked. */
final class Script {
    /** What one call does: gives a source, {@code null} for nothing, or throws. */
    interface Step {
        @Nullable
        Source take();
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    Script then(Source source) {
        steps.add(() -> source);
        return this;
    }

    Source thenPending() {
        var pending = new Source();
        then(pending);
        return pending;
    }

    Script thenSucceeds() {
        return then(new Source().succeeds(Kind.VALUE));
    }

    Script thenFails(Throwable failure) {
        return then(new Source().fails(failure));
    }

    Script thenThrows(RuntimeException thrown) {
        steps.add(() -> {
            throw thrown;
        });
        return this;
    }

    Script thenNothing() {
        steps.add(() -> null);
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Called by the target; {@code null} where it has to return {@code null}. */
    @Nullable
    Source next(String argument) {
        asked.add(argument);
        return steps.remove().take();
    }
}
