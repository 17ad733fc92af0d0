package io.breakers.engine;

import io.breakers.api.Attempt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A method whose calls keep their arguments: for a call that is made later, of the target or of a fallback, and as the key of last good values. */
abstract sealed class KeepingMethod permits GuardedMethod, DirectMethod {
    final Guard guard;
    final Invocation invocation;
    final @Nullable Memory memory;

    KeepingMethod(Guard guard, Invocation invocation, @Nullable Memory memory) {
        this.guard = guard;
        this.invocation = invocation;
        this.memory = memory;
    }

    /** An attempt on the target. */
    @SuppressWarnings("serial") // like its superclass
    class OnTarget extends TargetAttempt {
        final @Nullable Object[] arguments;

        OnTarget(Permit permit, long start, @Nullable Object[] arguments) {
            super(guard, permit, start);
            this.arguments = arguments;
        }

        @Override
        final Attempt<Object> fallback(Throwable cause, @Nullable Object result) {
            return new OnFallback(cause, arguments, result);
        }

        @Override
        final void answered(@Nullable Object value) {
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

        /** Whether there was no answer, so that what failed stands. */
        private boolean unanswered;

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
            unanswered = false;
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
            unanswered = true;
            if (!(cause instanceof FailedResult)) {
                throw cause;
            }
            return empty.asReturned(result);
        }

        boolean isUnanswered() {
            return unanswered;
        }

        @Override
        public @Nullable Attempt<Object> threw(Throwable thrown) {
            lost(thrown);
            return null;
        }

        @Override
        public @Nullable Attempt<Object> succeeded(@Nullable Object value) {
            if (unanswered) {
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
