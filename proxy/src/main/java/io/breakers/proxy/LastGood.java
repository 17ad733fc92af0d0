package io.breakers.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the last good value of a method stands in while its target fails or is not asked: up to which age, and for which calls. For methods that read what changes slowly, like a rate or a
 * catalogue. Only what the target returned is kept, never what a fallback answered. Immutable.
 *
 * <p>Values are kept as they are, not copied; give it to methods whose values nobody changes.
 */
public final class LastGood {
    private static final int DEFAULT_ENTRIES = 1_000;

    private final Duration maxAge;
    private final int entries;
    private final Function<? super List<@Nullable Object>, ? extends @Nullable Object> key;

    private LastGood(
            Duration maxAge, int entries, Function<? super List<@Nullable Object>, ? extends @Nullable Object> key) {
        this.maxAge = maxAge;
        this.entries = entries;
        this.key = key;
    }

    /**
     * Lets a value stand in for calls with equal arguments until it is older than {@code maxAge}. Keeps the values of the 1,000 calls that succeeded last.
     *
     * @throws IllegalArgumentException if {@code maxAge} is not positive
     */
    public static LastGood within(Duration maxAge) {
        Objects.requireNonNull(maxAge, "maxAge");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge must be positive, was " + maxAge);
        }
        return new LastGood(maxAge, DEFAULT_ENTRIES, arguments -> arguments);
    }

    /**
     * Lets a value stand in for calls of the same key, which {@code key} makes from their arguments; it needs {@code equals} and {@code hashCode}, and cheap ones: other calls of the method wait for them. Called once for each call that succeeds
     * and each that needs a value; if it throws, there is no value.
     */
    public LastGood keyedBy(Function<? super List<@Nullable Object>, ? extends @Nullable Object> key) {
        return new LastGood(maxAge, entries, Objects.requireNonNull(key, "key"));
    }

    /**
     * Keeps the values of so many keys; the eldest value gives way.
     *
     * @throws IllegalArgumentException if {@code entries} is less than 1
     */
    public LastGood atMost(int entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("atMost must be at least 1, was " + entries);
        }
        return new LastGood(maxAge, entries, key);
    }

    Duration maxAge() {
        return maxAge;
    }

    int entries() {
        return entries;
    }

    Function<? super List<@Nullable Object>, ? extends @Nullable Object> key() {
        return key;
    }

    @Override
    public String toString() {
        return "the last good value, up to " + maxAge + " old, of " + entries + " calls at most";
    }
}
