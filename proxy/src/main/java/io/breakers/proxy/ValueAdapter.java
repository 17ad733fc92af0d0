package io.breakers.proxy;

import io.breakers.api.Attempt;
import io.breakers.engine.DirectMethod;
import org.jspecify.annotations.Nullable;

/** The adapter of methods whose return is their outcome. Most of them need no adapter; those that keep their last good value do. */
final class ValueAdapter implements DirectMethod.Adapter {
    @Override
    public Object failed(Throwable failure) throws Throwable {
        throw failure;
    }

    @Override
    public @Nullable Object answer(Attempt<Object> fallback) throws Throwable {
        Object value;
        try {
            value = fallback.call();
        } catch (Throwable thrown) {
            fallback.threw(thrown);
            throw thrown;
        }
        fallback.succeeded(value);
        return value;
    }

    @Override
    public @Nullable Object returned(Attempt<Object> attempt, @Nullable Object result) throws Throwable {
        Attempt<Object> fallback = attempt.succeeded(result);
        return fallback == null ? result : answer(fallback);
    }
}
