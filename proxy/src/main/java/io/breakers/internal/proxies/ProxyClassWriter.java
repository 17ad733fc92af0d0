package io.breakers.internal.proxies;

import static net.bytebuddy.jar.asm.Opcodes.AALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ACC_FINAL;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PRIVATE;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SUPER;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SYNTHETIC;
import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.CHECKCAST;
import static net.bytebuddy.jar.asm.Opcodes.GETFIELD;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESPECIAL;
import static net.bytebuddy.jar.asm.Opcodes.PUTFIELD;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;
import static net.bytebuddy.jar.asm.Opcodes.V17;

import io.breakers.internal.calls.MethodGuard;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a proxy: it has the protection, the target, and for each method its guard, if it has one, and its
 * code: that of {@link GuardedBodyWriter}, or a call of the target.
 *
 * <p>The class is to other libraries what that of a lambda is: hidden, final, and nothing but its interfaces. So it has
 * what they know one by: it is synthetic, has no superclass, and the word in its name. Spring, for example, makes a
 * proxy of interfaces for it, where it would try to subclass any other class and fail (R13).
 *
 * <p>It uses the ASM inside Byte Buddy instead of its DSL, because the first class of a process then takes a fifth of
 * the time.
 */
final class ProxyClassWriter {
    static final String TARGET = "target";
    static final String PROTECTION = "protection";

    private static final String LIKE_A_LAMBDA = "$$Lambda$Protected";
    private static final String DESCRIPTION = "description";
    private static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";
    private static final String STRING_DESCRIPTOR = "Ljava/lang/String;";
    private static final String CONSTRUCTOR =
            "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;)V";

    private final TypeNames names;
    private final List<Class<?>> types;
    private final ClassWriter writer = new ClassWriter(0);

    /**
     * Begins a class.
     *
     * @param types what it implements: the service, and further interfaces
     * @param packageName the package in which the class will be defined
     */
    ProxyClassWriter(List<Class<?>> types, String packageName) {
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        Class<?> service = types.get(0);
        this.types = types;
        this.names = new TypeNames(prefix + service.getSimpleName() + LIKE_A_LAMBDA, service);
    }

    /**
     * Returns the bytes of a class for these methods. Its constructor takes the protection, its description, the
     * target, and the guards in the order of the methods.
     */
    byte[] write(List<BoundMethod> methods) {
        var interfaces = new String[types.size()];
        for (int i = 0; i < types.size(); i++) {
            interfaces[i] = names.type(types.get(i)).getInternalName();
        }
        int access = ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
        writer.visit(V17, access, names.proxy(), null, MethodBodyWriter.OBJECT, interfaces);
        // Read by a lookup that sees what is public, in a class of another loader.
        writer.visitField(ACC_PUBLIC | ACC_FINAL, PROTECTION, OBJECT_DESCRIPTOR, null, null)
                .visitEnd();
        field(DESCRIPTION, STRING_DESCRIPTOR);
        field(TARGET, names.serviceDescriptor());
        for (int i = 0; i < methods.size(); i++) {
            String guardType = guardType(methods.get(i));
            if (guardType != null) {
                field(guardField(i), "L" + guardType + ";");
            }
        }
        writeConstructor(methods);
        writeToString();
        var further = new HashSet<String>();
        for (int i = 0; i < methods.size(); i++) {
            BoundMethod bound = methods.get(i);
            if (bound.owner() != types.get(0)) {
                writeMethods(bound, guardField(i), further);
            } else if (bound.all().size() > 1) {
                writeMethods(bound, guardField(i), new HashSet<>());
            } else {
                Method method = bound.all().get(0);
                writeMethod(method, names.descriptor(method), bound, guardField(i));
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * Writes one method with its bridges, whose types differ, but without duplicates inherited from several interfaces.
     *
     * @param written names and descriptors of the methods that are there; those that are written are added
     */
    private void writeMethods(BoundMethod bound, String guardField, Set<String> written) {
        for (Method method : bound.all()) {
            String descriptor = names.descriptor(method);
            if (written.add(method.getName() + descriptor)) {
                writeMethod(method, descriptor, bound, guardField);
            }
        }
    }

    private void writeMethod(Method method, String descriptor, BoundMethod bound, String guardField) {
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, method.getName(), descriptor, null, null);
        visitor.visitCode();
        MethodGuard guard = bound.guard();
        String local = guard == null ? null : GuardedBodyWriter.localOf(guard);
        var body = new MethodBodyWriter(visitor, names, bound.owner(), method, descriptor, local);
        if (guard == null) {
            body.writeDirectCall();
        } else {
            new GuardedBodyWriter(visitor, body, guardField, guard).write();
        }
        body.end();
    }

    private void writeConstructor(List<BoundMethod> methods) {
        MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
        visitor.visitCode();
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitMethodInsn(INVOKESPECIAL, MethodBodyWriter.OBJECT, "<init>", "()V", false);
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 1);
        visitor.visitFieldInsn(PUTFIELD, names.proxy(), PROTECTION, OBJECT_DESCRIPTOR);
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 2);
        visitor.visitFieldInsn(PUTFIELD, names.proxy(), DESCRIPTION, STRING_DESCRIPTOR);
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitVarInsn(ALOAD, 3);
        visitor.visitTypeInsn(CHECKCAST, names.service());
        visitor.visitFieldInsn(PUTFIELD, names.proxy(), TARGET, names.serviceDescriptor());
        for (int i = 0; i < methods.size(); i++) {
            String guardType = guardType(methods.get(i));
            if (guardType != null) {
                visitor.visitVarInsn(ALOAD, 0);
                visitor.visitVarInsn(ALOAD, 4);
                Primitives.pushInt(visitor, i);
                visitor.visitInsn(AALOAD);
                visitor.visitTypeInsn(CHECKCAST, guardType);
                visitor.visitFieldInsn(PUTFIELD, names.proxy(), guardField(i), "L" + guardType + ";");
            }
        }
        visitor.visitInsn(RETURN);
        visitor.visitMaxs(3, 5);
        visitor.visitEnd();
    }

    private void writeToString() {
        MethodVisitor visitor =
                writer.visitMethod(ACC_PUBLIC | ACC_FINAL, "toString", "()" + STRING_DESCRIPTOR, null, null);
        visitor.visitCode();
        visitor.visitVarInsn(ALOAD, 0);
        visitor.visitFieldInsn(GETFIELD, names.proxy(), DESCRIPTION, STRING_DESCRIPTOR);
        visitor.visitInsn(ARETURN);
        visitor.visitMaxs(1, 1);
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
        MethodGuard guard = bound.guard();
        return guard == null ? null : GuardedBodyWriter.guardType(guard);
    }
}
