package io.breakers.shapes;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/**
 * New values of the types that shapes use. What might be a type variable is a String, which all of theirs are bound to.
 */
final class Values {
    private Values() {}

    static Object of(Class<?> type) {
        long any = ThreadLocalRandom.current().nextLong();
        if (type == void.class) {
            return null;
        }
        if (type == List.class) {
            return new ArrayList<>();
        }
        if (CompletionStage.class.isAssignableFrom(type)) {
            return CompletableFuture.completedFuture(Long.toString(any));
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        return type.isPrimitive() ? primitive(type, any) : Long.toString(any);
    }

    private static Object primitive(Class<?> type, long any) {
        return switch (type.getName()) {
            case "boolean" -> any < 0;
            case "byte" -> (byte) any;
            case "short" -> (short) any;
            case "char" -> (char) any;
            case "int" -> (int) any;
            case "float" -> (float) any;
            case "double" -> (double) any;
            default -> any;
        };
    }
}
