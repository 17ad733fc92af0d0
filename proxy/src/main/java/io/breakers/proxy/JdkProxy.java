package io.breakers.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The proxy engine that is always there: a {@link Proxy} whose handler has one call for each method. */
final class JdkProxy implements InvocationHandler {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Map<Method, MethodCall> calls;
    private final Protection protection;

    /**
     * The calls by the very {@link Method}s that the proxy's class passes: it has its own, and to find another one that equals them takes longer than all the rest. A map is
     * not changed any more once it is here.
     */
    private volatile IdentityHashMap<Method, MethodCall> known = new IdentityHashMap<>();

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
        MethodCall call = known.get(method);
        if (call == null) {
            call = calls.get(method);
            if (call == null) {
                return ofObject(proxy, method, arguments);
            }
            remember(method, call);
        }
        return call.invoke(arguments == null ? NO_ARGUMENTS : arguments);
    }

    private synchronized void remember(Method method, MethodCall call) {
        var more = new IdentityHashMap<Method, MethodCall>(known);
        more.put(method, call);
        known = more;
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
