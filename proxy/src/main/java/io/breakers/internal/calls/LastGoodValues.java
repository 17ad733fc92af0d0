package io.breakers.internal.calls;

import io.breakers.api.Ticker;
import io.breakers.internal.callbacks.CallbackErrors;
import io.breakers.internal.callbacks.GuardedTicker;
import io.breakers.internal.callbacks.Nanos;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The last good values of a method, by key: what its target returned, never the answers of a fallback. A lock is held
 * for one access to a map, including the {@code equals} of its keys; only methods that keep values pay for it.
 */
public final class LastGoodValues {
    private final long maxAgeNanos;
    private final int capacity;
    private final Function<? super List<@Nullable Object>, ? extends @Nullable Object> key;
    private final @Nullable UnaryOperator<@Nullable Object> asStage;
    private final Ticker ticker;
    private final CallbackErrors errors;

    /** In the order in which they were kept, so that the oldest is first. Guarded by itself. */
    private final Map<@Nullable Object, Kept> values = new LinkedHashMap<>();

    /** A value and when it was kept. */
    record Kept(@Nullable Object value, long time) {}

    /**
     * Creates an empty store.
     *
     * @param capacity how many keys are kept; beyond that the oldest entry is evicted
     * @param key computes the key of a call from its arguments
     * @param asStage makes the stage that the method returns of a value; {@code null} if it returns the value itself
     * @param breaker the name of the method's breaker, for the log
     */
    public LastGoodValues(
            Duration maxAge,
            int capacity,
            Function<? super List<@Nullable Object>, ? extends @Nullable Object> key,
            @Nullable UnaryOperator<@Nullable Object> asStage,
            Ticker ticker,
            String breaker) {
        this.maxAgeNanos = Nanos.saturated(maxAge);
        this.capacity = capacity;
        this.key = key;
        this.asStage = asStage;
        this.ticker = GuardedTicker.around(ticker, breaker);
        this.errors = new CallbackErrors(breaker);
    }

    void keep(@Nullable Object[] arguments, @Nullable Object value) {
        try {
            Object name = keyOf(arguments);
            var kept = new Kept(value, ticker.read());
            synchronized (values) {
                values.remove(name);
                values.put(name, kept);
                if (values.size() > capacity) {
                    // Not by its key, which may have changed its hash since: callers may change their arguments.
                    Iterator<?> eldest = values.entrySet().iterator();
                    eldest.next();
                    eldest.remove();
                }
            }
        } catch (Throwable broken) {
            errors.log("the key of a last good value threw; the value is not kept", broken);
        }
    }

    /** The value of the last good call like this one; {@code null} if there is none that is young enough. */
    @Nullable
    Kept find(@Nullable Object[] arguments) {
        try {
            Object name = keyOf(arguments);
            Kept kept;
            synchronized (values) {
                kept = values.get(name);
            }
            return kept != null && ticker.read() - kept.time() <= maxAgeNanos ? kept : null;
        } catch (Throwable broken) {
            errors.log("the key of a last good value threw; there is none for this call", broken);
            return null;
        }
    }

    @Nullable
    Object asReturned(@Nullable Object value) {
        return asStage == null ? value : asStage.apply(value);
    }

    boolean returnsStages() {
        return asStage != null;
    }

    private @Nullable Object keyOf(@Nullable Object[] arguments) {
        return key.apply(Collections.unmodifiableList(Arrays.asList(arguments)));
    }
}
