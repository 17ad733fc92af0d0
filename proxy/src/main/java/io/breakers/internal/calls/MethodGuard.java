package io.breakers.internal.calls;

/** What stands between a method and its target: one guard, or one for each key of its calls (S56). */
public sealed interface MethodGuard permits Guard, KeyedGuard {
    /** What the code of a generated method has to do for its guard. */
    enum Kind {
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

    /** What generated code does for it. */
    Kind kind();

    /** The calls of {@code method}, guarded by this. */
    MethodCall calls(Invocation method);
}
