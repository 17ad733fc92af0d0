package io.breakers.proxy;

import static io.breakers.proxy.MethodCode.ARRAY;
import static io.breakers.proxy.MethodCode.OBJECT;
import static io.breakers.proxy.MethodCode.THROWABLE;

import io.breakers.engine.Admission;
import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.Permit;
import io.breakers.engine.Refusal;
import io.breakers.engine.ThreadPermit;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/*
 * The code is that of ValueCall, with the target called directly: no reflection, no argument array, no boxing. Local variables, after those of
 * the method's parameters: the admission or permit, the start (two slots), then the cause, the start of the fallback (two), the result (two).
 */

/** Writes the body of one method of a generated proxy. */
final class GuardedCode {
    private static final String ADMISSION = Type.getInternalName(Admission.class);
    private static final String PERMIT = Type.getInternalName(Permit.class);
    private static final String REFUSAL = Type.getInternalName(Refusal.class);

    private final MethodVisitor asm;
    private final MethodCode code;

    GuardedCode(MethodVisitor asm, MethodCode code) {
        this.asm = asm;
        this.code = code;
    }

    void writeDirectCall() {
        code.pushTarget();
        code.pushArguments();
        code.callService();
        asm.visitInsn(code.result.getOpcode(Opcodes.IRETURN));
    }

    /**
     * Writes a call whose return is its outcome.
     *
     * @param fallBack where the code of the fallback is to begin; {@code null} if there is no fallback: then there is no code for one either
     */
    void writeValueCall(String guard, @Nullable Label fallBack) {
        var called = new Label();
        var returned = new Label();
        var threw = new Label();
        var rejected = new Label();
        asm.visitTryCatchBlock(called, returned, threw, THROWABLE);
        enter(guard, called, rejected);

        asm.visitLabel(called);
        code.frame(List.of(PERMIT, Opcodes.LONG), null);
        code.pushTarget();
        code.pushArguments();
        code.callService();
        code.storeResult();
        asm.visitLabel(returned);
        endReturned(guard, fallBack);

        asm.visitLabel(threw);
        code.frame(List.of(PERMIT, Opcodes.LONG), THROWABLE);
        asm.visitVarInsn(Opcodes.ASTORE, code.cause);
        code.pushGuard(guard, Guard.class);
        code.pushPermitAndStart();
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        code.callGuard(Guard.class, "threw", Type.BOOLEAN_TYPE, PERMIT, "J", THROWABLE);
        fallBackIf(Opcodes.IFNE, fallBack);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        asm.visitInsn(Opcodes.ATHROW);

        asm.visitLabel(rejected);
        code.frame(List.of(ADMISSION), null);
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        asm.visitTypeInsn(Opcodes.CHECKCAST, REFUSAL);
        code.callGuard(Guard.class, "rejected", Type.getType(RuntimeException.class), REFUSAL);
        if (fallBack == null) {
            asm.visitInsn(Opcodes.ATHROW);
            return;
        }
        asm.visitVarInsn(Opcodes.ASTORE, code.cause);

        asm.visitLabel(fallBack);
        code.frame(List.of(Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, THROWABLE), null);
        writeFallback(guard);
    }

    /** Goes to the fallback if the guard said so; where there is none it never does. */
    private void fallBackIf(int condition, @Nullable Label fallBack) {
        if (fallBack == null) {
            asm.visitInsn(Opcodes.POP);
        } else {
            asm.visitJumpInsn(condition, fallBack);
        }
    }

