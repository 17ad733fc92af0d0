package io.breakers.proxy;

import io.breakers.internal.model.Naming;
import io.breakers.internal.proxies.BoundMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the properties of a type, a target and a fallback that make protection impossible (S32, S41). */
final class TypeCheck {
    private TypeCheck() {}

    /** Checks {@code type}; if it is unusable, there is nothing else to check. */
    static void check(Class<?> type, SetupErrors errors) {
        if (type.isAnnotation()) {
            errors.add("it is an annotation; only plain interfaces can be protected");
        } else if (!type.isInterface()) {
            errors.add("it is " + kindOf(type) + "; only interfaces can be protected." + interfacesOf(type));
        } else if (type.isSealed()) {
            errors.add(
                    "it is sealed, so nothing but its permitted subtypes may implement it; protect an interface of your own that is not");
        } else if (type.isHidden()) {
            errors.add(
                    "it is hidden: no other class can name it, so none can implement it; protect a normal interface");
        }
    }

    static void checkTarget(Class<?> type, Object target, SetupErrors errors) {
        if (!type.isInstance(target)) {
            errors.add("the target is not an instance of it, but " + describe(target) + sameName(type, target));
        }
    }

    static void checkFallback(Class<?> type, Object target, Object fallback, SetupErrors errors) {
        if (fallback == target) {
            errors.add("the fallback is the target itself; give an object that can answer when the target cannot");
        } else if (!type.isInstance(fallback)) {
            errors.add("the fallback is not an instance of it, but " + describe(fallback) + sameName(type, fallback));
        } else if (protects(fallback, target)) {
            errors.add(
                    "the fallback is a protected service around the same target; give an object that can answer when the target cannot");
        }
    }

    /**
     * A JDK proxy has to be where it may name what it returns, else it fails after the target has done its work. The
     * proxy of a public interface is in a package of its own, any other in the package of its interface.
     */
    static void checkReturnTypes(Class<?> type, List<BoundMethod> methods, SetupErrors errors) {
        boolean elsewhere = Modifier.isPublic(type.getModifiers());
        for (BoundMethod bound : methods) {
            for (Method method : bound.all()) {
                String obstacle = obstacle(method.getReturnType(), elsewhere ? null : type);
                if (obstacle != null) {
                    errors.add(method.getName() + " returns "
                            + method.getReturnType().getTypeName() + ", which a JDK proxy "
                            + (elsewhere ? "of a public interface" : "in " + type.getPackageName())
                            + " cannot return (" + obstacle + "); make it accessible, or add net.bytebuddy:byte-buddy"
                            + " and leave the choice to ProxyEngine.AUTO");
                }
            }
        }
    }

    /** The platform gives the module of a proxy that is in a package of its own access to all that it needs. */
    private static @Nullable String obstacle(Class<?> returned, @Nullable Class<?> neighbour) {
        if (neighbour != null) {
            return Naming.obstacle(returned, neighbour, neighbour.getModule());
        }
        return Naming.isPossible(returned, null)
                ? null
                : Naming.elementOf(returned).getTypeName() + " is not public";
    }

    private static boolean protects(Object fallback, Object target) {
        Protection protection = Protection.find(fallback);
        return protection != null && protection.isAround(target);
    }

    private static String describe(Object object) {
        Class<?> type = object.getClass();
        return "of " + type.getTypeName() + " (loaded by " + loaderOf(type) + ")";
    }

    private static String loaderOf(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? "the boot loader" : loader.toString();
    }

    /** The usual reason for an instance of a class with the right name but the wrong type (H12). */
    private static String sameName(Class<?> type, Object object) {
        boolean implementsTwin = allInterfaces(object.getClass())
                .anyMatch(known -> known.getName().equals(type.getName()));
        return implementsTwin
                ? "; it implements another " + type.getSimpleName()
                        + " of the same name: the interface given was loaded by " + loaderOf(type)
                        + ", load both by one"
                : "";
    }

    private static Stream<Class<?>> allInterfaces(Class<?> type) {
        if (type == Object.class) {
            return Stream.of();
        }
        var here = Arrays.stream(type.getInterfaces())
                .flatMap(parent -> Stream.concat(Stream.of(parent), allInterfaces(parent)));
        return type.getSuperclass() == null ? here : Stream.concat(here, allInterfaces(type.getSuperclass()));
    }

    private static String kindOf(Class<?> type) {
        if (type.isPrimitive()) {
            return "a primitive type";
        }
        if (type.isArray()) {
            return "an array type";
        }
        return type.isEnum() ? "an enum" : "a class";
    }

    private static String interfacesOf(Class<?> type) {
        String names =
                allInterfaces(type).map(Class::getTypeName).distinct().sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? " It implements none" : " It implements: " + names;
    }
}
