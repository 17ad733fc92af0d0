package io.breakers.testing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Plays the scripts of a {@link Scripted} target to the calls that come, and keeps those that hang. */
final class Player {
    private final Map<TestedMethod, Script> scripts = new LinkedHashMap<>();
    private final ManualTicker time;
    private final Lock lock = new ReentrantLock();

    /** A call has come, or some no longer hang. */
    private final Condition changed = lock.newCondition();

    /** Creates one whose scripts are empty. */
    Player(Collection<TestedMethod> methods, ManualTicker time) {
        this.time = time;
        methods.forEach(method -> scripts.put(method, new Script(method)));
    }

    Script script(TestedMethod method) {
        return Objects.requireNonNull(scripts.get(method));
    }

    /** Makes a change to scripts. */
    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    int calls(List<Script> asked) {
        lock.lock();
        try {
            return asked.stream().mapToInt(Script::calls).sum();
        } finally {
            lock.unlock();
        }
    }

    void awaitHanging(List<Script> asked, int calls) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (asked.stream().mapToInt(Script::hanging).sum() < calls) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    // A call.

    @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
    @Nullable
    Object answer(TestedMethod method, Object proxy, Object[] arguments) throws Throwable {
        Script script = script(method);
        Script.Call call = begin(script);
        if (call == null) {
            if (method.isDefault()) {
                return method.callDefault(proxy, arguments);
            }
            throw new AssertionError(method + " has no script: begin one with on(\"" + method.signature() + "\")");
        }
        if (call.hung && method.returnsStage()) {
            return call.stage;
        }
        if (call.hung) {
            awaitEnd(script, call);
        }
        return call.step.play(method, time);
    }

    private Script.@Nullable Call begin(Script script) {
        lock.lock();
        try {
            Script.Call call = script.begin();
            changed.signalAll();
            return call;
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(Script script, Script.Call call) throws InterruptedException {
        lock.lock();
        try {
            while (call.step.hangs()) {
                changed.await();
            }
        } catch (InterruptedException interrupted) {
            script.giveUp(call);
            if (script.method.mayThrow(interrupted)) {
                throw interrupted;
            }
            Thread.currentThread().interrupt();
            throw new IllegalStateException(script.method + " was interrupted while it hung", interrupted);
        } finally {
            lock.unlock();
        }
    }

    // The end of those that hang.

    void release(List<Script> asked) {
        Map<Script, List<Script.Call>> ended = new LinkedHashMap<>();
        lock.lock();
        try {
            List<Script> hanging = asked.stream().filter(Script::hangs).toList();
            if (hanging.isEmpty()) {
                throw new IllegalStateException(asked.get(0).method + " does not hang");
            }
            hanging.forEach(Script::checkStepAfter);
            hanging.forEach(script -> ended.put(script, script.release()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach((script, calls) -> {
            if (script.method.returnsStage()) {
                calls.forEach(call -> complete(script.method, call));
            }
        });
    }

    private void complete(TestedMethod method, Script.Call call) {
        try {
            CompletionStage<?> end = (CompletionStage<?>) Objects.requireNonNull(call.step.play(method, time));
            end.whenComplete((value, failure) -> {
                if (failure == null) {
                    call.stage.complete(value);
                } else {
                    call.stage.completeExceptionally(failure);
                }
            });
        } catch (Throwable impossible) {
            throw new AssertionError(method + " returns a stage", impossible);
        }
    }
}
