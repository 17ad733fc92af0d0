package io.breakers.internal.proxies;

import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/*
 * Local variables, after those of the method's parameters: the breaker of the call's key, if the method has keys; the
 * admission, which becomes the permit; the start of the call or of the fallback (two slots); the cause; the result (two
 * slots).
 */

/**
 * Writes the body of a method without a guard, or the small pieces that {@link GuardedBodyWriter} combines, and knows
 * the local variables.
 */
final class MethodBodyWriter {
    static final String THROWABLE = "java/lang/Throwable";
    static final String OBJECT = "java/lang/Object";
    static final String ARRAY = "[Ljava/lang/Object;";

    private static final Object[] EMPTY = {};

    /**
     * The most that a guard's methods need on the stack, in words: the guard, the cause or the function of the key, the
     * array of arguments twice, an index, and an argument to be boxed (two).
     */
    private static final int STACK = 7;

    /** What it takes to find the breaker of a key: two guards, the types, four objects and four longs. */
    private static final int KEYED_STACK = 15;

    /** Up to which number of parameters a list of them needs no array. */
    private static final int FEW = 4;

    private final MethodVisitor asm;
    private final TypeNames names;
    private final Method method;
    private final String owner;
    private final String descriptor;
    private final Type[] parameters;
    final Type result;
    final int keyed;
    final int permit;
    final int start;
    final int cause;
    final int value;

    /**
     * The types of the proxy, of the parameters and of the breaker in the format of frames, with room for more behind
     * them.
     */
    private final Object[] frame;

    /** How many of these are there in every frame but the first. */
    private final int fixed;

    /**
     * Begins a body.
     *
     * @param keyedType the type of the local variable for the breaker of the call's key; {@code null} for none
     */
    MethodBodyWriter(
            MethodVisitor asm,
            TypeNames names,
            Class<?> owner,
            Method method,
            String descriptor,
            @Nullable String keyedType) {
        this.asm = asm;
        this.names = names;
        this.owner = names.type(owner).getInternalName();
        this.method = method;
        this.descriptor = descriptor;
        Class<?>[] types = method.getParameterTypes();
        this.parameters = new Type[types.length];
        this.frame = new Object[types.length + 9];
        frame[0] = names.proxy();
        int slots = 1;
        for (int i = 0; i < types.length; i++) {
            Type parameter = names.type(types[i]);
            parameters[i] = parameter;
            frame[i + 1] = Primitives.frameType(parameter);
            slots += parameter.getSize();
        }
        this.result = names.type(method.getReturnType());
        this.keyed = slots;
        if (keyedType == null) {
            this.fixed = types.length + 1;
            this.permit = slots;
        } else {
            this.fixed = types.length + 2;
            this.permit = slots + 1;
            frame[types.length + 1] = keyedType;
        }
        this.start = permit + 1;
        this.cause = start + 2;
        this.value = cause + 1;
    }

    void end() {
        asm.visitMaxs(Math.max(keyed == permit ? STACK : KEYED_STACK, permit + 2), value + 2);
        asm.visitEnd();
    }

    void pushField(String field, String descriptor) {
        asm.visitVarInsn(Opcodes.ALOAD, 0);
        asm.visitFieldInsn(Opcodes.GETFIELD, names.proxy(), field, descriptor);
    }

    /** Writes the body of a method without a guard. */
    void writeDirectCall() {
        callTarget();
        returnTop();
    }

    void callTarget() {
        pushField(ProxyClassWriter.TARGET, names.serviceDescriptor());
        if (owner.equals(names.service())) {
            callWithArguments();
        } else {
            callOnOwner();
        }
    }

    /** Calls the object on the stack, which is of the type that has the method. */
    void callOnOwner() {
        asm.visitTypeInsn(Opcodes.CHECKCAST, owner);
        callWithArguments();
    }

