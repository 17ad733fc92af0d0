package io.breakers.proxy;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the method that a bridge stands for. For {@code interface Users extends Crud<User, Long> { User find(Long id); }} the
 * compiler adds a method {@code Object find(Object)} to {@code Users}, which callers of {@code Crud} reach (H1).
 */
final class Bridges {
    private Bridges() {}

    /** Returns the method that {@code bridge} stands for; {@code bridge} itself if none is found. */
    static Method bridgedBy(Method bridge) {
        Class<?> type = bridge.getDeclaringClass();
        List<Method> candidates = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && couldBe(method, bridge))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        // Several overloads fit: the one whose parameters are those of the overridden generic method, with its type
        // arguments put in.
        Map<TypeVariable<?>, Type> arguments = typeArguments(type, new HashMap<>());
        for (Class<?> parent : superinterfaces(type)) {
            for (Method overridden : parent.getDeclaredMethods()) {
                if (overridden.getName().equals(bridge.getName())
                        && Arrays.equals(overridden.getParameterTypes(), bridge.getParameterTypes())) {
                    Class<?>[] resolved = Arrays.stream(overridden.getGenericParameterTypes())
                            .map(parameter -> erase(parameter, arguments))
                            .toArray(Class<?>[]::new);
                    for (Method candidate : candidates) {
                        if (Arrays.equals(candidate.getParameterTypes(), resolved)) {
                            return candidate;
                        }
                    }
                }
            }
        }
        return bridge;
    }

    private static boolean couldBe(Method method, Method bridge) {
        if (!method.getName().equals(bridge.getName())
                || method.getParameterCount() != bridge.getParameterCount()
                || !bridge.getReturnType().isAssignableFrom(method.getReturnType())) {
            return false;
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (!bridge.getParameterTypes()[i].isAssignableFrom(method.getParameterTypes()[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<Class<?>> superinterfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .flatMap(parent -> Stream.concat(Stream.of(parent), superinterfaces(parent).stream()))
                .toList();
    }

    private static Map<TypeVariable<?>, Type> typeArguments(Class<?> type, Map<TypeVariable<?>, Type> found) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType parameterized
                    && parameterized.getRawType() instanceof Class<?> raw) {
                for (int i = 0; i < raw.getTypeParameters().length; i++) {
                    found.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
                }
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            typeArguments(parent, found);
        }
        return found;
    }

    private static Class<?> erase(Type type, Map<TypeVariable<?>, Type> arguments) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType(), arguments);
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), arguments).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            return erase(argument == null ? variable.getBounds()[0] : argument, arguments);
        }
        return Object.class;
    }
}
