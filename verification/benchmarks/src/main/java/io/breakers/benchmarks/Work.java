package io.breakers.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One benchmark, with its parameters and the number of threads that run it. */
record Work(String benchmark, Map<String, String> parameters, int threads) {
    /** Names a method of a class, with values for its parameters, in turn name and value. */
    static Work of(Class<?> type, String method, Object... parameters) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            byName.put(parameters[i].toString(), Objects.toString(parameters[i + 1]));
        }
        return new Work(type.getName() + "." + method, byName, 1);
    }

    Work byTwoThreads() {
        return new Work(benchmark, parameters, 2);
    }

    /** For example {@code ClosedCalls.pay JDK NONE CONSECUTIVE, 2 threads}. */
    @Override
    public String toString() {
        String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
        String values = String.join(" ", parameters.values());
        return name + (values.isEmpty() ? "" : " " + values) + (threads == 1 ? "" : ", " + threads + " threads");
    }
}
