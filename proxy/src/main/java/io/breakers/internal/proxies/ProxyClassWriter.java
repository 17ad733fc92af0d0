package io.breakers.internal.proxies;

import static net.bytebuddy.jar.asm.Opcodes.AALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ACC_FINAL;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PRIVATE;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SUPER;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SYNTHETIC;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.CHECKCAST;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESPECIAL;
import static net.bytebuddy.jar.asm.Opcodes.PUTFIELD;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;
import static net.bytebuddy.jar.asm.Opcodes.V17;

import io.breakers.internal.calls.Guard;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a proxy: a subclass of {@code ProtectedObject} with the target, and for each method its guard, if
 * it has one, and its code: that of {@link GuardedBodyWriter}, or a call of the target.
 *
 * <p>It uses the ASM inside Byte Buddy instead of its DSL, because the first class of a process then takes a fifth of
 * the time.
 */
final class ProxyClassWriter {
    static final String TARGET = "target";

    private static final String SUPERCLASS = "io/breakers/internal/calls/ProtectedObject";
    private static final String CONSTRUCTOR =
            "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;)V";

    private final TypeNames names;
    private final ClassWriter writer = new ClassWriter(0);

    /**
     * Begins a class.
     *
     * @param packageName the package in which the class will be defined
     */
    ProxyClassWriter(Class<?> service, String packageName) {
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        this.names = new TypeNames(prefix + service.getSimpleName() + "$Protected", service);
    }

    /**
     * Returns the bytes of a class for these methods. Its constructor takes the protection, its description, the
     * target, and the guards in the order of the methods.
     */
    byte[] write(List<BoundMethod> methods) {
        String[] interfaces = {names.service()};
        writer.visit(
                V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, names.proxy(), null, SUPERCLASS, interfaces);
        field(TARGET, names.serviceDescriptor());
        for (int i = 0; i < methods.size(); i++) {
            String guardType = guardType(methods.get(i));
            if (guardType != null) {
                field(guardField(i), "L" + guardType + ";");
            }
        }
        writeConstructor(methods);
        for (int i = 0; i < methods.size(); i++) {
            writeMethods(methods.get(i), guardField(i));
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * Writes one method with its bridges, whose types differ, but without duplicates inherited from several interfaces.
     */
    private void writeMethods(BoundMethod bound, String guardField) {
        if (bound.all().size() == 1) {
            Method method = bound.all().get(0);
            writeMethod(method, names.descriptor(method), bound, guardField);
            return;
        }
        var written = new HashSet<String>();
        for (Method method : bound.all()) {
            String descriptor = names.descriptor(method);
            if (written.add(descriptor)) {
                writeMethod(method, descriptor, bound, guardField);
            }
        }
    }

    private void writeMethod(Method method, String descriptor, BoundMethod bound, String guardField) {
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, method.getName(), descriptor, null, null);
        visitor.visitCode();
        var body = new MethodBodyWriter(visitor, names, method, descriptor);
        Guard guard = bound.guard();
        if (guard == null) {
            body.writeDirectCall();
        } else {
            new GuardedBodyWriter(visitor, body, guardField, guard.kind()).write();
        }
        body.end();
    }

    private void writeConstructor(List<BoundMethod> methods) {
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
        visitor.visitCode();
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 1);
        visitor.visitVarInsn(ALOAD, 2);
        visitor.visitMethodInsn(INVOKESPECIAL, SUPERCLASS, "<init>", "(Ljava/lang/Object;Ljava/lang/String;)V", false);
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 3);
        visitor.visitTypeInsn(CHECKCAST, names.service());
        visitor.visitFieldInsn(PUTFIELD, names.proxy(), TARGET, names.serviceDescriptor());
        for (int i = 0; i < methods.size(); i++) {
            String guardType = guardType(methods.get(i));
            if (guardType != null) {
                visitor.visitVarInsn(ALOAD, 0);
                visitor.visitVarInsn(ALOAD, 4);
                MethodBodyWriter.pushInt(visitor, i);
                visitor.visitInsn(AALOAD);
                visitor.visitTypeInsn(CHECKCAST, guardType);
                visitor.visitFieldInsn(PUTFIELD, names.proxy(), guardField(i), "L" + guardType + ";");
            }
        }
        visitor.visitInsn(RETURN);
        visitor.visitMaxs(3, 5);
        visitor.visitEnd();
    }

    private void field(String fieldName, String descriptor) {
        writer.visitField(ACC_PRIVATE | ACC_FINAL, fieldName, descriptor, null, null)
                .visitEnd();
    }

    private static String guardField(int index) {
        return "guard" + index;
    }

    private static @Nullable String guardType(BoundMethod bound) {
        Guard guard = bound.guard();
        return guard == null ? null : GuardedBodyWriter.guardType(guard.kind());
    }
}
