package io.breakers.micrometer;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the first of several breakers has decided for all of them, for as long as one of them is open. Not thread-safe.
 */
final class Claims<K, V> {
    private static final class Claim<V> {
        private final V decided;
        private int breakers;

        Claim(V decided) {
            this.decided = decided;
        }
    }

    private final Map<K, Claim<V>> claims = new HashMap<>();

    /** Counts one more breaker, and returns what the first one has decided. */
    V claim(K key, Supplier<V> first) {
        Claim<V> claim = claims.get(key);
        if (claim == null) {
            claim = new Claim<>(first.get());
            claims.put(key, claim);
        }
        claim.breakers++;
        return claim.decided;
    }

    /** Counts one breaker less. */
    void release(K key) {
        Claim<V> claim = Objects.requireNonNull(claims.get(key));
        if (--claim.breakers == 0) {
            claims.remove(key);
        }
    }

    /** Returns what has been decided, or {@code otherwise} if nobody has. */
    V decided(K key, V otherwise) {
        Claim<V> claim = claims.get(key);
        return claim == null ? otherwise : claim.decided;
    }

    Stream<V> decided() {
        return claims.values().stream().map(claim -> claim.decided);
    }
}
