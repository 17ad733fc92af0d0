package io.breakers.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The steps of one method, and the calls that hang in them. Who uses it holds the lock of {@link Player}. */
final class Script {
    /** One call. While its step hangs, its thread waits for another one, or the stage that it returned does. */
    static final class Call {
        final CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();
        final boolean hung;
        Step step;

        Call(Step step) {
            this.step = step;
            this.hung = step.hangs();
        }
    }

    final TestedMethod method;
    private final List<Step> steps = new ArrayList<>();
    private final List<Call> hanging = new ArrayList<>();
    private int calls;
    private int current;

    /** How many calls have taken the current step. */
    private int taken;

    Script(TestedMethod method) {
        this.method = method;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    void add(Step step) {
        steps.add(step);
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    void replaceLast(Step step) {
        steps.set(steps.size() - 1, step);
    }

    int calls() {
        return calls;
    }

    /** Begins a call; {@code null} if there is no script for it. */
    @Nullable
    Call begin() {
        calls++;
        if (isEmpty()) {
            return null;
        }
        var call = new Call(take());
        if (call.hung) {
            hanging.add(call);
        }
        return call;
    }

    private Step take() {
        settle();
        taken++;
        return steps.get(current);
    }

    /** Leaves steps that are over. The last one never is. */
    private void settle() {
        while (current < steps.size() - 1 && taken >= steps.get(current).times()) {
            next();
        }
    }

    private void next() {
        current++;
        taken = 0;
    }

    void giveUp(Call call) {
        hanging.remove(call);
    }

    /** How many calls hang now. A stage that its caller has completed or cancelled does not. */
    int hanging() {
        hanging.removeIf(call -> call.stage.isDone());
        return hanging.size();
    }

    /** Whether calls hang, or will from now on. */
    boolean hangs() {
        if (!isEmpty()) {
            settle();
        }
        return hanging() > 0 || (!isEmpty() && steps.get(current).hangs());
    }

    /**
     * Checks that a step which hangs is not the last one.
     *
     * @throws IllegalStateException if it is
     */
    void checkStepAfter() {
        if (steps.get(current).hangs() && current == steps.size() - 1) {
            throw new IllegalStateException(
                    method + " has no step after hangs(): add returns(..) or fails(..), then release");
        }
    }

    /**
     * Leaves the step that hangs, which is {@linkplain #checkStepAfter not the last one}, and gives each call that does
     * the step which ends it; returns these calls.
     */
    List<Call> release() {
        if (steps.get(current).hangs()) {
            next();
        }
        var ended = new ArrayList<Call>();
        for (int left = hanging(); left > 0; left--) {
            Call call = hanging.remove(0);
            call.step = take();
            (call.step.hangs() ? hanging : ended).add(call);
        }
        return ended;
    }
}
