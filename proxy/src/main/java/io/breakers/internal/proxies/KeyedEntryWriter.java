package io.breakers.internal.proxies;

import static io.breakers.internal.proxies.MethodBodyWriter.ARRAY;
import static io.breakers.internal.proxies.MethodBodyWriter.OBJECT;
import static io.breakers.internal.proxies.MethodBodyWriter.THROWABLE;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes how a call finds the breaker of its key, and enters it. What {@code KeyedGuard.find} does, but with a call of
 * the user's function that belongs to this method alone: only so the compiler knows which function it is, however many
 * there are in the process, and leaves out the list of the arguments.
 */
final class KeyedEntryWriter {
    static final String GUARD = "io/breakers/internal/calls/KeyedGuard";
    static final String BREAKER = "io/breakers/internal/calls/KeyedBreaker";

    private static final String FUNCTION = "java/util/function/Function";
    private static final String FEW = "(Ljava/lang/String;" + ("L" + OBJECT + ";").repeat(4) + "JJJJ)";
    private static final String TO_BREAKER = ")L" + BREAKER + ";";

    private final MethodVisitor asm;
    private final MethodBodyWriter body;
    private final String guardField;

    KeyedEntryWriter(MethodVisitor asm, MethodBodyWriter body, String guardField) {
        this.asm = asm;
        this.body = body;
        this.guardField = guardField;
    }

    /**
     * Finds a breaker until it lets itself be entered. Stores it, and what it says as the permit.
     *
     * @param method that asks it, and returns {@code null} if it has been dropped
     */
    void write(String method, String returned) {
        var find = new Label();
        var found = new Label();
        var threw = new Label();
        var enter = new Label();
        asm.visitTryCatchBlock(find, found, threw, THROWABLE);
        asm.visitLabel(find);
        body.frameOfParameters();
        pushGuard();
        pushGuard();
        call(GUARD, "key", "()L" + FUNCTION + ";");
        pushList();
        asm.visitMethodInsn(Opcodes.INVOKEINTERFACE, FUNCTION, "apply", "(L" + OBJECT + ";)L" + OBJECT + ";", true);
        call(GUARD, "of", "(L" + OBJECT + ";" + TO_BREAKER);
        asm.visitVarInsn(Opcodes.ASTORE, body.keyed);
        asm.visitLabel(found);
        asm.visitJumpInsn(Opcodes.GOTO, enter);

        asm.visitLabel(threw);
        body.frameOfParametersAndThrown();
        pushGuard();
        asm.visitInsn(Opcodes.SWAP);
        call(GUARD, "without", "(L" + THROWABLE + ";" + TO_BREAKER);
        asm.visitVarInsn(Opcodes.ASTORE, body.keyed);

        asm.visitLabel(enter);
        body.frameWithBreaker();
        asm.visitVarInsn(Opcodes.ALOAD, body.keyed);
        call(BREAKER, method, "()L" + returned + ";");
        asm.visitInsn(Opcodes.DUP);
        asm.visitVarInsn(Opcodes.ASTORE, body.permit);
        asm.visitJumpInsn(Opcodes.IFNULL, find);
    }

    private void pushList() {
        String taken = "(" + ARRAY + ")";
        if (body.hasFewParameters()) {
            body.pushFewArguments();
            taken = FEW;
        } else {
            body.pushArgumentArray();
        }
        asm.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "listOf", taken + "Ljava/util/List;", false);
    }

    private void pushGuard() {
        body.pushField(guardField, "L" + GUARD + ";");
    }

    private void call(String owner, String name, String descriptor) {
        asm.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
}
