package io.breakers.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Ends the permit of one call when its stage completes: once, whatever a foreign stage does (S19), and on the thread that completes it (S33). */
@SuppressWarnings("serial") // an AtomicBoolean for its one bit; it is never serialized
final class StageSettlement extends AtomicBoolean {
    /** The deepest nesting of wrappers that is looked through: a chain of causes may be a circle (D2). */
    private static final int DEEPEST = 32;

    private final Guard guard;
    private final Permit permit;
    private final long start;

    /** Makes the stage that answers instead. */
    interface Answer {
        CompletionStage<?> to(Throwable cause) throws Throwable;
    }

    StageSettlement(Guard guard, Permit permit, long start) {
        this.guard = guard;
        this.permit = permit;
        this.start = start;
    }

    /** Watches {@code source}, which is what the caller gets. */
    void observe(CompletionStage<?> source) {
        try {
            source.whenComplete((value, failure) -> settle(value, failure));
        } catch (Throwable unobservable) {
            settleUnobservable(unobservable);
        }
    }

    /** Returns a future that completes as {@code source} does, or as the answer to its failure; cancelling it cancels {@code source}. */
    @SuppressWarnings("FutureReturnValueIgnored") // what hangs on the relayed future is there for its cancellation only
    CompletionStage<?> relay(CompletionStage<?> source, Answer answer) {
        var relayed = new CompletableFuture<@Nullable Object>();
        try {
            source.whenComplete((value, failure) -> {
                Throwable cause = settle(value, failure);
                if (cause != null) {
                    answer(relayed, cause, answer);
                } else {
                    complete(relayed, value, failure);
                }
            });
        } catch (Throwable unobservable) {
            settleUnobservable(unobservable);
            return source;
        }
        relayed.whenComplete((value, failure) -> {
            if (relayed.isCancelled()) {
                settle(null, new CancellationException());
                cancel(source);
            }
        });
        return relayed;
    }

    /** Ends the permit, if that has not been done. Returns the cause for the fallback to answer, or {@code null}. */
    private @Nullable Throwable settle(@Nullable Object value, @Nullable Throwable failure) {
        if (getAndSet(true)) {
            return null;
        }
        if (failure == null) {
            return guard.returned(permit, start, value);
        }
        Throwable cause = unwrap(failure);
        return guard.settled(permit, start, cause) ? cause : null;
    }

    private void settleUnobservable(Throwable unobservable) {
        if (!getAndSet(true)) {
            guard.failed(permit, start, unobservable);
        }
    }

    private static void answer(CompletableFuture<@Nullable Object> relayed, Throwable cause, Answer answer) {
        try {
            answer.to(cause).whenComplete((value, failure) -> complete(relayed, value, failure));
        } catch (Throwable broken) {
            relayed.completeExceptionally(broken);
        }
    }

    private static void complete(
            CompletableFuture<@Nullable Object> relayed, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            relayed.complete(value);
        } else {
            relayed.completeExceptionally(failure);
        }
    }

    private static void cancel(CompletionStage<?> source) {
        try {
            Future<?> future = source instanceof Future<?> itself ? itself : source.toCompletableFuture();
            future.cancel(true);
        } catch (UnsupportedOperationException minimal) {
            // A minimal stage has no cancel (E6); the permit has ended and the caller has its cancelled future.
            return;
        }
    }

    /** What a stage failed with, without the wrappers that stages put around it; a wrapper without a cause stands for itself (S23). */
    static Throwable unwrap(Throwable failure) {
        Throwable unwrapped = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Throwable cause = unwrapped.getCause();
            boolean wrapper = unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException;
            if (!wrapper || cause == null) {
                return unwrapped;
            }
            unwrapped = cause;
        }
        return unwrapped;
    }
}
