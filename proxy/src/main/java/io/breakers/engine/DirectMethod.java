package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.CallRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A method whose caller calls the target itself, and keeps the arguments for what comes after. First {@link #enter}; then
 * {@link #refused}, or the call of the target and {@link #returned} or {@link #threw}, which return or throw what the caller gets.
 */
public final class DirectMethod extends KeepingMethod implements MethodGuard {
    private final Adapter adapter;

    /** Decides what callers get, and when a call ends, for one type of results. */
    public interface Adapter {
        /** Returns or throws what the caller gets if {@code failure} is all there is. */
        Object failed(Throwable failure) throws Throwable;

        /** Calls the fallback; returns or throws what the caller gets. */
        @Nullable
        Object answer(Attempt<Object> fallback) throws Throwable;

        /** The target returned {@code result}: returns or throws what the caller gets. */
        @Nullable
        Object returned(Attempt<Object> attempt, @Nullable Object result) throws Throwable;
    }

    /**
     * Creates a method.
     *
     * @param invocation calls the fallback's method: the one that a bridge stands for
     * @param memory keeps the last good values; {@code null} for nothing
     */
    public DirectMethod(Guard guard, Invocation invocation, Adapter adapter, @Nullable Memory memory) {
        super(guard, invocation, memory);
        this.adapter = adapter;
    }

    /** Lets a call in or refuses it. */
    public Admission enter() {
        return guard.enter();
    }

    /** The start of the call, for the methods below. */
    public long start(Permit permit) {
        return guard.start(permit);
    }

    /** Ends a call that was rejected. */
    public @Nullable Object refused(Refusal refusal, @Nullable Object[] arguments) throws Throwable {
        Throwable cause;
        try {
            cause = guard.rejected(refusal);
        } catch (CallRejectedException unanswered) {
            return adapter.failed(unanswered);
        }
        return adapter.answer(new OnFallback(cause, arguments, null));
    }

    /** Ends a call that threw. What stays without an answer stays a throw, unlike a rejection (S34). */
    public @Nullable Object threw(Permit permit, long start, Throwable thrown, @Nullable Object[] arguments)
            throws Throwable {
        if (!guard.threw(permit, start, thrown)) {
            throw thrown;
        }
        var fallback = new OnFallback(thrown, arguments, null);
        Object answer = adapter.answer(fallback);
        if (fallback.isUnanswered()) {
            throw thrown;
        }
        return answer;
    }

    /** Ends a call that returned {@code result}, now or when that completes. */
    public @Nullable Object returned(Permit permit, long start, @Nullable Object result, @Nullable Object[] arguments)
            throws Throwable {
        return adapter.returned(new OnTarget(permit, start, arguments), result);
    }
}
