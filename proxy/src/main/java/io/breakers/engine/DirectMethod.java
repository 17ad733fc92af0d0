package io.breakers.engine;

import io.breakers.api.CallRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A method whose target is called at once by whoever has its arguments: a generated class calls it directly, and keeps the arguments
 * for the fallback, which may have to answer later. First {@link #enter}; then {@link #refused}, or the call of the target and
 * {@link #returned} or {@link #threw}, which return or throw what the caller gets.
 */
public final class DirectMethod extends GuardedMethod {
    private final DirectAdapter adapter;

    /** Creates a method, like {@link GuardedMethod#GuardedMethod}. */
    public DirectMethod(
            Guard guard, Object target, Invocation invocation, DirectAdapter adapter, @Nullable Memory memory) {
        super(guard, target, invocation, adapter, memory);
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

    /** Ends a call that threw. */
    public @Nullable Object threw(Permit permit, long start, Throwable thrown, @Nullable Object[] arguments)
            throws Throwable {
        return adapter.threw(new OnTarget(permit, start, arguments), thrown);
    }

    /** Ends a call that returned {@code result}, now or when that completes. */
    public @Nullable Object returned(Permit permit, long start, @Nullable Object result, @Nullable Object[] arguments)
            throws Throwable {
        return adapter.returned(new OnTarget(permit, start, arguments), result);
    }
}
