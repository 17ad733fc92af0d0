package io.breakers.proxy;

import io.breakers.engine.Guard;
import io.breakers.engine.MethodGuard;
import io.breakers.engine.PromiseGuard;
import io.breakers.engine.ProtectedObject;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy engine that nobody can feel: an object of a class made for the interface.
 *
 * <p>Classes are hidden: they have no name to clash, do not show in stack traces, and go when their last object has gone. One is made for each interface and shape (which methods are guarded, and how), and found
 * again through the interface itself, weakly and by types of the platform only, so that neither keeps the other's loader alive (H19).
 */
final class GeneratedProxy {
    /** The constructors of the classes that were made for an interface, by shape. Each interface has its own few. */
    private static final ClassValue<Map<String, WeakReference<MethodHandle>>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Map<String, WeakReference<MethodHandle>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>(2);
        }
    };

    private final Class<?> type;
    private final List<BoundMethod> methods;
    private final @Nullable Lookup lookup;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    /**
     * Prepares the proxy of an interface.
     *
     * @param lookup the user's own, where the interface is visible to it and not to us; or {@code null}
     */
    GeneratedProxy(Class<?> type, List<BoundMethod> methods, @Nullable Lookup lookup) {
        this.type = type;
        this.methods = methods;
        this.lookup = lookup;
    }

    /** The constructor of the proxy class; {@code null} if none can be made, for the reasons in {@link #obstacles()}. */
    @Nullable
    MethodHandle constructor() {
        Map<String, WeakReference<MethodHandle>> known = CONSTRUCTORS.get(type);
        String shape = shape();
        WeakReference<MethodHandle> reference = known.get(shape);
        MethodHandle constructor = reference == null ? null : reference.get();
        if (constructor == null) {
            constructor = define();
            if (constructor != null) {
                known.put(shape, new WeakReference<>(constructor));
            }
        }
        return constructor;
    }

    /** A letter for each method: what guards it decides its code. And by whose lookup, for what that makes is not for those who have none. */
    private String shape() {
        var shape = new StringBuilder(methods.size());
        for (BoundMethod method : methods) {
            shape.append(letterOf(method.guard()));
        }
        if (lookup != null) {
            shape.append(" by ").append(lookup);
        }
        return shape.toString();
    }

    private static char letterOf(@Nullable MethodGuard guard) {
        if (guard instanceof PromiseGuard) {
            return 'p';
        }
        if (guard instanceof Guard ofValues) {
            return ofValues.hasFallback() ? 'f' : 'v';
        }
        return guard == null ? '-' : 'a';
    }

    private @Nullable MethodHandle define() {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            obstacles.add("a native image cannot define classes");
            return null;
        }
        if (!isByteBuddyThere()) {
            obstacles.add("Byte Buddy is not there");
            remedies.add("add net.bytebuddy:byte-buddy");
            return null;
        }
        remedies.add("give lookup(MethodHandles.lookup()) from its package");
        for (ProxyHome home : ProxyHome.inOrder(type, lookup)) {
            try {
                return home.define(type, methods);
            } catch (IllegalAccessException | LinkageError obstacle) {
                obstacles.add(home.description() + ": " + obstacle.getMessage());
            } catch (IndexOutOfBoundsException tooLarge) {
                obstacles.add("it has more methods than a class can hold");
                return null;
            }
        }
        return null;
    }

    private static boolean isByteBuddyThere() {
        try {
            Class.forName("net.bytebuddy.jar.asm.ClassWriter", false, GeneratedProxy.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Why no class could be made, for people. */
    String obstacles() {
        return String.join("; ", obstacles);
    }

    /** What to do about them, for people. */
    String remedies() {
        return Stream.concat(remedies.stream(), Stream.of("leave the choice to ProxyEngine.AUTO"))
                .collect(Collectors.joining(", or "));
    }

    /** Makes an object of the class; {@code protection} keeps {@code constructor}, and so the class, for the next one. */
    Object make(MethodHandle constructor, Object target, Protection protection) {
        var guards = new @Nullable Object[methods.size()];
        for (int i = 0; i < guards.length; i++) {
            guards[i] = methods.get(i).guard();
        }
        try {
            return (ProtectedObject)
                    constructor.invokeExact((Object) protection, protection.describeProxy(), target, guards);
        } catch (Throwable impossible) {
            throw new AssertionError("the constructor of a generated class only assigns fields", impossible);
        }
    }
}
