package io.breakers.internal.proxies;

import io.breakers.internal.calls.Guard;
import io.breakers.internal.calls.GuardKind;
import io.breakers.internal.calls.ProtectedObject;
import io.breakers.internal.model.Naming;
import io.breakers.internal.state.Permit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines proxy classes in one place. No single place sees every interface, so they are tried in order. */
public interface ProxyClassDefiner {
    MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Object.class, String.class, Object.class, Object[].class);

    /** The type by which the constructor is called, whatever the class. */
    MethodType CALL = CONSTRUCTOR.changeReturnType(ProtectedObject.class);

    /** The description of this place, in words. */
    String description();

    /** Defines the class and returns its constructor. */
    MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException;

    /** Returns the places to try for {@code type}. */
    static List<ProxyClassDefiner> inOrder(Class<?> type, @Nullable Lookup users) {
        var definers = new ArrayList<ProxyClassDefiner>();
        definers.add(new OwnPackage());
        if (users != null) {
            definers.add(new PackageOf("the package of the lookup that was given", users));
        }
        definers.add(new PackageOf("the interface's package", null));
        definers.add(new ChildLoader());
        return definers;
    }

    /** Gives {@code module}, which contains a proxy class, access to the guards that the class calls. */
    static void exportGuardsTo(Module module) {
        Module here = ProxyClassDefiner.class.getModule();
        here.addExports(Guard.class.getPackageName(), module);
        here.addExports(Permit.class.getPackageName(), module);
    }

    /**
     * A class casts what an adapter returns to what its method declares, and so has to be where that may be named.
     *
     * @param neighbour a class of the same package; {@code null} if there is none
     */
    private static void checkReturnTypes(List<BoundMethod> methods, @Nullable Class<?> neighbour)
            throws IllegalAccessException {
        for (BoundMethod bound : methods) {
            Guard guard = bound.guard();
            boolean casts = guard != null && guard.kind() == GuardKind.ADAPTED;
            for (Method method : bound.all()) {
                if (casts && !Naming.isPossible(method.getReturnType(), neighbour)) {
                    throw new IllegalAccessException(method.getReturnType().getTypeName() + " is not public");
                }
            }
        }
    }

    private static MethodHandle constructorOf(Lookup defined) throws IllegalAccessException {
        try {
            return defined.findConstructor(defined.lookupClass(), CONSTRUCTOR).asType(CALL);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** This package: for every public interface that the loader of this library sees, which is nearly every one. */
    final class OwnPackage implements ProxyClassDefiner {
        @Override
        public String description() {
            return "in the library's own package";
        }

        @Override
        public MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException {
            Module here = ProxyClassDefiner.class.getModule();
            here.addReads(type.getModule());
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new IllegalAccessException("the interface is not public");
            }
            if (!type.getModule().isExported(type.getPackageName(), here)) {
                throw new IllegalAccessException(type.getPackageName() + " is not exported by its module");
            }
            if (!sees(ProxyClassDefiner.class.getClassLoader(), type)) {
                throw new IllegalAccessException("our class loader does not see the interface");
            }
            checkReturnTypes(methods, ProxyClassDefiner.class);
            byte[] bytes = new ProxyClassWriter(type, ProxyClassDefiner.class.getPackageName()).write(methods);
            return constructorOf(MethodHandles.lookup().defineHiddenClass(bytes, false));
        }
    }

    /**
     * Another package, through a lookup with access to it: for interfaces that are not public, not exported, or of
     * another loader.
     */
    record PackageOf(String description, @Nullable Lookup given) implements ProxyClassDefiner {
        @Override
        public MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException {
            Lookup lookup = given == null ? MethodHandles.privateLookupIn(type, MethodHandles.lookup()) : given;
            Class<?> neighbour = lookup.lookupClass();
            if (!sees(neighbour.getClassLoader(), ProtectedObject.class)) {
                throw new IllegalAccessException("its class loader does not see Breakers");
            }
            if (!sees(neighbour.getClassLoader(), type)) {
                throw new IllegalAccessException("its class loader does not see the interface");
            }
            checkReturnTypes(methods, neighbour);
            exportGuardsTo(neighbour.getModule());
            byte[] bytes = new ProxyClassWriter(type, neighbour.getPackageName()).write(methods);
            return constructorOf(lookup.defineHiddenClass(bytes, false));
        }
    }

    /**
     * A child of the interface's loader that also sees this library: for public interfaces of loaders unknown to the
     * library.
     */
    final class ChildLoader implements ProxyClassDefiner {
        @Override
        public String description() {
            return "in a class loader below the interface's";
        }

        @Override
        public MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException {
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new IllegalAccessException("the interface is not public");
            }
            var loader = new Loader(type.getClassLoader());
            if (!type.getModule().isExported(type.getPackageName(), loader.getUnnamedModule())) {
                throw new IllegalAccessException(type.getPackageName() + " is not exported by its module");
            }
            checkReturnTypes(methods, null);
            exportGuardsTo(loader.getUnnamedModule());
            String packageName = "io.breakers.generated";
            Class<?> defined = loader.define(new ProxyClassWriter(type, packageName).write(methods));
            return constructorOf(MethodHandles.publicLookup().in(defined));
        }
    }

    /** Sees what its parent sees, and the few classes of this library that a proxy calls. */
    final class Loader extends ClassLoader {
        private static final String INTERNAL = "io.breakers.internal.";

        Loader(@Nullable ClassLoader parent) {
            super("breakers", parent);
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = name.startsWith(INTERNAL) || name.startsWith("io.breakers.api.");
            return ours
                    ? Class.forName(name, false, ProxyClassDefiner.class.getClassLoader())
                    : super.loadClass(name, resolve);
        }
    }

    private static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException unseen) {
            return false;
        }
    }
}
