package io.breakers.engine;

import io.breakers.api.Attempt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call of the target whose outcome comes later: ends its permit once, whichever thread reports the outcome (S19). */
@SuppressWarnings("serial") // an AtomicBoolean for its one bit; it is never serialized
abstract class TargetAttempt extends AtomicBoolean implements Attempt<Object> {
    private final Guard guard;
    private final Permit permit;
    private final long start;

    TargetAttempt(Guard guard, Permit permit, long start) {
        this.guard = guard;
        this.permit = permit;
        this.start = start;
    }

    private boolean ends() {
        return !getAndSet(true);
    }

    /**
     * The attempt on what answers in the target's stead.
     *
     * @param result what the target returned, if that is why
     */
    @Nullable
    abstract Attempt<Object> fallback(Throwable cause, @Nullable Object result);

    /** Hears of a value that stands. */
    abstract void answered(@Nullable Object value);

    /** Throws, because the target has been called already; an attempt that an adapter makes calls it. */
    @Override
    public @Nullable Object call() throws Throwable {
        throw new IllegalStateException("the target has been called already");
    }

    @Override
    public final boolean isFallback() {
        return false;
    }

    @Override
    public final @Nullable Attempt<Object> threw(Throwable thrown) {
        return ends() && guard.threw(permit, start, thrown) ? fallback(thrown, null) : null;
    }

    @Override
    public final @Nullable Attempt<Object> succeeded(@Nullable Object value) {
        if (!ends()) {
            return null;
        }
        Throwable cause = guard.returned(permit, start, value);
        if (cause != null) {
            return fallback(cause, value);
        }
        answered(value);
        return null;
    }

    @Override
    public final @Nullable Attempt<Object> failed(Throwable failure) {
        return ends() && guard.settled(permit, start, failure) ? fallback(failure, null) : null;
    }

    @Override
    public final void cancelled() {
        if (ends()) {
            guard.cancelled(permit, start);
        }
    }

    @Override
    public final void lost(Throwable reason) {
        if (ends()) {
            guard.failed(permit, start, reason);
        }
    }
}
