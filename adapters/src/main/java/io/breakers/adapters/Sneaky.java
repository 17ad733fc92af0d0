package io.breakers.adapters;

/** Lets a method throw what its declaration does not know: what the target threw reaches the caller unchanged (S27). */
final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // only here, the compiler does not know it
    static <X extends Throwable> X raise(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
