package io.breakers.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** Waits until one is done, for a while at most. An interruption ends the waiting, and stays. */
    static void await(CompletableFuture<?> stage, Duration limit) {
        try {
            stage.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException known) {
            // The stage itself tells which of them it is.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns {@code null} if it is not done, or has failed. */
    static <T> @Nullable T value(CompletableFuture<T> stage) {
        return stage.isDone() && !stage.isCompletedExceptionally() ? stage.join() : null;
    }
}
