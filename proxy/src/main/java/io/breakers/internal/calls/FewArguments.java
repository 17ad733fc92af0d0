package io.breakers.internal.calls;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call of a method with four parameters at most, as a list that cannot be modified. It boxes
 * primitive ones when it is asked for them, and has no array: so the compiler leaves it out where a function only reads
 * it. For the same reason its fields are not final, though never written again: behind final ones there is a barrier.
 */
final class FewArguments extends AbstractList<@Nullable Object> implements RandomAccess {
    /** What has no letter of a primitive type is an object. */
    private String types;

    private @Nullable Object first;
    private @Nullable Object second;
    private @Nullable Object third;
    private @Nullable Object fourth;
    private long firstBits;
    private long secondBits;
    private long thirdBits;
    private long fourthBits;

    FewArguments(
            String types,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third,
            @Nullable Object fourth,
            long firstBits,
            long secondBits,
            long thirdBits,
            long fourthBits) {
        this.types = types;
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
        this.firstBits = firstBits;
        this.secondBits = secondBits;
        this.thirdBits = thirdBits;
        this.fourthBits = fourthBits;
    }

    @Override
    public @Nullable Object get(int index) {
        Objects.checkIndex(index, types.length());
        char type = types.charAt(index);
        return switch (index) {
            case 0 -> valueOf(type, first, firstBits);
            case 1 -> valueOf(type, second, secondBits);
            case 2 -> valueOf(type, third, thirdBits);
            default -> valueOf(type, fourth, fourthBits);
        };
    }

    @Override
    public int size() {
        return types.length();
    }

    private static @Nullable Object valueOf(char type, @Nullable Object object, long bits) {
        return switch (type) {
            case 'Z' -> bits != 0;
            case 'B' -> (byte) bits;
            case 'C' -> (char) bits;
            case 'S' -> (short) bits;
            case 'I' -> (int) bits;
            case 'J' -> bits;
            case 'F' -> Float.intBitsToFloat((int) bits);
            case 'D' -> Double.longBitsToDouble(bits);
            default -> object;
        };
    }
}
