package io.breakers.proxy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of a call a key, in which arrays are compared by the content that they had then. */
final class ArgumentsKey {
    private ArgumentsKey() {}

    /** An array that does not change; neither a list nor an array of another type is equal to it. */
    private record Content(Class<?> type, List<@Nullable Object> elements) {}

    static List<@Nullable Object> of(List<@Nullable Object> arguments) {
        for (Object argument : arguments) {
            if (argument != null && argument.getClass().isArray()) {
                var key = new ArrayList<@Nullable Object>(arguments.size());
                for (Object each : arguments) {
                    key.add(keyOf(each));
                }
                return key;
            }
        }
        return arguments;
    }

    private static @Nullable Object keyOf(@Nullable Object argument) {
        if (argument == null || !argument.getClass().isArray()) {
            return argument;
        }
        int length = Array.getLength(argument);
        var elements = new ArrayList<@Nullable Object>(length);
        for (int i = 0; i < length; i++) {
            elements.add(keyOf(Array.get(argument, i)));
        }
        return new Content(argument.getClass(), elements);
    }
}
