package io.breakers.internal.proxies;

import static io.breakers.internal.proxies.MethodBodyWriter.ARRAY;
import static io.breakers.internal.proxies.MethodBodyWriter.OBJECT;
import static io.breakers.internal.proxies.MethodBodyWriter.THROWABLE;

import io.breakers.internal.calls.KeyedGuard;
import io.breakers.internal.calls.MethodGuard;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/*
 * The code is that of ValueGuard.Call.invoke, with the target and the fallback called directly: no reflection, no
 * argument array, no boxing.
 *
 * Names and descriptors of the guards' methods are constants. Computing them from the classes took most of the time
 * needed to protect one more interface in a process that has just started. A wrong one fails every test of a generated
 * proxy.
 */

/** Writes the body of one guarded method of a generated proxy. */
final class GuardedBodyWriter {
    private static final String CALLS = "io/breakers/internal/calls/";
    private static final String STATE = "io/breakers/internal/state/";
    private static final String VALUE_GUARD = CALLS + "ValueGuard";
    private static final String ADAPTED_GUARD = CALLS + "AdaptedGuard";
    private static final String GUARD = CALLS + "Guard";
    private static final String ADMISSION = STATE + "Admission";
    private static final String PERMIT = STATE + "Permit";
    private static final String REJECTION = STATE + "Rejection";

    private static final String OF_PERMIT = "(L" + PERMIT + ";";
    private static final String OF_CALL = OF_PERMIT + "J";

    private final MethodVisitor asm;
    private final MethodBodyWriter body;
    private final String guardField;
    private final MethodGuard.Kind kind;
    private final String guardType;

    /** Whether the guard of a call is that of its key's breaker, which is in a local variable (S56). */
    private final boolean keyed;

    /**
     * Begins a body.
     *
     * @param guardField the field of the proxy that has the method's guard
     */
    GuardedBodyWriter(MethodVisitor asm, MethodBodyWriter body, String guardField, MethodGuard guard) {
        this.asm = asm;
        this.body = body;
        this.guardField = guardField;
        this.kind = guard.kind();
        this.guardType = guardType(guard);
        this.keyed = localOf(guard) != null;
    }

    /** The class of a guard, in the form of class files. */
    static String guardType(MethodGuard guard) {
        if (guard instanceof KeyedGuard) {
            return KeyedEntryWriter.GUARD;
        }
        return guard.kind() == MethodGuard.Kind.ADAPTED ? ADAPTED_GUARD : VALUE_GUARD;
    }

    /** The class of a local variable that the body needs besides; {@code null} for none. */
    static @Nullable String localOf(MethodGuard guard) {
        return guard instanceof KeyedGuard && guard.kind() != MethodGuard.Kind.ADAPTED
                ? KeyedEntryWriter.BREAKER
                : null;
    }

    void write() {
        switch (kind) {
            case VALUE -> writeValueCall();
            case VALUE_WITH_FALLBACK, VALUE_WITH_FUNCTION -> writeValueCallWithFallback();
            case ADAPTED -> writeAdaptedCall();
        }
    }

    private void writeAdaptedCall() {
        pushGuard();
        body.pushArgumentArray();
        call("call", "(" + ARRAY + ")L" + OBJECT + ";");
        body.unbox();
        body.returnTop();
    }

    private void writeValueCall() {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        if (keyed) {
            new KeyedEntryWriter(asm, body, guardField).write("enterOrThrow", PERMIT);
        } else {
            tryEnterFast(called);
            pushGuard();
            call("enterOrThrow", "()L" + PERMIT + ";");
            asm.visitVarInsn(Opcodes.ASTORE, body.permit);
        }
        storeStart();
        callTarget(called, returned);

        var done = new Label();
        endReturned(done);
        // There is no other cause than one for a fallback.
        asm.visitInsn(Opcodes.POP);
        asm.visitLabel(done);
        body.frameWithResult(PERMIT);
        body.returnResult();

        asm.visitLabel(threw);
        body.frameOfHandler(PERMIT);
        endThrown();
        asm.visitInsn(Opcodes.POP);
        throwCause();
    }

    private void writeValueCallWithFallback() {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        var rejected = new Label();
        var fallBack = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        if (keyed) {
            new KeyedEntryWriter(asm, body, guardField).write("enter", ADMISSION);
            asm.visitVarInsn(Opcodes.ALOAD, body.permit);
        } else {
            tryEnterFast(called);
            pushGuard();
            call("enter", "()L" + ADMISSION + ";");
        }
        becomePermit(rejected);
        storeStart();
        callTarget(called, returned);

        var done = new Label();
        endReturned(done);
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, body.cause);
        asm.visitJumpInsn(Opcodes.IFNONNULL, fallBack);
        asm.visitLabel(done);
        body.frameWithResult(PERMIT);
        body.returnResult();

        asm.visitLabel(threw);
        body.frameOfHandler(PERMIT);
        endThrown();
        asm.visitJumpInsn(Opcodes.IFNE, fallBack);
        throwCause();

