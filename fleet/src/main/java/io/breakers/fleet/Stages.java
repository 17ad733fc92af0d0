package io.breakers.fleet;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What becomes of stages. */
final class Stages {
    private Stages() {}

    /** Why one has failed. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Why one has failed, in one line. */
    static String line(Throwable failure) {
        Throwable cause = cause(failure);
        Throwable inner = cause.getCause();
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String more = inner == null || inner.getMessage() == null ? "" : ": " + inner.getMessage();
        return (text + more).replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * Waits for a while; returns {@code null} if it fails or takes longer. An interruption ends the waiting, and stays.
     */
    static <T> @Nullable T await(CompletionStage<T> stage, long millis) {
        try {
            return stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException none) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
