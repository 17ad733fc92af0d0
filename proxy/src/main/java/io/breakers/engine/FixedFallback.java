package io.breakers.engine;

import io.breakers.api.FallbackFactory;

/** A fallback factory that returns the same object whatever the cause, which therefore need not be created. */
public record FixedFallback<T>(T object) implements FallbackFactory<T> {
    @Override
    public T create(Throwable cause) {
        return object;
    }
}
