package io.breakers.internal.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the public methods of a type say about whether one subscribes to it, or is told by it, to learn an outcome: no
 * list of names has them all (R2).
 *
 * <p>A type that also takes subscribers off again, like a bean with {@code addListener} and {@code removeListener} or
 * a channel with {@code subscribe} and {@code unsubscribe}, is a source of many events and a value itself. So is a
 * type to which listeners can only be added, unless one can ask it whether it is done.
 *
 * @param told the method by which it tells its outcome
 * @param listened the method that adds a listener of anything
 * @param done whether one can ask if it is done
 * @param takesOff whether it takes subscribers or listeners off again
 */
record Subscribable(@Nullable String told, @Nullable String listened, boolean done, boolean takesOff) {
    private static final Set<String> TELLING = Set.of(
            "subscribe",
            "whenComplete",
            "thenAccept",
            "thenApply",
            "thenRun",
            "invokeOnCompletion",
            "enqueue",
            "onNext");
    private static final Set<String> PROMISE_LIKE = Set.of("then", "done", "always", "continueWith", "handle");
    private static final Set<String> ASKING =
            Set.of("isDone", "isComplete", "isCompleted", "isPending", "isResolved", "isFulfilled");
    private static final Subscribable NOTHING = new Subscribable(null, null, false, false);

    /** Returns the method by which {@code type} tells its outcome, for a message; {@code null} if it is a value. */
    static @Nullable String by(Class<?> type) {
        Subscribable found = of(type);
        if (found.listened != null && found.done) {
            return found.listened;
        }
        return found.takesOff ? null : found.told;
    }

    private static Subscribable of(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || isOfThePlatform(type)) {
            return NOTHING;
        }
        Subscribable found = isData(type) ? NOTHING : declaredBy(type);
        Class<?> parent = type.getSuperclass();
        if (parent != null) {
            found = found.and(of(parent));
        }
        for (Class<?> implemented : type.getInterfaces()) {
            found = found.and(of(implemented));
        }
        return found;
    }

    private Subscribable and(Subscribable other) {
        return new Subscribable(
                told == null ? other.told : told,
                listened == null ? other.listened : listened,
                done || other.done,
                takesOff || other.takesOff);
    }

    /** The platform's types are known by name. */
    private static boolean isOfThePlatform(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /**
     * What is neither extended nor generic is nearly always data, like the responses of a large client, of which there
     * are hundreds. Reading its methods would load every class that they speak of.
     */
    private static boolean isData(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && type.getTypeParameters().length == 0;
    }

    private static Subscribable declaredBy(Class<?> type) {
        Subscribable found = NOTHING;
        try {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
                    found = found.and(saidBy(method));
                }
            }
            return found;
        } catch (NoClassDefFoundError absent) {
            // It speaks of a library that is not there. The service works without it, and so it must when protected.
            return NOTHING;
        }
    }

    private static Subscribable saidBy(Method method) {
        String name = method.getName();
        if (method.getParameterCount() == 0) {
            if (ASKING.contains(name)) {
                return new Subscribable(null, null, true, false);
            }
            // What it returns is told whom to tell.
            boolean tells = name.equals("subscribe") && method.getReturnType() != void.class;
            return tells ? new Subscribable(describe(method), null, false, false) : NOTHING;
        }
        boolean tells = TELLING.contains(name) || name.startsWith("onComplet");
        boolean listens = PROMISE_LIKE.contains(name) || isOfListeners(name, "add");
        boolean takesOff = name.equals("unsubscribe") || isOfListeners(name, "remove");
        // By name first: whether a type is a callback is known only when all that it speaks of has been loaded.
        if (!(tells || listens || takesOff) || !takesCallbacks(method)) {
            return NOTHING;
        }
        return new Subscribable(tells ? describe(method) : null, listens ? describe(method) : null, false, takesOff);
    }

    private static boolean isOfListeners(String name, String verb) {
        return name.startsWith(verb) && (name.endsWith("Listener") || name.endsWith("Callback"));
    }

    /**
     * Whether all parameters are interfaces and the first is one of a callback: topics, keys and patterns are
     * subscribed to elsewhere.
     */
    private static boolean takesCallbacks(Method method) {
        for (Class<?> parameter : method.getParameterTypes()) {
            if (!parameter.isInterface()) {
                return false;
            }
        }
        return isCallback(method.getParameterTypes()[0]);
    }

    /**
     * Whether a type is there to be told: everything that it must implement returns nothing, or it is one function of
     * something.
     */
    private static boolean isCallback(Class<?> type) {
        int count = 0;
        boolean onlyTold = true;
        boolean takes = false;
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                count++;
                onlyTold &= method.getReturnType() == void.class;
                takes |= method.getParameterCount() > 0;
            }
        }
        return count > 0 && (onlyTold || (count == 1 && takes));
    }

    private static String describe(Method method) {
        var text = new StringBuilder(method.getName()).append('(');
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ",").append(parameter.getSimpleName());
        }
        return text.append(')').toString();
    }
}
