package io.breakers.proxy;

import io.breakers.internal.calls.KeyText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings for a method that has a breaker per key: how many keys are kept, and how long (S56). Immutable.
 *
 * <p>A breaker is dropped only when a new key comes, and only if it is CLOSED and has no call in flight: its statistics
 * stay in the meters, its listeners are closed, and the next call of its key makes another one.
 */
public final class Keys {
    /**
     * Stands for the overflow breaker of a method, {@code PaymentService.charge[*]}, in
     * {@link Protection#breaker(String, Object)}: it guards calls with a new key while as many keys are kept as may be
     * and none of them can be dropped. A function that returns it as the key of a call sends that there, too.
     */
    public static final Object OVERFLOW = KeyText.OVERFLOW_KEY;

    /** What a builder was given for a method. */
    record Wish(String method, Function<? super List<@Nullable Object>, ? extends @Nullable Object> key, Keys keys) {}

    private final int limit;
    private final @Nullable Duration idle;

    private Keys(int limit, @Nullable Duration idle) {
        this.limit = limit;
        this.idle = idle;
    }

    /**
     * Returns settings that keep the breakers of at most {@code keys} keys; beyond that the one is dropped that has
     * been idle longest. Each takes memory like the breaker of a method.
     *
     * @throws IllegalArgumentException if {@code keys} is less than 1
     */
    public static Keys atMost(int keys) {
        if (keys < 1) {
            throw new IllegalArgumentException("atMost must be at least 1, was " + keys);
        }
        return new Keys(keys, null);
    }

    /**
     * Returns settings that also drop the breakers of keys whose last call came longer than {@code duration} ago, by
     * the configuration's ticker. Defaults to keeping them as long as there is room. Where that ticker is the system's,
     * a key that is called more than 16 times between two new keys may count as called until the second of them.
     *
     * @throws IllegalArgumentException if {@code duration} is not positive
     */
    public Keys idleFor(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("idleFor must be positive, was " + duration);
        }
        return new Keys(limit, duration);
    }

    int limit() {
        return limit;
    }

    @Nullable
    Duration idle() {
        return idle;
    }

    /** For example {@code at most 1000 keys, idle for PT10M}. */
    @Override
    public String toString() {
        return "at most " + limit + " keys" + (idle == null ? "" : ", idle for " + idle);
    }
}
