package io.breakers.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Loads the library once more, so that it notes in {@link NotedWrites} whatever it writes to objects that are complete:
 * fields, elements of arrays, and what is changed through variable handles, atomics, adders and collections.
 */
final class NotingLoader extends ClassLoader {
    private static final String HOME = "io.breakers.";

    /** What such objects are asked without being changed. */
    private static final Set<String> READS =
            Set.of("get", "getPlain", "getOpaque", "getAcquire", "getVolatile", "sum", "length", "size", "isEmpty");

    private static final Set<String> CHANGES = Set.of("put", "add", "remove", "clear", "putIfAbsent");

    NotingLoader() {
        super(NotingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(HOME) || name.equals(NotedWrites.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream compiled = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (compiled == null) {
                throw new ClassNotFoundException(name);
            }
            var reader = new ClassReader(compiled.readAllBytes());
            var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            reader.accept(new Visitor(name.substring(name.lastIndexOf('.') + 1), writer), 0);
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private static boolean isWrite(String owner, String method) {
        if (owner.equals("java/lang/invoke/VarHandle") || owner.startsWith("java/util/concurrent/atomic/")) {
            return !READS.contains(method) && !method.equals("<init>");
        }
        return owner.startsWith("java/util/") && CHANGES.contains(method);
    }

    private static boolean isArrayStore(int opcode) {
        return opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
    }

    private static final class Visitor extends ClassVisitor {
        private final String type;

        Visitor(String type, ClassVisitor writer) {
            super(Opcodes.ASM9, writer);
            this.type = type;
        }

        /** Constructors and initializers write what nobody shares yet. */
        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
            return method.startsWith("<") ? code : new Notes(type + "." + method, code);
        }
    }

    private static final class Notes extends MethodVisitor {
        private final String place;

        Notes(String place, MethodVisitor code) {
            super(Opcodes.ASM9, code);
            this.place = place;
        }

        private void note() {
            super.visitLdcInsn(place);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "io/breakers/internal/state/NotedWrites",
                    "note",
                    "(Ljava/lang/String;)V",
                    false);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
                note();
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitInsn(int opcode) {
            if (isArrayStore(opcode)) {
                note();
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isWrite(owner, name)) {
                note();
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }
}
