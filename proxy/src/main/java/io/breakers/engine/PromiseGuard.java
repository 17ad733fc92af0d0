package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard of a method that returns the promise of a result and has no fallback: the permitted caller calls the target directly,
 * and only the returned promise has to be observed. If a fallback may answer later, a {@link DirectMethod} is
 * needed, which keeps the arguments; for every other adapter, a {@link GuardedMethod}, which can make the call later as well.
 */
public final class PromiseGuard extends Guard {
    private final Observer observer;

    /** Knows one type of promises. */
    public interface Observer {
        /** Ends {@code attempt} as {@code promise}, which is what the caller gets, ends: now or later. */
        void observe(@Nullable Object promise, Attempt<Object> attempt);

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

    /** Ends a call that returned {@code promise}, which is what the caller gets, as that ends: now or later. */
    public void promised(Permit permit, long start, @Nullable Object promise) {
        observer.observe(promise, new Promised(this, permit, start));
    }

    @SuppressWarnings("serial") // like its superclass
    private static final class Promised extends TargetAttempt {
        Promised(Guard guard, Permit permit, long start) {
            super(guard, permit, start);
        }

        @Override
        @Nullable
        Attempt<Object> fallback(Throwable cause, @Nullable Object result) {
            return null;
        }

        @Override
        void answered(@Nullable Object value) {}
    }
}
