package io.breakers.internal.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of methods whose return is their outcome. Most of them need none; those that keep their last good value
 * do.
 */
public final class ValueAdapter implements CallAdapter<Object> {
    /** The only one. */
    public static final ValueAdapter INSTANCE = new ValueAdapter();

    private ValueAdapter() {}

    @Override
    public @Nullable Object adapt(GuardedCall<Object> call) throws Throwable {
        return answerOf(call.start());
    }

    private static @Nullable Object answerOf(Attempt<Object> attempt) throws Throwable {
        Object value;
        try {
            value = attempt.call();
        } catch (Throwable thrown) {
            Attempt<Object> fallback = attempt.threw(thrown);
            if (fallback == null) {
                throw thrown;
            }
            return answerOf(fallback);
        }
        Attempt<Object> fallback = attempt.succeeded(value);
        return fallback == null ? value : answerOf(fallback);
    }
}
