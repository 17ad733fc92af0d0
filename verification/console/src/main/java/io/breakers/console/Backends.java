package io.breakers.console;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The backends of the shop, each of which answers until it is told to fail. Safe for use by many threads. */
public final class Backends {
    private final Map<String, Double> shares = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Exception>> failures = new ConcurrentHashMap<>();
    private final Map<String, Double> due = new ConcurrentHashMap<>();

    /** From now on this share of the calls of {@code backend} fails, spread evenly. */
    public void fail(String backend, double share, Supplier<Exception> failure) {
        failures.put(backend, failure);
        shares.put(backend, share);
    }

    public void answer(String backend) {
        shares.remove(backend);
    }

    /** What a target does. */
    public String ask(String backend) throws Exception {
        double failing = due.merge(backend, shares.getOrDefault(backend, 0.0), Double::sum);
        if (failing >= 1) {
            due.merge(backend, -1.0, Double::sum);
            throw Objects.requireNonNull(failures.get(backend), backend).get();
        }
        return "an answer of " + backend;
    }
}
