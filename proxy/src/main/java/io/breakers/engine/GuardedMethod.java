package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A method whose outcome a {@link CallAdapter} observes: {@link #call} passes a call to the adapter, whose findings go to the guard.
 */
public sealed class GuardedMethod implements MethodGuard permits DirectMethod {
    final Guard guard;
    private final Object target;
    private final Invocation invocation;
    private final CallAdapter<Object> adapter;
    private final @Nullable Memory memory;

    /** Calls the method on the target, or on the object that answers in its stead. */
    public interface Invocation {
        /** Returns and throws exactly what the method did. */
        @Nullable
        Object on(Object object, @Nullable Object[] arguments) throws Throwable;
    }

    /**
     * Creates a method.
     *
     * @param memory keeps the last good values; {@code null} for nothing
     */
    @SuppressWarnings("unchecked") // the adapter was found for the type that the method returns
    public GuardedMethod(
            Guard guard, Object target, Invocation invocation, CallAdapter<?> adapter, @Nullable Memory memory) {
        this.guard = guard;
        this.target = target;
        this.invocation = invocation;
        this.adapter = (CallAdapter<Object>) adapter;
        this.memory = memory;
    }

    /** Calls the method, and returns or throws what its adapter makes of that. */
    public final @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        return adapter.adapt(new Arguments(arguments));
    }

    /** One call: the method with its arguments. */
    private final class Arguments implements GuardedCall<Object> {
        private final @Nullable Object[] arguments;

        Arguments(@Nullable Object[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public Attempt<Object> start() {
            Admission admission = guard.enter();
            if (admission instanceof Refusal refusal) {
                return new OnFallback(guard.rejected(refusal), arguments, null);
            }
            Permit permit = (Permit) admission;
            return new OnTarget(permit, guard.start(permit), arguments);
        }

        @Override
        public boolean hasFallback() {
            return memory != null || guard.hasFallback();
        }
    }

    /** An attempt on the target. */
    @SuppressWarnings("serial") // like its superclass
    final class OnTarget extends TargetAttempt {
        private final @Nullable Object[] arguments;

        OnTarget(Permit permit, long start, @Nullable Object[] arguments) {
            super(guard, permit, start);
            this.arguments = arguments;
        }

        @Override
        public @Nullable Object call() throws Throwable {
            return invocation.on(target, arguments);
        }

        @Override
        Attempt<Object> fallback(Throwable cause, @Nullable Object result) {
            return new OnFallback(cause, arguments, result);
        }

        @Override
        void answered(@Nullable Object value) {
            if (memory != null) {
                memory.keep(arguments, value);
            }
        }
    }

    /** An attempt on the fallback: nothing stands in for that. */
    @SuppressWarnings("serial") // an AtomicBoolean for its one bit; it is never serialized
    final class OnFallback extends AtomicBoolean implements Attempt<Object> {
        private final Throwable cause;
        private final long start = guard.startFallback();
        private final @Nullable Object[] arguments;

        /** What the target returned, if that is why. */
        private final @Nullable Object result;

        /** Whether there was no answer but that. */
        private boolean resultStands;

        OnFallback(Throwable cause, @Nullable Object[] arguments, @Nullable Object result) {
            this.cause = cause;
            this.arguments = arguments;
            this.result = result;
        }

        @Override
        public boolean isFallback() {
            return true;
        }

        @Override
        public @Nullable Object call() throws Throwable {
            if (memory != null) {
                Memory.Kept kept = memory.find(arguments);
                if (kept != null) {
                    return memory.asReturned(kept.value());
                }
                if (!guard.hasFallback()) {
                    return withoutAnswer(memory);
                }
            }
            return invocation.on(guard.fallbackFor(cause), arguments);
        }

        /** What failed goes to the caller as it is: a throwable is thrown, a result returned (S31a). */
        private @Nullable Object withoutAnswer(Memory empty) throws Throwable {
            if (!(cause instanceof FailedResult)) {
                throw cause;
            }
            resultStands = true;
            return empty.asReturned(result);
        }

        @Override
        public @Nullable Attempt<Object> threw(Throwable thrown) {
            lost(thrown);
            return null;
        }

        @Override
        public @Nullable Attempt<Object> succeeded(@Nullable Object value) {
            if (resultStands) {
                lost(cause);
            } else if (!getAndSet(true)) {
                guard.fellBack(start, cause);
            }
            return null;
        }

        @Override
        public @Nullable Attempt<Object> failed(Throwable failure) {
            lost(failure);
            return null;
        }

        @Override
        public void cancelled() {
            if (!getAndSet(true)) {
                guard.fallbackGivenUp();
            }
        }

        @Override
        public void lost(Throwable reason) {
            if (!getAndSet(true)) {
                guard.fallbackThrew(start, cause, reason);
            }
        }
    }
}
