package io.breakers.proxy;

import static io.breakers.proxy.MethodCode.ARRAY;
import static io.breakers.proxy.MethodCode.OBJECT;
import static io.breakers.proxy.MethodCode.THROWABLE;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/*
 * The code is that of ValueCall and PromiseCall, with the target called directly: no reflection, no argument array, no boxing. Where
 * the arguments have to be kept, it is that of KeptCall.
 *
 * Names and descriptors of the engine's methods are constants. Computing them from the classes took most of the time needed to
 * protect one more interface in a process that has just started (see docs/performance.md). A wrong one fails every test of a
 * generated proxy.
 */

/** Writes the body of one guarded method of a generated proxy. */
final class GuardedCode {
    private static final String ENGINE = "io/breakers/engine/";
    static final String GUARD = ENGINE + "Guard";
    static final String PROMISE = ENGINE + "PromiseGuard";
    static final String DIRECT = ENGINE + "DirectMethod";
    static final String ADAPTED = ENGINE + "GuardedMethod";
    private static final String ADMISSION = ENGINE + "Admission";
    private static final String PERMIT = ENGINE + "Permit";
    private static final String REFUSAL = ENGINE + "Refusal";

    private static final String OF_PERMIT = "(L" + PERMIT + ";";
    private static final String OF_CALL = OF_PERMIT + "J";
    private static final String SUCCEEDED = "(L" + GUARD + ";L" + PERMIT + ";J)Z";
    private static final String THREW = "(L" + THROWABLE + ";L" + GUARD + ";L" + PERMIT + ";J)L" + THROWABLE + ";";

    private final MethodVisitor asm;
    private final MethodCode code;
    private final String guardField;
    private final String guardDescriptor;

    /**
     * Begins a body.
     *
     * @param guardField the field of the proxy that has the method's guard
     * @param guardType its type
     */
    GuardedCode(MethodVisitor asm, MethodCode code, String guardField, String guardType) {
        this.asm = asm;
        this.code = code;
        this.guardField = guardField;
        this.guardDescriptor = "L" + guardType + ";";
    }

    /** Writes a call of the target whose arguments are kept, for a fallback that may answer later or as a key of last good values. */
    void writeKeptCall() {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        var rejected = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        code.pushArgumentArray();
        asm.visitVarInsn(Opcodes.ASTORE, code.arguments);
        pushGuard();
        call(DIRECT, "enter", "()L" + ADMISSION + ";");
        becomePermit(rejected);
        storeStart(DIRECT);

        asm.visitLabel(called);
        code.callTarget();
        code.storeResult();
        asm.visitLabel(returned);
        pushGuardPermitAndStart();
        code.loadBoxedResult();
        returnFromKeptCall("returned", OF_CALL + "L" + OBJECT + ";");

        asm.visitLabel(threw);
        code.frameOfKeptHandler(PERMIT);
        asm.visitVarInsn(Opcodes.ASTORE, code.cause);
        pushGuardPermitAndStart();
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        returnFromKeptCall("threw", OF_CALL + "L" + THROWABLE + ";");

        asm.visitLabel(rejected);
        code.frameOfKeptRefusal(ADMISSION);
        pushGuardAndRefusal();
        returnFromKeptCall("refused", "(L" + REFUSAL + ";");
    }

    /** Returns what a method of the engine makes of what is on the stack, and of the arguments. */
    private void returnFromKeptCall(String name, String parameters) {
        asm.visitVarInsn(Opcodes.ALOAD, code.arguments);
        call(DIRECT, name, parameters + ARRAY + ")L" + OBJECT + ";");
        code.returnUnboxed();
    }

    /** Writes a call that leaves everything to the method's adapter. */
    void writeAdaptedCall() {
        pushGuard();
        code.pushArgumentArray();
        call(ADAPTED, "call", "(" + ARRAY + ")L" + OBJECT + ";");
        code.returnUnboxed();
    }

    /**
     * Writes a call whose return is its outcome.
     *
     * @param hasFallback if false, no code for a fallback is written
     */
    void writeValueCall(boolean hasFallback) {
        Label fallBack = hasFallback ? new Label() : null;
        Label rejected = hasFallback ? new Label() : null;
        writeCall(rejected, fallBack, () -> endReturned(fallBack));
        if (rejected != null && fallBack != null) {
            rejected(rejected);
            call(GUARD, "rejected", "(L" + REFUSAL + ";)Ljava/lang/RuntimeException;");
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
            asm.visitLabel(fallBack);
            code.frameWithCause();
            writeFallback();
        }
    }

    /** Writes a call that returns the promise of its outcome, for a method without a fallback. */
    void writePromiseCall() {
        var rejected = new Label();
        writeCall(rejected, null, this::endPromised);
        rejected(rejected);
        call(PROMISE, "refused", "(L" + REFUSAL + ";)L" + OBJECT + ";");
        code.returnUnboxed();
    }

