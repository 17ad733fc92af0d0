package io.breakers.internal.model;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Decides where a class may be that names another, for example to cast to it. */
public final class Naming {
    private Naming() {}

    /**
     * Returns, in words, why a class may not name {@code type}; {@code null} if it may. For the virtual machine a
     * protected class is public.
     *
     * @param neighbour a class of the package from which it is named; {@code null} for a package that has nothing to
     *     do with {@code type}
     * @param from the module from which it is named
     */
    public static @Nullable String obstacle(Class<?> type, @Nullable Class<?> neighbour, Module from) {
        Class<?> element = elementOf(type);
        if (!isPossible(element, neighbour)) {
            return element.getTypeName() + " is not public";
        }
        Module declaring = element.getModule();
        if (!from.canRead(declaring)) {
            return describe(from) + " does not read " + describe(declaring);
        }
        if (!declaring.isExported(element.getPackageName(), from)) {
            return describe(declaring) + " does not export " + element.getPackageName() + " to " + describe(from);
        }
        return null;
    }

    /** Returns whether a class may name {@code type}, as far as modifiers say. */
    public static boolean isPossible(Class<?> type, @Nullable Class<?> neighbour) {
        Class<?> element = elementOf(type);
        return (element.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || (neighbour != null
                        && element.getClassLoader() == neighbour.getClassLoader()
                        && element.getPackageName().equals(neighbour.getPackageName()));
    }

    /** Returns what an array consists of in the end; another type itself. */
    public static Class<?> elementOf(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    /** Returns whether {@code type}, which is not primitive, is what a class of {@code loader} means by its name. */
    public static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
        try {
            return type.getClassLoader() == loader || Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException unseen) {
            return false;
        }
    }

    private static String describe(Module module) {
        return module.isNamed() ? "module " + module.getName() : "an unnamed module";
    }
}
