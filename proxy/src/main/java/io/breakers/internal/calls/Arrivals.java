package io.breakers.internal.calls;

import java.util.function.Consumer;

/**
 * Who is told of the breakers of keys, besides their listeners.
 *
 * @param coming is told of each that is made, before anybody calls it. Of several that threads make for one key at
 *     once, one stays.
 * @param came is told of the one that stays
 */
public record Arrivals(Consumer<CircuitBreaker> coming, Consumer<CircuitBreaker> came) {
    /** Tells nobody. */
    public static final Arrivals NONE = new Arrivals(breaker -> {}, breaker -> {});
}
