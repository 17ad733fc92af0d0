package io.breakers.proxy;

import io.breakers.engine.DirectMethod;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.ProtectedObject;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place where a proxy class can be defined. No single place sees every interface, so they are tried in order. */
interface ProxyHome {
    MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Object.class, String.class, Object.class, Object[].class);

    /** The type by which the constructor is called, whatever the class. */
    MethodType CALL = CONSTRUCTOR.changeReturnType(ProtectedObject.class);

    /** The description of this place, in words. */
    String description();

    /** Defines the class and returns its constructor. */
    MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException;

    /** Returns the places to try for {@code type}. */
    static List<ProxyHome> inOrder(Class<?> type, @Nullable Lookup users) {
        var homes = new ArrayList<ProxyHome>();
        homes.add(new OwnPackage());
        if (users != null) {
            homes.add(new PackageOf("the package of the lookup that was given", users));
        }
        homes.add(new PackageOf("the interface's package", null));
        homes.add(new ChildLoader());
        return homes;
    }

    /** Gives {@code module}, which contains a proxy class, access to the engine that the class calls. */
    static void exportEngineTo(Module module) {
        ProxyHome.class.getModule().addExports(ProtectedObject.class.getPackageName(), module);
    }

    /** Whether classes of other packages may name {@code type}, as far as its own modifiers say. */
    static boolean isPublic(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return Modifier.isPublic(element.getModifiers());
    }

    /** A class casts what an adapter returns to what its method declares, and so has to be where that may be named. */
    private static void checkReturnTypes(List<BoundMethod> methods) throws IllegalAccessException {
        for (BoundMethod bound : methods) {
            boolean casts = bound.guard() instanceof DirectMethod || bound.guard() instanceof GuardedMethod;
            for (Method method : bound.all()) {
                if (casts && !isPublic(method.getReturnType())) {
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
    final class OwnPackage implements ProxyHome {
        @Override
        public String description() {
            return "in " + ProxyHome.class.getPackageName();
        }

        @Override
        public MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException {
            Module here = ProxyHome.class.getModule();
            here.addReads(type.getModule());
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new IllegalAccessException("the interface is not public");
            }
            if (!type.getModule().isExported(type.getPackageName(), here)) {
                throw new IllegalAccessException(type.getPackageName() + " is not exported by its module");
            }
            if (!sees(ProxyHome.class.getClassLoader(), type)) {
                throw new IllegalAccessException("our class loader does not see the interface");
            }
            checkReturnTypes(methods);
            byte[] bytes = new ProxyShape(type, ProxyHome.class.getPackageName()).write(methods);
            return constructorOf(MethodHandles.lookup().defineHiddenClass(bytes, false));
        }
    }

    /**
     * Another package, through a lookup with access to it: for interfaces that are not public, not exported, or of another
     * loader.
     */
    record PackageOf(String description, @Nullable Lookup given) implements ProxyHome {
        @Override
        public MethodHandle define(Class<?> type, List<BoundMethod> methods) throws IllegalAccessException {
            Lookup lookup = given == null ? MethodHandles.privateLookupIn(type, MethodHandles.lookup()) : given;
            Class<?> neighbour = lookup.lookupClass();
            if (!sees(neighbour.getClassLoader(), ProtectedObject.class)) {
                throw new IllegalAccessException("its class loader does not see Breakers");
            }
            exportEngineTo(neighbour.getModule());
            byte[] bytes = new ProxyShape(type, neighbour.getPackageName()).write(methods);
            return constructorOf(lookup.defineHiddenClass(bytes, false));
        }
    }

    /** A child of the interface's loader that also sees this library: for public interfaces of loaders unknown to the library. */
    final class ChildLoader implements ProxyHome {
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
            checkReturnTypes(methods);
            exportEngineTo(loader.getUnnamedModule());
            String packageName = "io.breakers.generated";
            Class<?> defined = loader.define(new ProxyShape(type, packageName).write(methods));
            return constructorOf(MethodHandles.publicLookup().in(defined));
        }
    }

    /** Sees what its parent sees, and the few classes of this library that a proxy calls. */
    final class Loader extends ClassLoader {
        private static final String ENGINE = ProtectedObject.class.getPackageName() + ".";

        Loader(@Nullable ClassLoader parent) {
            super("breakers", parent);
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = name.startsWith(ENGINE) || name.startsWith("io.breakers.api.");
            return ours ? Class.forName(name, false, ProxyHome.class.getClassLoader()) : super.loadClass(name, resolve);
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
