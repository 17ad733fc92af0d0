package io.breakers.engine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls functions through a guard: what a generated method does, for callers who have no interface. */
final class FunctionCalls {
    private final Guard guard;

    FunctionCalls(CircuitBreaker breaker, FallbackPolicy policy) {
        this.guard = new Guard(breaker, policy);
    }

    /** Without a lambda around the target, which would be one more object for each run. For a policy by which no fallback answers, as is the next one. */
    void run(Runnable target) {
        Objects.requireNonNull(target, "target");
        Permit permit = guard.enterQuietly();
        long start = 0;
        if (permit == null) {
            permit = guard.enterOrThrow();
            start = guard.start(permit);
        }
        try {
            target.run();
        } catch (Throwable thrown) {
            guard.threw(permit, start, thrown);
            throw thrown;
        }
        if (!Guard.succeeded(guard, permit, start)) {
            guard.returned(permit, start, null);
        }
    }

    <T extends @Nullable Object> T call(Callable<T> target) throws Exception {
        return call(target, FunctionCalls::noFallback);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it returns nothing, of any type
    private static <T extends @Nullable Object> T noFallback(Throwable cause) {
        throw new AssertionError("a fallback was asked for where there is none", cause);
    }

    <T extends @Nullable Object> T call(Callable<T> target, Function<? super Throwable, ? extends T> fallback)
            throws Exception {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(fallback, "fallback");
        Permit permit = guard.enterQuietly();
        long start = 0;
        if (permit == null) {
            Admission admission = guard.enter();
            if (admission instanceof Refusal refusal) {
                return fallBack(guard.rejected(refusal), fallback);
            }
            permit = (Permit) admission;
            start = guard.start(permit);
        }
        T result;
        try {
            result = target.call();
        } catch (Throwable thrown) {
            if (guard.threw(permit, start, thrown)) {
                return fallBack(thrown, fallback);
            }
            throw thrown;
        }
        if (Guard.succeeded(guard, permit, start)) {
            return result;
        }
        Throwable cause = guard.returned(permit, start, result);
        return cause == null ? result : fallBack(cause, fallback);
    }

    private <T extends @Nullable Object> T fallBack(
            Throwable cause, Function<? super Throwable, ? extends T> fallback) {
        long start = guard.startFallback();
        T answer;
        try {
            answer = fallback.apply(cause);
        } catch (Throwable failure) {
            guard.fallbackThrew(start, cause, failure);
            throw failure;
        }
        guard.fellBack(start, cause);
        return answer;
    }
}
