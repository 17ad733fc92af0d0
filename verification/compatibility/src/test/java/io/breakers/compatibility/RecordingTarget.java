package io.breakers.compatibility;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A target of any type, which does nothing but write down what it is called with, and answer as it was told. */
final class RecordingTarget {
    private final List<Arrival> arrivals = new ArrayList<>();
    private Object result;
    private Throwable thrown;

    <T> T of(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                RecordingTarget.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> answer(method, given)));
    }

    void willReturn(Object result) {
        this.result = result;
        this.thrown = null;
        arrivals.clear();
    }

    void willThrow(Throwable thrown) {
        this.thrown = thrown;
        arrivals.clear();
    }

    /** All calls since it was told how to answer. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    private Object answer(Method method, Object[] given) throws Throwable {
        arrivals.add(new Arrival(method, given == null ? new Object[0] : given));
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }

    /** A method, which no other overload can be mistaken for, and the very objects that it was given. */
    record Arrival(Method method, Object[] arguments) {
        String signature() {
            return signatureOf(method);
        }
    }

    /** For example {@code charge(java.lang.String,long)}: name and erased types. */
    static String signatureOf(Method method) {
        var types = new ArrayList<String>();
        for (Class<?> type : method.getParameterTypes()) {
            types.add(type.getTypeName());
        }
        return method.getName() + "(" + String.join(",", types) + ")";
    }
}