    /** Ends a call that returned; goes on to the fallback if that is to answer, else returns the result. It is boxed only where somebody looks at it. */
    private void endReturned(String guard, @Nullable Label fallBack) {
        var unseen = new Label();
        var unquiet = new Label();
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        asm.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Guard.class),
                "succeededQuietly",
                "(L" + PERMIT + ";)Z",
                false);
        asm.visitJumpInsn(Opcodes.IFEQ, unquiet);
        code.returnResult();

        asm.visitLabel(unquiet);
        code.frameWithResult(List.of(PERMIT, Opcodes.LONG));
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        code.callGuard(Guard.class, "looksAtResults", Type.BOOLEAN_TYPE, PERMIT);
        asm.visitJumpInsn(Opcodes.IFEQ, unseen);
        code.pushGuard(guard, Guard.class);
        code.pushPermitAndStart();
        code.loadBoxedResult();
        code.callGuard(Guard.class, "returned", Type.getType(Throwable.class), PERMIT, "J", OBJECT);
        if (fallBack != null) {
            asm.visitInsn(Opcodes.DUP);
            asm.visitVarInsn(Opcodes.ASTORE, code.cause);
        }
        fallBackIf(Opcodes.IFNONNULL, fallBack);
        code.returnResult();

        asm.visitLabel(unseen);
        code.frameWithResult(List.of(PERMIT, Opcodes.LONG));
        code.pushGuard(guard, Guard.class);
        code.pushPermitAndStart();
        code.callGuard(Guard.class, "succeeded", Type.VOID_TYPE, PERMIT, "J");
        code.returnResult();
    }

    private void writeFallback(String guard) {
        var called = new Label();
        var answered = new Label();
        var threw = new Label();
        asm.visitTryCatchBlock(called, answered, threw, THROWABLE);
        code.pushGuard(guard, Guard.class);
        code.callGuard(Guard.class, "startFallback", Type.LONG_TYPE);
        asm.visitVarInsn(Opcodes.LSTORE, code.fallbackStart);

        asm.visitLabel(called);
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        code.callGuard(Guard.class, "fallbackFor", Type.getObjectType(OBJECT), THROWABLE);
        code.castToService();
        code.pushArguments();
        code.callService();
        code.storeResult();
        asm.visitLabel(answered);
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.LLOAD, code.fallbackStart);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        code.callGuard(Guard.class, "fellBack", Type.VOID_TYPE, "J", THROWABLE);
        code.returnResult();

        asm.visitLabel(threw);
        code.frame(List.of(Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, THROWABLE, Opcodes.LONG), THROWABLE);
        asm.visitVarInsn(Opcodes.ASTORE, code.value);
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.LLOAD, code.fallbackStart);
        asm.visitVarInsn(Opcodes.ALOAD, code.cause);
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        code.callGuard(Guard.class, "fallbackThrew", Type.VOID_TYPE, "J", THROWABLE, THROWABLE);
        asm.visitVarInsn(Opcodes.ALOAD, code.value);
        asm.visitInsn(Opcodes.ATHROW);
    }

    /** Leaves everything to the method's adapter. */
    void writeAdaptedCall(String guard) {
        code.pushGuard(guard, GuardedMethod.class);
        code.pushArgumentArray();
        code.callGuard(GuardedMethod.class, "call", Type.getObjectType(OBJECT), ARRAY);
        code.returnUnboxed();
    }

    /** Goes to {@code called} if the call may be made, with its permit and start. */
    private void enter(String guard, Label called, Label rejected) {
        code.pushGuard(guard, Guard.class);
        code.callGuard(Guard.class, "enterQuietly", Type.getType(ThreadPermit.class));
        asm.visitVarInsn(Opcodes.ASTORE, code.admission);
        asm.visitInsn(Opcodes.LCONST_0);
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        asm.visitJumpInsn(Opcodes.IFNONNULL, called);
        code.pushGuard(guard, Guard.class);
        code.callGuard(Guard.class, "enter", Type.getType(Admission.class));
        asm.visitVarInsn(Opcodes.ASTORE, code.admission);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        asm.visitTypeInsn(Opcodes.INSTANCEOF, REFUSAL);
        asm.visitJumpInsn(Opcodes.IFNE, rejected);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        asm.visitTypeInsn(Opcodes.CHECKCAST, PERMIT);
        asm.visitVarInsn(Opcodes.ASTORE, code.admission);
        code.pushGuard(guard, Guard.class);
        asm.visitVarInsn(Opcodes.ALOAD, code.admission);
        code.callGuard(Guard.class, "start", Type.LONG_TYPE, PERMIT);
        asm.visitVarInsn(Opcodes.LSTORE, code.start);
    }
}
