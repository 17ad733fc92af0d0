package io.breakers.internal.proxies;

import io.breakers.internal.calls.Guard;
import io.breakers.internal.calls.MethodGuard;
import io.breakers.internal.model.Naming;
import io.breakers.internal.state.Permit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines proxy classes in one place. No single place sees every interface, so they are tried in order. */
public interface ProxyClassDefiner {
    MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Object.class, String.class, Object.class, Object[].class);

    /** The type by which the constructor is called, whatever the class. */
    MethodType CALL = CONSTRUCTOR.changeReturnType(Object.class);

    /** The description of this place, in words. */
    String description();

    /**
     * Defines the class and returns its constructor.
     *
     * @param types what it implements: the service, and further interfaces
     */
    MethodHandle define(List<Class<?>> types, List<BoundMethod> methods) throws IllegalAccessException;

    /** Returns the places to try for what implements {@code types}. */
    static List<ProxyClassDefiner> inOrder(List<Class<?>> types, @Nullable Lookup users) {
        var definers = new ArrayList<ProxyClassDefiner>();
        definers.add(new OwnPackage());
        if (users != null) {
            definers.add(new PackageOf("the package of the lookup that was given", users.lookupClass(), users));
        }
        definers.add(new PackageOf("the interface's package", types.get(0), null));
        for (Class<?> further : types.subList(1, types.size())) {
            definers.add(new PackageOf("the package of " + further.getTypeName(), further, null));
        }
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
     * A class names what it implements, and what it casts the answers of its guards to, and so has to be where it may,
     * or a call would fail after the target has done its work.
     *
     * @param neighbour a class of the same package; {@code null} if there is none
     * @param from the module of the class
     * @param loader that of the class
     */
    private static void check(
            List<Class<?>> types,
            List<BoundMethod> methods,
            @Nullable Class<?> neighbour,
            Module from,
            @Nullable ClassLoader loader)
            throws IllegalAccessException {
        for (Class<?> type : types) {
            checkNamed(type, neighbour, from, loader);
        }
        for (BoundMethod bound : methods) {
            MethodGuard guard = bound.guard();
            if (guard != null && guard.kind().casts()) {
                for (Method method : bound.all()) {
                    checkNamed(Naming.elementOf(method.getReturnType()), neighbour, from, loader);
                }
            }
        }
    }

    private static void checkNamed(
            Class<?> type, @Nullable Class<?> neighbour, Module from, @Nullable ClassLoader loader)
            throws IllegalAccessException {
        Module here = ProxyClassDefiner.class.getModule();
        if (from == here) {
            here.addReads(type.getModule());
        }
        String obstacle = Naming.obstacle(type, neighbour, from);
        if (obstacle != null) {
            throw new IllegalAccessException(obstacle);
        }
        if (!type.isPrimitive() && !Naming.sees(loader, type)) {
            throw new IllegalAccessException("its class loader does not see " + type.getTypeName());
        }
    }

    private static MethodHandle constructorOf(Lookup defined) throws IllegalAccessException {
        try {
            Class<?> type = defined.lookupClass();
            GeneratedProxy.remember(type, defined.findGetter(type, ProxyClassWriter.PROTECTION, Object.class));
            return defined.findConstructor(type, CONSTRUCTOR).asType(CALL);
        } catch (NoSuchFieldException impossible) {
            throw new AssertionError(impossible);
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
        public MethodHandle define(List<Class<?>> types, List<BoundMethod> methods) throws IllegalAccessException {
            Class<?> neighbour = ProxyClassDefiner.class;
            check(types, methods, neighbour, neighbour.getModule(), neighbour.getClassLoader());
            byte[] bytes = new ProxyClassWriter(types, neighbour.getPackageName()).write(methods);
            return constructorOf(MethodHandles.lookup().defineHiddenClass(bytes, false));
        }
    }

    /**
     * Another package, through a lookup with access to it: for interfaces that are not public, not exported, or of
     * another loader.
     */
    record PackageOf(
            String description,
            Class<?> neighbour,
            @Nullable Lookup given) implements ProxyClassDefiner {
        @Override
        public MethodHandle define(List<Class<?>> types, List<BoundMethod> methods) throws IllegalAccessException {
            Lookup lookup = given == null ? MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()) : given;
            if (!Naming.sees(neighbour.getClassLoader(), Guard.class)) {
                throw new IllegalAccessException("its class loader does not see Breakers");
            }
            check(types, methods, neighbour, neighbour.getModule(), neighbour.getClassLoader());
            exportGuardsTo(neighbour.getModule());
            byte[] bytes = new ProxyClassWriter(types, neighbour.getPackageName()).write(methods);
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
        public MethodHandle define(List<Class<?>> types, List<BoundMethod> methods) throws IllegalAccessException {
            var loader = new Loader(types.get(0).getClassLoader());
            check(types, methods, null, loader.getUnnamedModule(), loader);
            exportGuardsTo(loader.getUnnamedModule());
            String packageName = "io.breakers.generated";
            Class<?> defined = loader.define(new ProxyClassWriter(types, packageName).write(methods));
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
}
