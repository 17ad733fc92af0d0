package io.breakers.engine;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Creates handles of our own fields, for atomic operations that need no wrapper object. */
public final class Handles {
    private Handles() {}

    /** The handle of a field of the class that {@code lookup} is from. */
    public static VarHandle of(Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
