package io.breakers.proxy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** The small pieces of which {@link GuardedCode} is put together, and where its local variables are. */
final class MethodCode {
    static final String THROWABLE = "java/lang/Throwable";
    static final String OBJECT = "java/lang/Object";
    static final String ARRAY = "[Ljava/lang/Object;";

    private final MethodVisitor asm;
    private final String owner;
    private final Class<?> service;
    final Method method;
    private final Type[] parameters;
    final Type result;
    final int admission;
    final int start;
    final int cause;
    final int fallbackStart;
    final int value;

    MethodCode(MethodVisitor asm, String owner, Class<?> service, Method method) {
        this.asm = asm;
        this.owner = owner;
        this.service = service;
        this.method = method;
        this.parameters = Type.getArgumentTypes(method);
        this.result = Type.getReturnType(method);
        int slots = 1;
        for (Type parameter : parameters) {
            slots += parameter.getSize();
        }
        this.admission = slots;
        this.start = admission + 1;
        this.cause = start + 2;
        this.fallbackStart = cause + 1;
        this.value = fallbackStart + 2;
    }

    void pushTarget() {
        asm.visitVarInsn(Opcodes.ALOAD, 0);
        asm.visitFieldInsn(Opcodes.GETFIELD, owner, ProxyShape.TARGET, Type.getDescriptor(service));
    }

    void pushGuard(String guard, Class<?> guardType) {
        asm.visitVarInsn(Opcodes.ALOAD, 0);
        asm.visitFieldInsn(Opcodes.GETFIELD, owner, guard, Type.getDescriptor(guardType));
    }

    void pushPermitAndStart() {
        asm.visitVarInsn(Opcodes.ALOAD, admission);
        asm.visitVarInsn(Opcodes.LLOAD, start);
    }

    void pushArguments() {
        int slot = 1;
        for (Type parameter : parameters) {
            asm.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
            slot += parameter.getSize();
        }
    }

    void pushArgumentArray() {
        pushInt(asm, parameters.length);
        asm.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        int slot = 1;
        for (int i = 0; i < parameters.length; i++) {
            asm.visitInsn(Opcodes.DUP);
            pushInt(asm, i);
            asm.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
            box(parameters[i]);
            asm.visitInsn(Opcodes.AASTORE);
            slot += parameters[i].getSize();
        }
    }

    void castToService() {
        asm.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(service));
    }

    void callService() {
        asm.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Type.getInternalName(service),
                method.getName(),
                Type.getMethodDescriptor(method),
                true);
    }

    void callGuard(Class<?> guardType, String name, Type returns, String... takes) {
        var descriptor = new StringBuilder("(");
        for (String type : takes) {
            descriptor.append(type.equals("J") || type.equals(ARRAY) ? type : "L" + type + ";");
        }
        descriptor.append(')').append(returns.getDescriptor());
        asm.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(guardType), name, descriptor.toString(), false);
    }

    void storeResult() {
        if (result.getSort() != Type.VOID) {
            asm.visitVarInsn(result.getOpcode(Opcodes.ISTORE), value);
        }
    }

    void loadBoxedResult() {
        if (result.getSort() == Type.VOID) {
            asm.visitInsn(Opcodes.ACONST_NULL);
        } else {
            asm.visitVarInsn(result.getOpcode(Opcodes.ILOAD), value);
            box(result);
        }
    }

    void returnResult() {
        if (result.getSort() != Type.VOID) {
            asm.visitVarInsn(result.getOpcode(Opcodes.ILOAD), value);
        }
        asm.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    /** Returns the object on the stack as what the method declares. */
    void returnUnboxed() {
        if (result.getSort() == Type.VOID) {
            asm.visitInsn(Opcodes.POP);
        } else if (boxOf(result).isEmpty()) {
            asm.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        } else {
            asm.visitTypeInsn(Opcodes.CHECKCAST, boxOf(result));
            asm.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    boxOf(result),
                    result.getClassName() + "Value",
                    "()" + result.getDescriptor(),
                    false);
        }
        asm.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    private void box(Type type) {
        String boxed = boxOf(type);
        if (!boxed.isEmpty()) {
            asm.visitMethodInsn(
                    Opcodes.INVOKESTATIC, boxed, "valueOf", "(" + type.getDescriptor() + ")L" + boxed + ";", false);
        }
    }

    /** The class of objects that hold a primitive; empty for other types. */
    private static String boxOf(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            case Type.BYTE -> "java/lang/Byte";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.FLOAT -> "java/lang/Float";
            case Type.LONG -> "java/lang/Long";
            case Type.DOUBLE -> "java/lang/Double";
            default -> "";
        };
    }

    /** A frame with the result of the call as its last local variable, if there is one. */
    void frameWithResult(List<Object> locals) {
        if (result.getSort() == Type.VOID) {
            frame(locals, null);
        } else {
            // The cause and the start of the fallback lie between, and are not set.
            var all = new ArrayList<>(locals);
            all.addAll(List.of(Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, frameType(result)));
            frame(all, null);
        }
    }

    /** Tells the verifier what is in the local variables after the parameters, and on the stack. */
    void frame(List<?> locals, @Nullable Object stack) {
        var all = new ArrayList<Object>();
        all.add(owner);
        for (Type parameter : parameters) {
            all.add(frameType(parameter));
        }
        all.addAll(locals);
        Object[] onStack = stack == null ? new Object[0] : new Object[] {stack};
        asm.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), onStack.length, onStack);
    }

    private static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    static void pushInt(MethodVisitor asm, int number) {
        if (number <= 5) {
            asm.visitInsn(Opcodes.ICONST_0 + number);
        } else if (number <= Byte.MAX_VALUE) {
            asm.visitIntInsn(Opcodes.BIPUSH, number);
        } else {
            asm.visitIntInsn(Opcodes.SIPUSH, number);
        }
    }
}
