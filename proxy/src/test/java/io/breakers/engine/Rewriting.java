package io.breakers.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Leads calls that the engine's compiled classes make through methods of {@link Weakened}. What is not found exactly once is an error: a mutant that has lost its guard proves nothing. */
final class Rewriting {
    /**
     * Where a guard is.
     *
     * @param type the name of a class of the engine
     * @param guard what the method calls, as {@code Class.method}
     */
    record Site(String type, String method, String guard) {}

    private static final String HOME = "io/breakers/engine/";

    private final Set<Site> sites;
    private final List<Site> found = new ArrayList<>();

    private Rewriting(Collection<Site> sites) {
        this.sites = new LinkedHashSet<>(sites);
    }

    /** Writes the classes of {@code sites} into a folder for the class path. */
    static void write(Collection<Site> sites, Path folder) throws IOException {
        var rewriting = new Rewriting(sites);
        Path home = Files.createDirectories(folder.resolve(HOME));
        for (String type : new LinkedHashSet<>(sites.stream().map(Site::type).toList())) {
            Files.write(home.resolve(type + ".class"), rewriting.rewritten(type));
        }
        if (rewriting.found.size() != rewriting.sites.size() || !rewriting.sites.containsAll(rewriting.found)) {
            throw new AssertionError("each of " + rewriting.sites + " has to be there once; found " + rewriting.found);
        }
    }

    private byte[] rewritten(String type) throws IOException {
        try (InputStream compiled = Rewriting.class.getResourceAsStream("/" + HOME + type + ".class")) {
            if (compiled == null) {
                throw new AssertionError("the engine has no class " + type);
            }
            var reader = new ClassReader(compiled.readAllBytes());
            var writer = new ClassWriter(0);
            reader.accept(new Visitor(type, writer), 0);
            return writer.toByteArray();
        }
    }

    /** The method of {@link Weakened} that takes these arguments, or else the one that takes the result. */
    private static Method standIn(Site site, Type[] arguments, Type result) {
        for (Type[] given : List.of(arguments, new Type[] {result})) {
            for (Method method : Weakened.class.getDeclaredMethods()) {
                if (method.getName().equals(site.type + "_" + site.method)
                        && takes(Type.getArgumentTypes(method), given)
                        && Type.getReturnType(method).equals(result)) {
                    return method;
                }
            }
        }
        throw new AssertionError("Weakened has no method for " + site);
    }

    private static boolean takes(Type[] parameters, Type[] given) {
        boolean fits = parameters.length == given.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].equals(given[i]) || (isReference(parameters[i]) && isReference(given[i]));
        }
        return fits;
    }

    private static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    private final class Visitor extends ClassVisitor {
        private final String type;

        Visitor(String type, ClassVisitor writer) {
            super(Opcodes.ASM9, writer);
            this.type = type;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, code) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String called, boolean isInterface) {
                    var site = new Site(type, method, owner.substring(owner.lastIndexOf('/') + 1) + "." + name);
                    if (!sites.contains(site)) {
                        super.visitMethodInsn(opcode, owner, name, called, isInterface);
                        return;
                    }
                    found.add(site);
                    Type[] parameters = Type.getArgumentTypes(called);
                    var arguments = new Type[parameters.length + 1];
                    arguments[0] = Type.getObjectType(owner);
                    System.arraycopy(parameters, 0, arguments, 1, parameters.length);
                    Method standIn = standIn(site, arguments, Type.getReturnType(called));
                    if (!takes(Type.getArgumentTypes(standIn), arguments)) {
                        super.visitMethodInsn(opcode, owner, name, called, isInterface);
                    }
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            Type.getInternalName(Weakened.class),
                            standIn.getName(),
                            Type.getMethodDescriptor(standIn),
                            false);
                }
            };
        }
    }
}