        asm.visitLabel(rejected);
        body.frameWithAdmission(ADMISSION);
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, body.permit);
        asm.visitTypeInsn(Opcodes.CHECKCAST, REJECTION);
        call("rejected", "(L" + REJECTION + ";)Ljava/lang/RuntimeException;");
        asm.visitVarInsn(Opcodes.ASTORE, body.cause);
        asm.visitLabel(fallBack);
        body.frameWithCause();
        writeFallback();
    }

    /** Jumps to {@code called} if that admits the call, with its permit and a start of 0. */
    private void tryEnterFast(Label called) {
        pushGuard();
        call("tryEnterFast", "()L" + PERMIT + ";");
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, body.permit);
        asm.visitInsn(Opcodes.LCONST_0);
        asm.visitVarInsn(Opcodes.LSTORE, body.start);
        asm.visitJumpInsn(Opcodes.IFNONNULL, called);
    }

    /** Stores the admission on the stack as the permit; jumps to {@code rejected} if it is none. */
    private void becomePermit(Label rejected) {
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, body.permit);
        asm.visitTypeInsn(Opcodes.INSTANCEOF, REJECTION);
        asm.visitJumpInsn(Opcodes.IFNE, rejected);
        asm.visitVarInsn(Opcodes.ALOAD, body.permit);
        asm.visitTypeInsn(Opcodes.CHECKCAST, PERMIT);
        asm.visitVarInsn(Opcodes.ASTORE, body.permit);
    }

    private void storeStart() {
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, body.permit);
        call("start", OF_PERMIT + ")J");
        asm.visitVarInsn(Opcodes.LSTORE, body.start);
    }

    private void callTarget(Label called, Label returned) {
        asm.visitLabel(called);
        body.frameWithPermit(PERMIT);
        body.callTarget();
        body.storeResult();
        asm.visitLabel(returned);
    }

    /**
     * Ends a call that returned. Jumps to {@code done} if nothing looks at the result, so that it is not boxed; else
     * leaves the cause for a fallback on the stack.
     */
    private void endReturned(Label done) {
        pushGuardPermitAndStart();
        call("succeeded", OF_CALL + ")Z");
        asm.visitJumpInsn(Opcodes.IFNE, done);
        pushGuardPermitAndStart();
        body.loadBoxedResult();
        call("returned", OF_CALL + "L" + OBJECT + ";)L" + THROWABLE + ";");
    }

    /** Ends a call that threw what is on the stack. Leaves there whether the fallback answers. */
    private void endThrown() {
        asm.visitVarInsn(Opcodes.ASTORE, body.cause);
        pushGuardPermitAndStart();
        asm.visitVarInsn(Opcodes.ALOAD, body.cause);
        call("threw", OF_CALL + "L" + THROWABLE + ";)Z");
    }

    private void throwCause() {
        asm.visitVarInsn(Opcodes.ALOAD, body.cause);
        asm.visitInsn(Opcodes.ATHROW);
    }

    private void writeFallback() {
        var called = new Label();
        var answered = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, answered, threw, THROWABLE);
        pushGuard();
        call("startFallback", "()J");
        asm.visitVarInsn(Opcodes.LSTORE, body.start);

        asm.visitLabel(called);
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, body.cause);
        if (kind == MethodGuard.Kind.VALUE_WITH_FUNCTION) {
            body.pushArgumentArray();
            call("answerFor", "(L" + THROWABLE + ";" + ARRAY + ")L" + OBJECT + ";");
            body.unbox();
        } else {
            call("fallbackFor", "(L" + THROWABLE + ";)L" + OBJECT + ";");
            body.callOnOwner();
        }
        body.storeResult();
        asm.visitLabel(answered);
        pushGuardStartAndCause();
        call("fellBack", "(JL" + THROWABLE + ";)V");
        body.returnResult();

        asm.visitLabel(threw);
        body.frameOfFallbackHandler();
        asm.visitVarInsn(Opcodes.ASTORE, body.value);
        pushGuardStartAndCause();
        asm.visitVarInsn(Opcodes.ALOAD, body.value);
        call("fallbackThrew", "(JL" + THROWABLE + ";L" + THROWABLE + ";)V");
        asm.visitVarInsn(Opcodes.ALOAD, body.value);
        asm.visitInsn(Opcodes.ATHROW);
    }

    /** From its field each time, so that compiled code need not save it across the call of the target. */
    private void pushGuard() {
        if (keyed) {
            asm.visitVarInsn(Opcodes.ALOAD, body.keyed);
            asm.visitMethodInsn(Opcodes.INVOKEVIRTUAL, KeyedEntryWriter.BREAKER, "guard", "()L" + GUARD + ";", false);
        } else {
            body.pushField(guardField, "L" + guardType + ";");
        }
    }

    private void pushGuardPermitAndStart() {
        pushGuard();
        asm.visitVarInsn(Opcodes.ALOAD, body.permit);
        asm.visitVarInsn(Opcodes.LLOAD, body.start);
    }

    private void pushGuardStartAndCause() {
        pushGuard();
        asm.visitVarInsn(Opcodes.LLOAD, body.start);
        asm.visitVarInsn(Opcodes.ALOAD, body.cause);
    }

    private void call(String name, String descriptor) {
        asm.visitMethodInsn(Opcodes.INVOKEVIRTUAL, keyed ? GUARD : guardType, name, descriptor, false);
    }
}
