package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the adapter of a return type, by its name first: what refers to a library's types is loaded only if a method
 * returns one.
 *
 * @param names the types that have an adapter
 * @param find finds it; {@code null} for a class of that name from another loader
 */
record ReturnTypes(Set<String> names, Function<Class<?>, @Nullable CallAdapter<?>> find)
        implements CallAdapter.Factory {
    @Override
    public @Nullable CallAdapter<?> adapterFor(Method method) {
        return adapterFor(method, method.getGenericReturnType());
    }

    @Override
    public @Nullable CallAdapter<?> adapterFor(Method method, Type returned) {
        Class<?> erased = erase(returned);
        return names.contains(erased.getName()) ? find.apply(erased) : null;
    }

    /** The class of a type; for arrays of generic types, which no library promises, that of all objects. */
    static Class<?> erase(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType());
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        return type instanceof WildcardType wildcard ? erase(wildcard.getUpperBounds()[0]) : Object.class;
    }
}
