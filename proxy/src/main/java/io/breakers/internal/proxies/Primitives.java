package io.breakers.internal.proxies;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the instructions that differ from one primitive type to the next. */
final class Primitives {
    private Primitives() {}

    /** Makes the value on the stack an object. */
    static void box(MethodVisitor asm, Type type) {
        String boxed = boxOf(type);
        if (!boxed.isEmpty()) {
            asm.visitMethodInsn(
                    Opcodes.INVOKESTATIC, boxed, "valueOf", "(" + type.getDescriptor() + ")L" + boxed + ";", false);
        }
    }

    /** The wrapper class of a primitive type; empty for other types. */
    static String boxOf(Type type) {
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

    /** Makes the primitive value on the stack a {@code long} with the same bits; leaves an object as it is. */
    static void toBits(MethodVisitor asm, Type type) {
        switch (type.getSort()) {
            case Type.FLOAT -> {
                asm.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                asm.visitInsn(Opcodes.I2L);
            }
            case Type.DOUBLE ->
                asm.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
            case Type.LONG, Type.OBJECT, Type.ARRAY -> {
                // As it is.
            }
            default -> asm.visitInsn(Opcodes.I2L);
        }
    }

    /** What the verifier is told of a local variable of that type. */
    static Object frameType(Type type) {
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
