package io.breakers.compatibility;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.mockito.Mockito;
import org.objenesis.ObjenesisStd;

/**
 * Makes a new object of any type that a method takes, returns or throws. What it is does not matter, only which: nobody
 * but the test ever looks into it.
 */
final class Specimens {
    private final ObjenesisStd withoutConstructor = new ObjenesisStd();
    private int made;

    /** Never {@code null}, except for {@code void}; never the same object twice in a row where there is a choice. */
    Object of(Class<?> type) {
        made++;
        if (type.isPrimitive()) {
            return primitive(type);
        }
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, of(type.getComponentType()));
            return array;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[made % type.getEnumConstants().length];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    Specimens.class.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, given) -> answer(self, method, given));
        }
        if (type == Class.class) {
            return made % 2 == 0 ? Specimens.class : Runnable.class;
        }
        if (type == String.class) {
            return "specimen " + made;
        }
        if (type == CompletableFuture.class) {
            return CompletableFuture.completedFuture("specimen " + made);
        }
        return Modifier.isAbstract(type.getModifiers()) ? Mockito.mock(type) : withoutConstructor.newInstance(type);
    }

    private Object primitive(Class<?> type) {
        return switch (type.getName()) {
            case "void" -> null;
            case "boolean" -> made % 2 == 0;
            case "byte" -> (byte) made;
            case "short" -> (short) made;
            case "char" -> (char) made;
            case "int" -> made;
            case "float" -> (float) made;
            case "double" -> made + 0.5;
            default -> (long) made;
        };
    }

    /**
     * As much as a collection of assertions asks of an object; the rest, like a stage's {@code whenComplete}, does
     * nothing.
     */
    private static Object answer(Object self, Method method, Object[] given) {
        return switch (method.getName()) {
            case "equals" -> self == given[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "a specimen";
            default -> null;
        };
    }
}
