package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that calls the target at once, on the thread of its caller, and once at most: so a generated class can make that call
 * itself (see {@link DirectMethod}), and leave to the methods below what comes before and after it.
 */
public interface DirectAdapter extends CallAdapter<Object> {
    @Override
    default @Nullable Object adapt(GuardedCall<Object> call) throws Throwable {
        Attempt<Object> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException unanswered) {
            return failed(unanswered);
        }
        if (attempt.isFallback()) {
            return answer(attempt);
        }
        Object result;
        try {
            result = attempt.call();
        } catch (Throwable thrown) {
            return threw(attempt, thrown);
        }
        return returned(attempt, result);
    }

    /** Returns or throws what the caller gets if {@code failure} is all there is. */
    Object failed(Throwable failure) throws Throwable;

    /** Calls the fallback; returns or throws what the caller gets. */
    @Nullable
    Object answer(Attempt<Object> fallback) throws Throwable;

    /** The target threw: returns or throws what the caller gets. */
    default @Nullable Object threw(Attempt<Object> attempt, Throwable thrown) throws Throwable {
        Attempt<Object> fallback = attempt.threw(thrown);
        if (fallback == null) {
            throw thrown;
        }
        return answer(fallback);
    }

    /** The target returned {@code result}: returns or throws what the caller gets. */
    @Nullable
    Object returned(Attempt<Object> attempt, @Nullable Object result) throws Throwable;
}
