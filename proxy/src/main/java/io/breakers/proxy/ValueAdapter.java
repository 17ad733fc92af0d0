package io.breakers.proxy;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import org.jspecify.annotations.Nullable;

/** The adapter of methods whose return is their outcome. Most of them need no adapter; those that keep their last good value do. */
final class ValueAdapter implements CallAdapter<Object> {
    @Override
    public @Nullable Object adapt(GuardedCall<Object> call) throws Throwable {
        Attempt<Object> attempt = call.start();
        while (true) {
            Object value;
            Attempt<Object> instead;
            try {
                value = attempt.call();
            } catch (Throwable thrown) {
                instead = attempt.threw(thrown);
                if (instead == null) {
                    throw thrown;
                }
                attempt = instead;
                continue;
            }
            instead = attempt.succeeded(value);
            if (instead == null) {
                return value;
            }
            attempt = instead;
        }
    }
}
