package io.breakers.internal.calls;

/** What the code of a generated method has to do for its guard. */
public enum GuardKind {
    /** Calls the target between the steps of a {@link ValueGuard}. */
    VALUE,

    /** The same, and calls the object that answers instead. */
    VALUE_WITH_FALLBACK,

    /** Calls the target in the same way, and leaves it to the guard to answer instead. */
    VALUE_WITH_FUNCTION,

    /** Leaves everything to an {@link AdaptedGuard}. */
    ADAPTED;

    /** Whether the code casts what it gets from its guard to what the method returns. */
    public boolean casts() {
        return this == VALUE_WITH_FUNCTION || this == ADAPTED;
    }
}
