package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FailedResultException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of what answers instead of the target, made by an adapter, which reports how it ended. Nothing answers instead
 * of this.
 */
final class FallbackAttempt extends OneEnd implements Attempt<Object> {
    private final AdaptedGuard guard;
    private final Throwable cause;

    /** Whether the cause is the rejection of this call. */
    private final boolean rejected;

    private final long start;
    private final @Nullable Object[] arguments;

    /** Whether there was no answer, so that what failed stands. */
    private volatile boolean unanswered;

    FallbackAttempt(AdaptedGuard guard, Throwable cause, boolean rejected, long start, @Nullable Object[] arguments) {
        this.guard = guard;
        this.cause = cause;
        this.rejected = rejected;
        this.start = start;
        this.arguments = arguments;
    }

    @Override
    public boolean isFallback() {
        return true;
    }

    @Override
    public @Nullable Object call() throws Throwable {
        return callWith(arguments);
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> others) throws Throwable {
        return callWith(guard.replace(arguments, others));
    }

    /** Returns the last good value, else what the fallback returns, else what failed (S31a). */
    private @Nullable Object callWith(@Nullable Object[] given) throws Throwable {
        unanswered = false;
        LastGoodValues lastGood = guard.lastGood();
        if (lastGood != null) {
            LastGoodValues.Kept kept = lastGood.find(arguments);
            if (kept != null) {
                return lastGood.asReturned(kept.value());
            }
            if (!guard.hasFallback()) {
                unanswered = true;
                if (cause instanceof FailedResultException failed) {
                    return lastGood.asReturned(failed.result());
                }
                throw rejected && lastGood.returnsStages() ? guard.signalledFor((CallRejectedException) cause) : cause;
            }
        }
        return guard.callFallback(cause, given);
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
        } else if (end()) {
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
    public void answered() {
        noteAnswer(true);
    }

    @Override
    void abandoned(@Nullable Object answer) {
        if (answer != null) {
            guard.fellBack(start, cause);
        } else {
            guard.fallbackAbandoned();
        }
    }

    @Override
    public void lost(Throwable reason) {
        if (end()) {
            guard.fallbackThrew(start, cause, unanswered ? cause : reason);
        }
    }
}
