package io.breakers.museum;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * An interface whose methods have names that the virtual machine allows and Java does not, as other languages make
 * them.
 */
final class NamedMethods {
    private static final int INTERFACE = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;

    private NamedMethods() {}

    /** Defines {@code Named}, once more for each call, with a method without parameters for each name. */
    static Class<?> define(List<String> names) throws IllegalAccessException {
        var code = new ClassWriter(0);
        code.visit(Opcodes.V17, INTERFACE, "io/breakers/museum/Named", null, "java/lang/Object", null);
        for (String name : names) {
            code.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, name, "()Ljava/lang/String;", null, null);
        }
        code.visitEnd();
        byte[] bytes = code.toByteArray();
        return new ClassLoader(NamedMethods.class.getClassLoader()) {
            Class<?> define() {
                return defineClass("io.breakers.museum.Named", bytes, 0, bytes.length);
            }
        }.define();
    }

    /** A target whose methods return their names. */
    static Object target(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> method.getName());
    }

    /** Calls a method without parameters, and throws what it throws. */
    static Object call(Class<?> type, String name, Object service) throws Throwable {
        return MethodHandles.publicLookup().unreflect(type.getMethod(name)).invoke(service);
    }
}
