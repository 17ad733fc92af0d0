package io.breakers.proxy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Describes a generic service interface with its type arguments, which a class literal cannot express:
 *
 * <pre>{@code
 * Supplier<String> greeting = Breakers.builder(new ServiceType<Supplier<String>>() {}, () -> "hello").build();
 * }</pre>
 *
 * @param <T> the service interface
 */
public abstract class ServiceType<T> {
    private final Class<T> type;
    private final Type generic;

    /**
     * Reads the type argument of the subclass.
     *
     * @throws IllegalArgumentException if the subclass gives no type argument, or one that is not a type
     */
    @SuppressWarnings("unchecked") // the raw class of T, which is what T's instances are instances of
    protected ServiceType() {
        Type named = getClass().getGenericSuperclass();
        Type argument =
                named instanceof ParameterizedType parameterized && parameterized.getRawType() == ServiceType.class
                        ? parameterized.getActualTypeArguments()[0]
                        : null;
        Type raw = argument instanceof ParameterizedType parameterized ? parameterized.getRawType() : argument;
        if (argument == null || !(raw instanceof Class<?>)) {
            throw new IllegalArgumentException(
                    "ServiceType must be made with a type: new ServiceType<Supplier<String>>() {}");
        }
        this.type = (Class<T>) raw;
        this.generic = argument;
    }

    /** The interface, without its type arguments. */
    final Class<T> type() {
        return type;
    }

    /** The interface with its type arguments. */
    final Type generic() {
        return generic;
    }
}
