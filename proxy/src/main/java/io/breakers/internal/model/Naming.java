package io.breakers.internal.model;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Decides where a class may be that names another, for example to cast to it. */
public final class Naming {
    private Naming() {}

    /**
     * Returns whether a class may name {@code type}, as far as modifiers say. For the virtual machine a protected
     * class is public.
     *
     * @param neighbour a class of the package from which it is named; {@code null} for a package that has nothing to
     *     do with {@code type}
     */
    public static boolean isPossible(Class<?> type, @Nullable Class<?> neighbour) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return (element.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || (neighbour != null
                        && element.getClassLoader() == neighbour.getClassLoader()
                        && element.getPackageName().equals(neighbour.getPackageName()));
    }
}
