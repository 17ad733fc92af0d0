package io.breakers.proxy;

import static io.breakers.proxy.MethodCode.ARRAY;
import static io.breakers.proxy.MethodCode.OBJECT;
import static io.breakers.proxy.MethodCode.THROWABLE;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/*
 * The code is that of ValueCall and PromiseCall, with the target called directly: no reflection, no argument array, no boxing.
 *
 * Names and descriptors of the engine's methods are constants. Computing them from the classes took most of the time needed to
 * protect one more interface in a process that has just started (see docs/performance.md). A wrong one fails every test of a
 * generated proxy.
 */

/** Writes the body of one method of a generated proxy. */
final class GuardedCode {
    private static final String ENGINE = "io/breakers/engine/";
    static final String GUARD = ENGINE + "Guard";
    static final String PROMISE = ENGINE + "PromiseGuard";
    static final String ADAPTED = ENGINE + "GuardedMethod";
    private static final String ADMISSION = ENGINE + "Admission";
    private static final String PERMIT = ENGINE + "Permit";
    private static final String REFUSAL = ENGINE + "Refusal";

    private static final String OF_PERMIT = "(L" + PERMIT + ";";
    private static final String OF_CALL = OF_PERMIT + "J";

    private final MethodVisitor asm;
    private final MethodCode code;

    GuardedCode(MethodVisitor asm, MethodCode code) {
        this.asm = asm;
        this.code = code;
    }

    void writeDirectCall() {
        code.callTarget();
        asm.visitInsn(code.result.getOpcode(Opcodes.IRETURN));
    }

    /** Writes a call that leaves everything to the method's adapter. */
    void writeAdaptedCall(String guardField) {
        code.pushField(guardField, "L" + ADAPTED + ";");
        code.pushArgumentArray();
        call(ADAPTED, "call", "(" + ARRAY + ")L" + OBJECT + ";");
        code.returnUnboxed();
    }

    /**
     * Writes a call whose return is its outcome.
     *
     * @param hasFallback if false, no code for a fallback is written
     */
    void writeValueCall(String guardField, boolean hasFallback) {
        Label fallBack = hasFallback ? new Label() : null;
        Label rejected = hasFallback ? new Label() : null;
        writeCall(GUARD, guardField, rejected, fallBack, () -> endReturned(fallBack));
        if (rejected != null && fallBack != null) {
            rejected(GUARD, rejected);
            call(GUARD, "rejected", "(L" + REFUSAL + ";)Ljava/lang/RuntimeException;");
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
            asm.visitLabel(fallBack);
            code.frameWithCause(GUARD);
            writeFallback();
        }
    }

    /** Writes a call that returns the promise of its outcome, for a method without a fallback. */
    void writePromiseCall(String guardField) {
        var rejected = new Label();
        writeCall(PROMISE, guardField, rejected, null, this::endPromised);
        rejected(PROMISE, rejected);
        call(PROMISE, "refused", "(L" + REFUSAL + ";)L" + OBJECT + ";");
        code.returnUnboxed();
    }

    /** Writes the call of the target, with what comes before and after it. */
    private void writeCall(
            String guardType,
            String guardField,
            @Nullable Label rejected,
            @Nullable Label fallBack,
            Runnable endReturned) {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        enter(guardType, guardField, called, rejected);

        asm.visitLabel(called);
        code.frameWithPermit(guardType, PERMIT);
        code.callTarget();
        code.storeResult();
        asm.visitLabel(returned);
        endReturned.run();

        asm.visitLabel(threw);
        code.frameOfHandler(guardType, PERMIT);
        asm.visitVarInsn(Opcodes.ASTORE, code.cause);
        pushGuardPermitAndStart();
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        call(GUARD, "threw", OF_CALL + "L" + THROWABLE + ";)Z");
        fallBackIf(Opcodes.IFNE, fallBack);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        asm.visitInsn(Opcodes.ATHROW);
    }

    /**
     * Jumps to {@code called} if the call is permitted, with its permit and start; otherwise to {@code rejected}, or leaves the
     * method by a throw.
     */
    private void enter(String guardType, String guardField, Label called, @Nullable Label rejected) {
        code.pushField(guardField, "L" + guardType + ";");
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, code.guard);
        call(GUARD, "enterQuietly", "()L" + ENGINE + "ThreadPermit;");
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, code.permit);
        asm.visitInsn(Opcodes.LCONST_0);
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
        asm.visitJumpInsn(Opcodes.IFNONNULL, called);
        pushGuard();
        if (rejected == null) {
            call(GUARD, "enterOrThrow", "()L" + PERMIT + ";");
        } else {
            call(GUARD, "enter", "()L" + ADMISSION + ";");
            asm.visitInsn(Opcodes.DUP);
            asm.visitVarInsn(Opcodes.ASTORE, code.permit);
            asm.visitTypeInsn(Opcodes.INSTANCEOF, REFUSAL);
            asm.visitJumpInsn(Opcodes.IFNE, rejected);
            asm.visitVarInsn(Opcodes.ALOAD, code.permit);
            asm.visitTypeInsn(Opcodes.CHECKCAST, PERMIT);
        }
        asm.visitVarInsn(Opcodes.ASTORE, code.permit);
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        call(GUARD, "start", OF_PERMIT + ")J");
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
    }

    /** Begins what follows a rejection, with the guard and the refusal on the stack. */
    private void rejected(String guardType, Label rejected) {
        asm.visitLabel(rejected);
        code.frameWithAdmission(guardType, ADMISSION);
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
        asm.visitVarInsn(Opcodes.ALOAD, code.permit);
        asm.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "succeededQuietly", OF_PERMIT + ")Z", false);
        asm.visitJumpInsn(Opcodes.IFNE, done);
        if (code.isPrimitive()) {
            pushGuardPermitAndStart();
            call(GUARD, "succeededUnseen", OF_CALL + ")Z");
            asm.visitJumpInsn(Opcodes.IFNE, done);
        }
        pushGuardPermitAndStart();
        code.loadBoxedResult();
        call(GUARD, "returned", OF_CALL + "L" + OBJECT + ";)L" + THROWABLE + ";");
        if (fallBack != null) {
            asm.visitInsn(Opcodes.DUP);
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
        }
        fallBackIf(Opcodes.IFNONNULL, fallBack);
        asm.visitLabel(done);
        code.frameWithResult(GUARD, PERMIT);
        code.returnResult();
    }

    /** Jumps to the fallback if the guard says so; without a fallback it never does. */
    private void fallBackIf(int condition, @Nullable Label fallBack) {
        if (fallBack == null) {
            asm.visitInsn(Opcodes.POP);
        } else {
            asm.visitJumpInsn(condition, fallBack);
        }
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
        code.frameOfFallbackHandler(GUARD);
        asm.visitVarInsn(Opcodes.ASTORE, code.value);
        pushGuardStartAndCause();
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        call(GUARD, "fallbackThrew", "(JL" + THROWABLE + ";L" + THROWABLE + ";)V");
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        asm.visitInsn(Opcodes.ATHROW);
    }

    private void pushGuard() {
        asm.visitVarInsn(Opcodes.ALOAD, code.guard);
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