    /** Writes the call of the target, with what comes before and after it. */
    private void writeCall(@Nullable Label rejected, @Nullable Label fallBack, Runnable endReturned) {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        enter(called, rejected);

        asm.visitLabel(called);
        code.frameWithPermit(PERMIT);
        code.callTarget();
        code.storeResult();
        asm.visitLabel(returned);
        endReturned.run();

        asm.visitLabel(threw);
        code.frameOfHandler(PERMIT);
        if (fallBack == null) {
            pushGuardPermitAndStart();
            asm.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "threw", THREW, false);
        } else {
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
            pushGuardPermitAndStart();
            asm.visitVarInsn(Opcodes.ALOAD, code.cause);
            call(GUARD, "threw", OF_CALL + "L" + THROWABLE + ";)Z");
            asm.visitJumpInsn(Opcodes.IFNE, fallBack);
            asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        }
        asm.visitInsn(Opcodes.ATHROW);
    }

    /**
     * Jumps to {@code called} if the call is permitted, with its permit and start; otherwise to {@code rejected}, or leaves the
     * method by a throw.
     */
    private void enter(Label called, @Nullable Label rejected) {
        pushGuard();
        call(GUARD, "enterQuietly", "()L" + ENGINE + "ThreadPermit;");
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, code.permit);
        asm.visitInsn(Opcodes.LCONST_0);
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
        asm.visitJumpInsn(Opcodes.IFNONNULL, called);
        pushGuard();
        if (rejected == null) {
            call(GUARD, "enterOrThrow", "()L" + PERMIT + ";");
            asm.visitVarInsn(Opcodes.ASTORE, code.permit);
        } else {
            call(GUARD, "enter", "()L" + ADMISSION + ";");
            becomePermit(rejected);
        }
        storeStart(GUARD);
    }

    private void storeStart(String guardType) {
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        call(guardType, "start", OF_PERMIT + ")J");
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
    }

    /** Stores the admission on the stack as the permit; jumps to {@code rejected} if it is none. */
    private void becomePermit(Label rejected) {
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, code.permit);
        asm.visitTypeInsn(Opcodes.INSTANCEOF, REFUSAL);
        asm.visitJumpInsn(Opcodes.IFNE, rejected);
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        asm.visitTypeInsn(Opcodes.CHECKCAST, PERMIT);
        asm.visitVarInsn(Opcodes.ASTORE, code.permit);
    }

    /** Begins what follows a rejection, with the guard and the refusal on the stack. */
    private void rejected(Label rejected) {
        asm.visitLabel(rejected);
        code.frameWithAdmission(ADMISSION);
        pushGuardAndRefusal();
    }

    private void pushGuardAndRefusal() {
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        asm.visitTypeInsn(Opcodes.CHECKCAST, REFUSAL);
    }

    private void endPromised() {
        pushGuardPermitAndStart();
        code.loadBoxedResult();
        call(PROMISE, "promised", OF_CALL + "L" + OBJECT + ";)V");
        code.returnResult();
    }

    /**
     * Ends a call that returned: continues with the fallback if that has to answer, otherwise returns the result, which is boxed
     * only if something looks at it.
     */
    private void endReturned(@Nullable Label fallBack) {
        var done = new Label();
        pushGuardPermitAndStart();
        asm.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "succeeded", SUCCEEDED, false);
        asm.visitJumpInsn(Opcodes.IFNE, done);
        pushGuardPermitAndStart();
        code.loadBoxedResult();
        call(GUARD, "returned", OF_CALL + "L" + OBJECT + ";)L" + THROWABLE + ";");
        if (fallBack == null) {
            // There is no other cause than one for a fallback.
            asm.visitInsn(Opcodes.POP);
        } else {
            asm.visitInsn(Opcodes.DUP);
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
            asm.visitJumpInsn(Opcodes.IFNONNULL, fallBack);
        }
        asm.visitLabel(done);
        code.frameWithResult(PERMIT);
        code.returnResult();
    }

    private void writeFallback() {
        var called = new Label();
        var answered = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, answered, threw, THROWABLE);
        pushGuard();
        call(GUARD, "startFallback", "()J");
        asm.visitVarInsn(Opcodes.LSTORE, code.start);

        asm.visitLabel(called);
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        call(GUARD, "fallbackFor", "(L" + THROWABLE + ";)L" + OBJECT + ";");
        code.callOnService();
        code.storeResult();
        asm.visitLabel(answered);
        pushGuardStartAndCause();
        call(GUARD, "fellBack", "(JL" + THROWABLE + ";)V");
        code.returnResult();

        asm.visitLabel(threw);
        code.frameOfFallbackHandler();
        asm.visitVarInsn(Opcodes.ASTORE, code.value);
        pushGuardStartAndCause();
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        call(GUARD, "fallbackThrew", "(JL" + THROWABLE + ";L" + THROWABLE + ";)V");
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        asm.visitInsn(Opcodes.ATHROW);
    }

    /** From its field each time: compiled code then need not save it across the call of the target, because a success that is only counted has no use for it. */
    private void pushGuard() {
        code.pushField(guardField, guardDescriptor);
    }

    private void pushGuardPermitAndStart() {
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        asm.visitVarInsn(Opcodes.LLOAD, code.start);
    }

    private void pushGuardStartAndCause() {
        pushGuard();
        asm.visitVarInsn(Opcodes.LLOAD, code.start);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
    }

    private void call(String owner, String name, String descriptor) {
        asm.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
}
