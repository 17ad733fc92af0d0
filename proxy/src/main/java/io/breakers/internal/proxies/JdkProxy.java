package io.breakers.internal.proxies;

import io.breakers.internal.calls.MethodCall;
import io.breakers.internal.model.Naming;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The proxy engine that is always available: a {@link Proxy} whose handler has one call object for each method. */
public final class JdkProxy implements InvocationHandler {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Map<Method, MethodCall> calls;
    private final Object target;
    private final Object protection;
    private final String description;

    /**
     * The calls by the {@link Method} objects that the proxy's class passes, compared by identity: it has its own
     * objects, and looking up equal ones takes longer than everything else. A map is not modified after it has been
     * assigned here. None at first: whoever gets the proxy by a race may see this field as it was before the
     * constructor ran.
     */
    private volatile @Nullable IdentityHashMap<Method, MethodCall> known;

    private JdkProxy(Object target, Map<Method, MethodCall> calls, Object protection, String description) {
        this.target = target;
        this.calls = calls;
        this.protection = protection;
        this.description = description;
    }

    /**
     * Creates the proxy of an interface.
     *
     * @param types what it implements: {@code type}, and further interfaces
     * @param calls one for each method; must not be modified afterwards
     * @param protection what {@link #protectionOf} finds
     * @param description what {@code toString()} says
     */
    public static <T> T make(
            Class<T> type,
            List<Class<?>> types,
            T target,
            Map<Method, MethodCall> calls,
            Object protection,
            String description) {
        var handler = new JdkProxy(target, calls, protection, description);
        return type.cast(Proxy.newProxyInstance(loaderOf(types), types.toArray(Class<?>[]::new), handler));
    }

    /**
     * Creates a proxy that passes each call on to {@code service}, a proxy of the other engine (R13).
     *
     * @param lookup that of the user; {@code null} for none
     * @param protection what {@link #protectionOf} finds: that of {@code service}
     * @throws IllegalArgumentException if one of its methods can be called neither by reflection nor through the
     *     lookup, or no class loader of its interfaces sees all of them
     */
    public static Object inFrontOf(Object service, @Nullable Lookup lookup, Object protection, String description) {
        List<Class<?>> types = List.of(service.getClass().getInterfaces());
        var invocations = new Invocations(lookup, wrong -> {
            throw new IllegalArgumentException(
                    "Cannot make a JDK proxy of " + types.get(0).getTypeName() + ": " + wrong);
        });
        var calls = new HashMap<Method, MethodCall>();
        for (Class<?> type : types) {
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers())) {
                    calls.put(method, invocations.of(method)::on);
                }
            }
        }
        var handler = new JdkProxy(service, calls, protection, description);
        return Proxy.newProxyInstance(loaderOf(types), types.toArray(Class<?>[]::new), handler);
    }

    /** Returns the loader of one of {@code types} that sees all of them, if there is one. */
    private static @Nullable ClassLoader loaderOf(List<Class<?>> types) {
        for (Class<?> type : types) {
            ClassLoader loader = type.getClassLoader();
            if (types.stream().allMatch(other -> Naming.sees(loader, other))) {
                return loader;
            }
        }
        return types.get(0).getClassLoader();
    }

    /** What is behind {@code proxy}, an object of a class of the platform; {@code null} if that is nothing of ours. */
    public static @Nullable Object protectionOf(Object proxy) {
        return Proxy.getInvocationHandler(proxy) instanceof JdkProxy handler ? handler.protection : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        IdentityHashMap<Method, MethodCall> seen = known;
        MethodCall call = seen == null ? null : seen.get(method);
        if (call == null) {
            call = calls.get(method);
            if (call == null) {
                return ofObject(proxy, method, arguments);
            }
            remember(method, call);
        }
        return call.invoke(target, arguments == null ? NO_ARGUMENTS : arguments);
    }

    private synchronized void remember(Method method, MethodCall call) {
        var more = new IdentityHashMap<Method, MethodCall>();
        IdentityHashMap<Method, MethodCall> seen = known;
        if (seen != null) {
            more.putAll(seen);
        }
        more.put(method, call);
        known = more;
    }

    /**
     * Answers the three methods of {@link Object}, which the platform passes with {@code Object} as their declaring
     * class even if the interface declares them too (S38).
     */
    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == Objects.requireNonNull(arguments)[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> description;
            default -> throw new AssertionError("no call for " + method);
        };
    }
}
