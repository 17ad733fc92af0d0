package io.breakers.interleaving;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Rewrites compiled classes of the engine so that a guard begins with {@code if (the mutant is on) return
 * weakened(...)}, for each of its mutants; the rest of it stays as it is.
 */
final class Rewriting {
    private static final String SWITCH = Type.getInternalName(MutantSwitch.class);

    private final List<Mutant> mutants;
    private int rewritten;

    private Rewriting(List<Mutant> mutants) {
        this.mutants = mutants;
    }

    /** Writes the classes of the guards into a folder for the class path. */
    static void write(List<Mutant> mutants, Path folder) throws IOException {
        var rewriting = new Rewriting(mutants);
        var classes = new LinkedHashSet<Class<?>>();
        mutants.forEach(mutant -> classes.add(mutant.guard().getDeclaringClass()));
        for (Class<?> type : classes) {
            String file = Type.getInternalName(type) + ".class";
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.write(copy, rewriting.rewritten("/" + file));
        }
        if (rewriting.rewritten != mutants.size()) {
            throw new AssertionError(rewriting.rewritten + " of " + mutants);
        }
    }

    private byte[] rewritten(String file) throws IOException {
        try (InputStream compiled = Rewriting.class.getResourceAsStream(file)) {
            if (compiled == null) {
                throw new AssertionError("there is no " + file);
            }
            var reader = new ClassReader(compiled.readAllBytes());
            var writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Guards(reader.getClassName(), writer), 0);
            return writer.toByteArray();
        }
    }

    private final class Guards extends ClassVisitor {
        private final String type;

        Guards(String type, ClassVisitor writer) {
            super(Opcodes.ASM9, writer);
            this.type = type;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Mutant> here = mutants.stream()
                    .filter(mutant -> isGuard(mutant.guard(), name, descriptor))
                    .toList();
            rewritten += here.size();
            return new MethodVisitor(Opcodes.ASM9, code) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    here.forEach(mutant -> writeChoice(mutant, code));
                }
            };
        }

        private boolean isGuard(Method guard, String name, String descriptor) {
            return Type.getInternalName(guard.getDeclaringClass()).equals(type)
                    && guard.getName().equals(name)
                    && Type.getMethodDescriptor(guard).equals(descriptor);
        }
    }

    private static void writeChoice(Mutant mutant, MethodVisitor code) {
        var original = new Label();
        code.visitLdcInsn(mutant.name());
        code.visitMethodInsn(Opcodes.INVOKESTATIC, SWITCH, "isOn", "(Ljava/lang/String;)Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, original);
        int local = 0;
        for (Type parameter : Type.getArgumentTypes(mutant.weakened())) {
            code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
            local += parameter.getSize();
        }
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(mutant.weakened().getDeclaringClass()),
                mutant.weakened().getName(),
                Type.getMethodDescriptor(mutant.weakened()),
                false);
        code.visitInsn(Type.getReturnType(mutant.weakened()).getOpcode(Opcodes.IRETURN));
        code.visitLabel(original);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        // Two frames must not be in one place, and the original may begin with another.
        code.visitInsn(Opcodes.NOP);
    }
}
