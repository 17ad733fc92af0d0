package io.breakers.proxy;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings for answering with the last good value of a method while its target fails or is not called: the maximum age
 * of a value, and the calls it is for. For methods that read slowly changing data, such as a rate or a catalogue. Only
 * values that the target returned are kept, never the answers of a fallback. Immutable.
 *
 * <p>Values are kept by reference, not copied: use it for methods whose values are not modified.
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
     * Returns settings under which a value answers calls with equal arguments until it is older than {@code maxAge}.
     * Arrays, also those of variable arguments, are equal if their content is. Keeps the values of the 1,000 keys that
     * were updated last.
     *
     * @throws IllegalArgumentException if {@code maxAge} is not positive
     */
    public static LastGood within(Duration maxAge) {
        Objects.requireNonNull(maxAge, "maxAge");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge must be positive, was " + maxAge);
        }
        return new LastGood(maxAge, DEFAULT_ENTRIES, ArgumentsKey::of);
    }

    /**
     * Returns settings under which a value answers calls with an equal key, computed from their arguments by
     * {@code key}. Keys need cheap {@code equals} and {@code hashCode} methods, which run while other calls of the
     * method wait. The function is called once for each call that succeeds and for each that needs a value; if it
     * throws, there is no value.
     */
    public LastGood keyedBy(Function<? super List<@Nullable Object>, ? extends @Nullable Object> key) {
        return new LastGood(maxAge, entries, Objects.requireNonNull(key, "key"));
    }

    /**
     * Returns settings that keep the values of at most {@code entries} keys; beyond that the oldest entry is evicted.
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

    /** Makes the arguments of a call a key, in which arrays are compared by the content that they had then. */
    private static final class ArgumentsKey {
        private ArgumentsKey() {}

        /** An array that does not change; neither a list nor an array of another type is equal to it. */
        private record Content(Class<?> type, List<@Nullable Object> elements) {}

        static List<@Nullable Object> of(List<@Nullable Object> arguments) {
            for (Object argument : arguments) {
                if (argument != null && argument.getClass().isArray()) {
                    var key = new ArrayList<@Nullable Object>(arguments.size());
                    for (Object each : arguments) {
                        key.add(keyOf(each));
                    }
                    return key;
                }
            }
            return arguments;
        }

        private static @Nullable Object keyOf(@Nullable Object argument) {
            if (argument == null || !argument.getClass().isArray()) {
                return argument;
            }
            int length = Array.getLength(argument);
            var elements = new ArrayList<@Nullable Object>(length);
            for (int i = 0; i < length; i++) {
                elements.add(keyOf(Array.get(argument, i)));
            }
            return new Content(argument.getClass(), elements);
        }
    }
}
