package io.breakers.fleet;

import java.util.concurrent.CompletionException;

/** Why a stage has failed. */
final class Failures {
    private Failures() {}

    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** In one line. */
    static String line(Throwable failure) {
        Throwable cause = cause(failure);
        Throwable inner = cause.getCause();
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String more = inner == null || inner.getMessage() == null ? "" : ": " + inner.getMessage();
        return (text + more).replaceAll("\\p{Cntrl}", " ");
    }
}
