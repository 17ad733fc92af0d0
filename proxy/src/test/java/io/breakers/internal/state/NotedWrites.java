package io.breakers.internal.state;

import java.util.Map;
import java.util.TreeMap;

/** Where what {@link NotingLoader} has loaded has written, and how often. Of one thread. */
public final class NotedWrites {
    private static final Map<String, Integer> WRITES = new TreeMap<>();

    private NotedWrites() {}

    /** Called by the classes that are watched, before each write. */
    public static void note(String place) {
        WRITES.merge(place, 1, Integer::sum);
    }

    static void forget() {
        WRITES.clear();
    }

    /** How often it was written in each place: {@code Class.method}. */
    static Map<String, Integer> byPlace() {
        return Map.copyOf(WRITES);
    }
}
