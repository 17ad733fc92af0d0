package io.breakers.proxy;

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

import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.ProtectedObject;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a proxy: a subclass of {@link ProtectedObject} with the target, one guard for each method, and for each method the code of {@link GuardedCode}.
 *
 * <p>It is written with the ASM inside Byte Buddy, and not with its DSL, for the start of a process: the first class takes a fifth of the time.
 */
final class ProxyShape {
    static final String TARGET = "target";

    private final Class<?> service;
    private final String name;
    private final String serviceName;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    /**
     * Begins a class.
     *
     * @param packageName where it will be defined
     */
    ProxyShape(Class<?> service, String packageName) {
        this.service = service;
        this.serviceName = Type.getInternalName(service);
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        this.name = prefix + service.getSimpleName() + "$Protected";
    }

    /** The bytes of a class for these methods. Its constructor takes the protection, its description, the target, and the guards in the order of the methods. */
    byte[] write(List<BoundMethod> methods) {
        String[] interfaces = {serviceName};
        writer.visit(
                V17,
                ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC,
                name,
                null,
                Type.getInternalName(ProtectedObject.class),
                interfaces);
        field(TARGET, Type.getDescriptor(service));
        for (int i = 0; i < methods.size(); i++) {
            Class<?> guardType = guardType(methods.get(i));
            if (guardType != null) {
                field(guardField(i), Type.getDescriptor(guardType));
            }
        }
        writeConstructor(methods);
        var written = new HashSet<String>();
        for (int i = 0; i < methods.size(); i++) {
            for (Method method : methods.get(i).all()) {
                if (written.add(method.getName() + Type.getMethodDescriptor(method))) {
                    writeMethod(method, methods.get(i), guardField(i));
                }
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeMethod(Method method, BoundMethod bound, String guardField) {
        String descriptor = Type.getMethodDescriptor(method);
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, method.getName(), descriptor, null, null);
        visitor.visitCode();
        var code = new GuardedCode(visitor, new MethodCode(visitor, name, service, method));
        if (bound.guard() instanceof Guard guard) {
            code.writeValueCall(guardField, guard.hasFallback() ? new Label() : null);
        } else if (bound.guard() instanceof GuardedMethod) {
            code.writeAdaptedCall(guardField);
        } else {
            code.writeDirectCall();
        }
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }

    private void writeConstructor(List<BoundMethod> methods) {
        String parameters = "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;)V";
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC, "<init>", parameters, null, null);
        visitor.visitCode();
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 1);
        visitor.visitVarInsn(ALOAD, 2);
        visitor.visitMethodInsn(
                INVOKESPECIAL,
                Type.getInternalName(ProtectedObject.class),
                "<init>",
                "(Ljava/lang/Object;Ljava/lang/String;)V",
                false);
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 3);
        visitor.visitTypeInsn(CHECKCAST, serviceName);
        visitor.visitFieldInsn(PUTFIELD, name, TARGET, Type.getDescriptor(service));
        for (int i = 0; i < methods.size(); i++) {
            Class<?> guardType = guardType(methods.get(i));
            if (guardType != null) {
                visitor.visitVarInsn(ALOAD, 0);
                visitor.visitVarInsn(ALOAD, 4);
                MethodCode.pushInt(visitor, i);
                visitor.visitInsn(AALOAD);
                visitor.visitTypeInsn(CHECKCAST, Type.getInternalName(guardType));
                visitor.visitFieldInsn(PUTFIELD, name, guardField(i), Type.getDescriptor(guardType));
            }
        }
        visitor.visitInsn(RETURN);
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }

    private void field(String fieldName, String descriptor) {
        writer.visitField(ACC_PRIVATE | ACC_FINAL, fieldName, descriptor, null, null)
                .visitEnd();
    }

    private static String guardField(int index) {
        return "guard" + index;
    }

    private static @Nullable Class<?> guardType(BoundMethod bound) {
        Object guard = bound.guard();
        return guard == null ? null : guard.getClass();
    }
}
