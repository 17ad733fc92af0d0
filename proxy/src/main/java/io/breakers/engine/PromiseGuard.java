package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard of a method that returns the promise of a result, where no fallback answers: so the target is called at once, by whoever was let in, and all that is left to do is to observe what it
 * returned. Where a fallback may answer later, or the adapter is the user's, it takes a {@link GuardedMethod}, which keeps the arguments.
 */
public final class PromiseGuard extends Guard {
    private final Observer observer;

    /** Knows one type of promises. */
    public interface Observer {
        /** Ends {@code attempt} as {@code promise} ends, now or later; what that returns is always {@code null}. Returns what the caller gets. */
        @Nullable
        Object observe(@Nullable Object promise, Attempt<Object> attempt);

        /** Returns a promise that has failed; throws where none can be made. */
        Object failed(Throwable failure) throws Throwable;
    }

    /** Creates the guard of a method, like {@link Guard#Guard(Supplier, BreakerConfig, io.breakers.api.FallbackFactory)}. */
    public PromiseGuard(Supplier<CircuitBreaker> source, BreakerConfig config, Observer observer) {
        super(source, config, null);
        this.observer = observer;
    }

    /** What the caller of a rejected call gets (S34). */
    public Object refused(Refusal refusal) throws Throwable {
        return observer.failed(refusal.exception());
    }

    /** Ends a call that returned {@code promise} when that is kept or not. Returns what the caller gets. */
    public @Nullable Object promised(Permit permit, long start, @Nullable Object promise) {
        return observer.observe(promise, new Promised(this, permit, start));
    }

    @SuppressWarnings("serial") // like its superclass
    private static final class Promised extends TargetAttempt {
        Promised(Guard guard, Permit permit, long start) {
            super(guard, permit, start);
        }

        @Override
        public Object call() {
            throw new IllegalStateException("the target has been called already");
        }

        @Override
        @Nullable
        Attempt<Object> fallback(Throwable cause) {
            return null;
        }

        @Override
        void answered(@Nullable Object value) {}
    }
}
