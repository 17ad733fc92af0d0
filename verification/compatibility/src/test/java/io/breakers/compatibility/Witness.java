package io.breakers.compatibility;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a real target and writes down what passes: which calls reach it, and the very objects that it returned
 * or threw. A breaker cannot tell it from its target.
 *
 * @param <T> the service interface
 */
final class Witness<T> {
    private final T target;
    private final T face;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    private Witness(Class<T> type, T target) {
        this.target = target;
        this.face = type.cast(Proxy.newProxyInstance(
                Witness.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> pass(method, given)));
    }

    static <T> Witness<T> of(Class<T> type, T target) {
        return new Witness<>(type, target);
    }

    /** What is to be protected instead of the target. */
    T face() {
        return face;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** What the target has thrown, in order. */
    List<Throwable> thrown() {
        return arrivals.stream()
                .filter(arrival -> arrival.thrown != null)
                .map(Arrival::thrown)
                .toList();
    }

    private Object pass(Method method, Object[] given) throws Throwable {
        try {
            Object result = method.invoke(target, given);
            arrivals.add(new Arrival(method.getName(), result, null));
            return result;
        } catch (InvocationTargetException wrapper) {
            arrivals.add(new Arrival(method.getName(), null, wrapper.getCause()));
            throw wrapper.getCause();
        }
    }

    /** One call that reached the target, and how it ended. */
    record Arrival(String method, Object result, Throwable thrown) {}
}
