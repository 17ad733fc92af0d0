package io.breakers.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The proxy engine that is always there: a {@link Proxy} whose handler has one call for each method. */
final class JdkProxy implements InvocationHandler {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Map<Method, MethodCall> calls;
    private final Protection protection;

    private JdkProxy(Map<Method, MethodCall> calls, Protection protection) {
        this.calls = calls;
        this.protection = protection;
    }

    /**
     * Makes the proxy of an interface.
     *
     * @param calls one for each method; not changed any more
     */
    static <T> T make(Class<T> type, Map<Method, MethodCall> calls, Protection protection) {
        var handler = new JdkProxy(calls, protection);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static @Nullable Protection protectionOf(Object proxy) {
        return Proxy.getInvocationHandler(proxy) instanceof JdkProxy handler ? handler.protection : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        MethodCall call = calls.get(method);
        return call == null
                ? ofObject(proxy, method, arguments)
                : call.invoke(arguments == null ? NO_ARGUMENTS : arguments);
    }

    /** The three methods of {@link Object}, which the platform passes with {@code Object} as their class even if the interface declares them too (S38). */
    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == Objects.requireNonNull(arguments)[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> protection.describeProxy();
            default -> throw new AssertionError("no call for " + method);
        };
    }
}
