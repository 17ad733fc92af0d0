package io.breakers.internal.proxies;

import io.breakers.internal.calls.KeyedGuard;
import io.breakers.internal.calls.MethodGuard;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fast proxy engine: an object of a class generated for the interface.
 *
 * <p>The classes are hidden: their names cannot clash, they do not show in stack traces, and they are unloaded after
 * their last object. One class is generated for each interface and shape (which methods are guarded, and how). It is
 * cached with the interface, or with the class whose lookup was given, weakly and through types of the platform only,
 * so that no class loader keeps another alive (H19).
 */
public final class GeneratedProxy {
    /**
     * The constructors of the generated classes, by interface and shape, for those who share them: see
     * {@link #constructors()}.
     */
    private static final ClassValue<Map<Class<?>, Map<String, WeakReference<MethodHandle>>>> CONSTRUCTORS =
            new ClassValue<>() {
                @Override
                protected Map<Class<?>, Map<String, WeakReference<MethodHandle>>> computeValue(Class<?> sharing) {
                    return Collections.synchronizedMap(new WeakHashMap<>(2));
                }
            };

    /**
     * How to read the protection of an object, by its class; nothing for a class that is not ours. No object has a
     * method or an interface for this, because both would be seen (H17).
     */
    private static final ClassValue<AtomicReference<@Nullable MethodHandle>> PROTECTIONS = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable MethodHandle> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private final Class<?> type;
    private final List<Class<?>> types;
    private final List<BoundMethod> methods;
    private final @Nullable Lookup lookup;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    /**
     * Prepares the proxy of an interface.
     *
     * @param types what it implements: the service, and further interfaces
     * @param lookup the user's lookup, for an interface that is visible to it and not to this library; may be
     *     {@code null}
     */
    public GeneratedProxy(List<Class<?>> types, List<BoundMethod> methods, @Nullable Lookup lookup) {
        this.type = types.get(0);
        this.types = types;
        this.methods = methods;
        this.lookup = lookup;
    }

    /**
     * Returns the constructor of the proxy class; {@code null} if none can be generated, for the {@link #obstacles()}.
     */
    public @Nullable MethodHandle constructor() {
        if (types.size() > 1) {
            // Rare, and a cache would have to be by types of several loaders: each such service has a class of its own.
            return define();
        }
        Map<String, WeakReference<MethodHandle>> known = constructors();
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

    /**
     * By shape: for all who protect the interface, or for the class whose lookup was given, because what that opened is
     * open to nobody else.
     */
    private Map<String, WeakReference<MethodHandle>> constructors() {
        Map<Class<?>, Map<String, WeakReference<MethodHandle>>> byInterface =
                CONSTRUCTORS.get(lookup == null ? type : lookup.lookupClass());
        Map<String, WeakReference<MethodHandle>> known = byInterface.get(type);
        if (known != null) {
            return known;
        }
        Map<String, WeakReference<MethodHandle>> made = new ConcurrentHashMap<>(2);
        Map<String, WeakReference<MethodHandle>> earlier = byInterface.putIfAbsent(type, made);
        return earlier == null ? made : earlier;
    }

    /**
     * What decides the code of the class: a letter for the guard of each method, a capital one if it has keys, and
     * the user's lookup, because what
     * one lookup can see another may not.
     */
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
        if (guard == null) {
            return '-';
        }
        char kind = letterOf(guard.kind());
        return guard instanceof KeyedGuard ? Character.toUpperCase(kind) : kind;
    }

    private static char letterOf(MethodGuard.Kind kind) {
        return switch (kind) {
            case VALUE -> 'v';
            case VALUE_WITH_FALLBACK -> 'f';
            case VALUE_WITH_FUNCTION -> 'm';
            case ADAPTED -> 'a';
        };
    }

    private @Nullable MethodHandle define() {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            obstacles.add("a native image cannot define classes");
            return null;
        }
        if (!isByteBuddyThere()) {
            boolean onModulePath = GeneratedProxy.class.getModule().isNamed();
            obstacles.add("Byte Buddy is not " + (onModulePath ? "in the module graph" : "there"));
            remedies.add("add net.bytebuddy:byte-buddy"
                    + (onModulePath ? ", and start with --add-modules net.bytebuddy" : ""));
            return null;
        }
        remedies.add("give lookup(MethodHandles.lookup()) from its package");
        for (ProxyClassDefiner definer : ProxyClassDefiner.inOrder(types, lookup)) {
            try {
                return definer.define(types, methods);
            } catch (IllegalAccessException | LinkageError obstacle) {
                obstacles.add(definer.description() + ": " + obstacle.getMessage());
            } catch (IndexOutOfBoundsException tooLarge) {
                obstacles.add("it has more methods than a class can hold");
                return null;
            }
        }
        return null;
    }

    private static boolean isByteBuddyThere() {
        try {
            Class<?> found =
                    Class.forName("net.bytebuddy.jar.asm.ClassWriter", false, GeneratedProxy.class.getClassLoader());
            // It may be on the class path while this library is a module.
            GeneratedProxy.class.getModule().addReads(found.getModule());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Why no class could be generated, in words. */
    public String obstacles() {
        return String.join("; ", obstacles);
    }

    /** What to do about the obstacles, in words. */
    public String remedies() {
        return Stream.concat(remedies.stream(), Stream.of("leave the choice to ProxyEngine.AUTO"))
                .collect(Collectors.joining(", or "));
    }

    /** Remembers a class that was defined, with what reads the protection of its objects. */
    static void remember(Class<?> defined, MethodHandle getter) {
        PROTECTIONS.get(defined).set(getter.asType(MethodType.methodType(Object.class, Object.class)));
    }

    /** What is behind {@code object}; {@code null} if that is not an object of a generated class. */
    public static @Nullable Object protectionOf(Object object) {
        Class<?> type = object.getClass();
        // All of ours are synthetic. Who asks this of all his objects, as Spring does, leaves nothing behind at others.
        MethodHandle getter = type.isSynthetic() ? PROTECTIONS.get(type).get() : null;
        if (getter == null) {
            return null;
        }
        try {
            return getter.invokeExact(object);
        } catch (Throwable impossible) {
            throw new AssertionError("it only reads a field", impossible);
        }
    }

    /**
     * Creates an object of the class.
     *
     * @param protection what {@link #protectionOf} finds; it must refer to {@code constructor}, which keeps the class
     *     for the next object
     * @param description what {@code toString()} says
     */
    public Object make(MethodHandle constructor, Object target, Object protection, String description) {
        var guards = new @Nullable Object[methods.size()];
        for (int i = 0; i < guards.length; i++) {
            guards[i] = methods.get(i).guard();
        }
        try {
            return constructor.invokeExact(protection, description, target, guards);
        } catch (Throwable impossible) {
            throw new AssertionError("the constructor of a generated class only assigns fields", impossible);
        }
    }
}