    private void callWithArguments() {
        int slot = 1;
        for (Type parameter : parameters) {
            asm.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
            slot += parameter.getSize();
        }
        asm.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, method.getName(), descriptor, true);
    }

    void pushArgumentArray() {
        Primitives.pushInt(asm, parameters.length);
        asm.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        int slot = 1;
        for (int i = 0; i < parameters.length; i++) {
            asm.visitInsn(Opcodes.DUP);
            Primitives.pushInt(asm, i);
            asm.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
            Primitives.box(asm, parameters[i]);
            asm.visitInsn(Opcodes.AASTORE);
            slot += parameters[i].getSize();
        }
    }

    boolean hasFewParameters() {
        return parameters.length <= FEW;
    }

    /** Pushes the types of all, then the objects, and the bits of what is primitive. */
    void pushFewArguments() {
        var types = new StringBuilder();
        for (Type parameter : parameters) {
            types.append(Primitives.boxOf(parameter).isEmpty() ? "L" : parameter.getDescriptor());
        }
        asm.visitLdcInsn(types.toString());
        pushFew(Opcodes.ACONST_NULL, false);
        pushFew(Opcodes.LCONST_0, true);
    }

    private void pushFew(int nothing, boolean primitive) {
        int slot = 1;
        for (int i = 0; i < FEW; i++) {
            Type parameter = i < parameters.length ? parameters[i] : null;
            if (parameter == null || Primitives.boxOf(parameter).isEmpty() == primitive) {
                asm.visitInsn(nothing);
            } else {
                asm.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
                Primitives.toBits(asm, parameter);
            }
            slot += parameter == null ? 0 : parameter.getSize();
        }
    }

    private boolean isVoid() {
        return result.getSort() == Type.VOID;
    }

    void storeResult() {
        if (!isVoid()) {
            asm.visitVarInsn(result.getOpcode(Opcodes.ISTORE), value);
        }
    }

    void loadBoxedResult() {
        if (isVoid()) {
            asm.visitInsn(Opcodes.ACONST_NULL);
        } else {
            asm.visitVarInsn(result.getOpcode(Opcodes.ILOAD), value);
            Primitives.box(asm, result);
        }
    }

    void returnResult() {
        if (!isVoid()) {
            asm.visitVarInsn(result.getOpcode(Opcodes.ILOAD), value);
        }
        returnTop();
    }

    /** Returns what is on the stack. */
    void returnTop() {
        asm.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    /** Makes the object on the stack what the method returns. */
    void unbox() {
        if (isVoid()) {
            asm.visitInsn(Opcodes.POP);
        } else if (Primitives.boxOf(result).isEmpty()) {
            asm.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        } else {
            asm.visitTypeInsn(Opcodes.CHECKCAST, Primitives.boxOf(result));
            asm.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Primitives.boxOf(result),
                    result.getClassName() + "Value",
                    "()" + result.getDescriptor(),
                    false);
        }
    }

    // What the verifier is told of the local variables after the parameters, and of the stack.

    /** There is nothing but the parameters: the breaker is about to be found. */
    void frameOfParameters() {
        asm.visitFrame(Opcodes.F_NEW, parameters.length + 1, frame, 0, EMPTY);
    }

    /** Nothing but these, and what the search threw on the stack. */
    void frameOfParametersAndThrown() {
        asm.visitFrame(Opcodes.F_NEW, parameters.length + 1, frame, 1, new Object[] {THROWABLE});
    }

    /** The breaker has been found. */
    void frameWithBreaker() {
        frame(null);
    }

    /** The call is about to be made, or has been made. */
    void frameWithPermit(String permitType) {
        frame(null, permitType, Opcodes.LONG);
    }

    /** The call threw what is on the stack. */
    void frameOfHandler(String permitType) {
        frame(THROWABLE, permitType, Opcodes.LONG);
    }

    /** The call has returned. */
    void frameWithResult(String permitType) {
        if (isVoid()) {
            frameWithPermit(permitType);
        } else {
            frame(null, permitType, Opcodes.LONG, Opcodes.TOP, Primitives.frameType(result));
        }
    }

    /** The call was permitted or rejected. */
    void frameWithAdmission(String admissionType) {
        frame(null, admissionType);
    }

    /** A fallback has to answer. */
    void frameWithCause() {
        frame(null, Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, THROWABLE);
    }

    /** The fallback threw what is on the stack. */
    void frameOfFallbackHandler() {
        frame(THROWABLE, Opcodes.TOP, Opcodes.LONG, THROWABLE);
    }

    private void frame(@Nullable Object stack, Object... locals) {
        System.arraycopy(locals, 0, frame, fixed, locals.length);
        Object[] onStack = stack == null ? EMPTY : new Object[] {stack};
        asm.visitFrame(Opcodes.F_NEW, fixed + locals.length, frame, onStack.length, onStack);
    }
}
