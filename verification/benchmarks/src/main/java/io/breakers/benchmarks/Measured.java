package io.breakers.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** All measurements of one run of the scoreboard. */
final class Measured {
    /** What one call costs. */
    record Cost(double nanos, double bytes) {}

    private final Map<Work, Cost> costs = new HashMap<>();
    private final Map<String, Double> figures = new HashMap<>();

    void add(Work work, Cost cost) {
        costs.put(work, cost);
    }

    void addAll(Map<String, Double> values) {
        figures.putAll(values);
    }

    Cost cost(Work work) {
        return found(costs.get(work), work);
    }

    /** A value of {@link FreshProcesses}. */
    double figure(String name) {
        return found(figures.get(name), name);
    }

    private static <T> T found(T value, Object name) {
        if (value == null) {
            throw new IllegalStateException("not measured: " + name);
        }
        return value;
    }
}
