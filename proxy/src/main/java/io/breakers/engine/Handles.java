package io.breakers.engine;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Handles of the engine's own fields, for the atomic operations on them that need no object. */
final class Handles {
    private Handles() {}

    /** The handle of a field of the class that {@code lookup} is from. */
    static VarHandle of(Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
