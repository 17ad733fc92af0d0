package io.breakers.spring.internal.settings;

import io.breakers.spring.internal.settings.Property.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Finds the classes that properties name; a class in a class is written with a dollar or a dot. */
final class Classes {
    private final ClassLoader loader;
    private final List<Mistake> mistakes;

    Classes(ClassLoader loader, List<Mistake> mistakes) {
        this.loader = loader;
        this.mistakes = mistakes;
    }

    /** Returns the class; {@code null} if there is none, which is a mistake. */
    @Nullable
    Class<?> find(Property property, Element element) {
        for (String name = element.value(); ; ) {
            try {
                return ClassUtils.forName(name, loader);
            } catch (ClassNotFoundException | LinkageError absent) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    mistakes.add(absent(property, element));
                    return null;
                }
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
    }

    private static Mistake absent(Property property, Element element) {
        return new Mistake(
                property.name(element) + ": there is no class " + element.value() + ".",
                element.origin(),
                element.value().contains(".")
                        ? "correct the name, or add what the class is in"
                        : "give its package, too");
    }

    /** Returns the names of the classes as documents write them, without those that there are not. */
    String names(Property property) {
        var names = new ArrayList<String>();
        for (Element element : property.list()) {
            Class<?> found = find(property, element);
            if (found != null) {
                names.add(found.getName());
            }
        }
        return String.join(",", names);
    }
}
