package io.breakers.internal.model;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The type arguments of an interface and of all its superinterfaces, as far as they are known. A variable stays open
 * if its type is used raw or nobody gave its argument, or if it is a method's own.
 *
 * <p>A variable is replaced once. What it stands for may contain variables of the place where the arguments were
 * written, even the same ones, and these stay as they are.
 */
final class TypeArguments {
    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    /** The types whose arguments say more than the bounds of their variables. */
    private final Set<Class<?>> narrowed = new HashSet<>();

    /**
     * Collects the arguments of {@code type}: a {@code Class}, or a {@code ParameterizedType} with arguments of its
     * own.
     */
    TypeArguments(Type type) {
        collect(type);
    }

    private void collect(Type type) {
        Class<?> raw = rawType(type);
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            Type[] given = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], given[i]);
                if (erase(variables[i]) != erasure(variables[i])) {
                    narrowed.add(raw);
                }
            }
        }
        for (Type parent : raw.getGenericInterfaces()) {
            collect(resolve(parent));
        }
    }

    /**
     * Whether erasures of types in {@code declaring} may be narrower with what is known here. If not, there is no need
     * to read them.
     */
    boolean narrow(Class<?> declaring) {
        return narrowed.contains(declaring);
    }

    /**
     * Returns {@code type} with what is known put in for its variables; the same object if it contains none of these.
     * A wildcard is kept where it is an argument; elsewhere it is its upper bound.
     */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.getOrDefault(variable, variable);
            if (argument instanceof WildcardType wildcard) {
                Type bound = wildcard.getUpperBounds()[0];
                return bound == Object.class ? variable.getBounds()[0] : bound;
            }
            return argument;
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] given = parameterized.getActualTypeArguments();
            return resolveAll(given)
                    ? new ResolvedType.Parameterized(parameterized.getOwnerType(), parameterized.getRawType(), given)
                    : type;
        }
        if (type instanceof GenericArrayType array) {
            Type component = array.getGenericComponentType();
            Type resolved = resolve(component);
            return resolved == component ? type : ResolvedType.arrayOf(resolved);
        }
        if (type instanceof WildcardType wildcard) {
            Type upper = wildcard.getUpperBounds()[0];
            Type[] lower = wildcard.getLowerBounds();
            Type resolved = resolve(upper);
            return resolveAll(lower) || resolved != upper ? new ResolvedType.Wildcard(resolved, lower) : type;
        }
        return type;
    }

    private boolean resolveAll(Type[] types) {
        boolean changed = false;
        for (int i = 0; i < types.length; i++) {
            Type argument = types[i] instanceof TypeVariable<?> variable ? arguments.get(variable) : resolve(types[i]);
            if (argument != null && argument != types[i]) {
                types[i] = argument;
                changed = true;
            }
        }
        return changed;
    }

    /** Returns the erasure of {@code type}, in which what is known is put in first. */
    Class<?> erase(Type type) {
        if (type instanceof TypeVariable<?> variable && !arguments.containsKey(variable)) {
            return erase(variable.getBounds()[0]);
        }
        return erasure(resolve(type));
    }

    private static Class<?> erasure(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return erasure(variable.getBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return erasure(array.getGenericComponentType()).arrayType();
        }
        return rawType(type);
    }

    static Class<?> rawType(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }
}
