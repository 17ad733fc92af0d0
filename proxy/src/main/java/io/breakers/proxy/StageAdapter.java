package io.breakers.proxy;

import io.breakers.api.Attempt;
import io.breakers.engine.DirectMethod;
import io.breakers.engine.PromiseGuard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of methods that return a stage, whose outcome is that of the method (S33 to S35). The caller gets the target's own
 * stage whenever possible: always without a fallback, and always if the declared type is narrower than {@link CompletableFuture},
 * because no other object of that type can be created. Only if a fallback may answer a failure does the caller get another future.
 */
final class StageAdapter implements DirectMethod.Adapter, PromiseGuard.Observer {
    /** The deepest nesting of wrappers that is unwrapped: a chain of causes may be circular (D2). */
    private static final int DEEPEST = 32;

    private final String method;
    private final boolean canMakeStage;

    /**
     * Creates the adapter of a method.
     *
     * @param method its name, for messages
     * @param declared the type of stage that it returns
     */
    StageAdapter(String method, Class<?> declared) {
        this.method = method;
        this.canMakeStage = declared.isAssignableFrom(CompletableFuture.class);
    }

    @Override
    public @Nullable Object returned(Attempt<Object> attempt, @Nullable Object stage) {
        if (stage != null && canMakeStage) {
            return relay((CompletionStage<?>) stage, attempt);
        }
        observe(stage, attempt);
        return stage;
    }

    /** Ends {@code attempt} when {@code promise} completes, which is what the caller gets. */
    @Override
    public void observe(@Nullable Object promise, Attempt<Object> attempt) {
        if (promise == null) {
            attempt.lost(new NullPointerException(method + " returned null instead of a stage"));
        } else if (promise.getClass() == CompletableFuture.class && hasValue((CompletableFuture<?>) promise)) {
            // Nothing to wait for. Only for the platform's own class: subclasses may behave differently (E6).
            discard(attempt.succeeded(((CompletableFuture<?>) promise).join()));
        } else {
            await((CompletionStage<?>) promise, attempt);
        }
    }

    private static boolean hasValue(CompletableFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    /** Returns a stage completed with {@code value}, in which a kept value is returned. */
    static CompletionStage<?> completed(@Nullable Object value) {
        return CompletableFuture.completedFuture(value);
    }

    /** Returns the stage of the fallback; a failed one if it has none (S34). */
    @Override
    public CompletionStage<?> answer(Attempt<Object> fallback) throws Throwable {
        CompletionStage<?> stage;
        try {
            stage = (CompletionStage<?>) fallback.call();
            if (stage == null) {
                throw new NullPointerException("the fallback of " + method + " returned null instead of a stage");
            }
        } catch (Throwable failure) {
            fallback.threw(failure);
            return failed(failure);
        }
        await(stage, fallback);
        return stage;
    }

    /** Returns a failed stage, or throws if the declared type is one that cannot be created. */
    @Override
    public CompletionStage<?> failed(Throwable failure) throws Throwable {
        if (!canMakeStage) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }

    /** Ends {@code attempt} when {@code stage} completes, which is what the caller gets, so that no fallback can answer. */
    private static void await(CompletionStage<?> stage, Attempt<Object> attempt) {
        try {
            stage.whenComplete((value, failure) -> discard(end(attempt, value, failure)));
        } catch (Throwable unobservable) {
            attempt.lost(unobservable);
        }
    }

    private static void discard(@Nullable Attempt<Object> unwanted) {
        if (unwanted != null) {
            unwanted.cancelled();
        }
    }

    /** Returns a future that completes as {@code source} does, or as the fallback that answers its failure. */
    private CompletionStage<?> relay(CompletionStage<?> source, Attempt<Object> attempt) {
        var relayed = new CompletableFuture<@Nullable Object>();
        var completed = new AtomicBoolean();
        try {
            source.whenComplete((value, failure) -> {
                if (completed.getAndSet(true)) {
                    return; // a foreign stage that completes twice (E11)
                }
                Attempt<Object> fallback = end(attempt, value, failure);
                if (fallback == null) {
                    complete(relayed, value, failure);
                } else {
                    relayAnswer(fallback, failure, relayed);
                }
            });
        } catch (Throwable unobservable) {
            attempt.lost(unobservable);
            return source;
        }
        passOn(relayed, completed, source, attempt);
        return relayed;
    }

    /** Completes {@code relayed} as the fallback's stage does; but the failure of the source, if that is all there is, keeps its shape (E10). */
    private void relayAnswer(
            Attempt<Object> fallback, @Nullable Throwable source, CompletableFuture<@Nullable Object> relayed) {
        try {
            CompletionStage<?> stage = answer(fallback);
            var completed = new AtomicBoolean();
            stage.whenComplete((value, failure) -> {
                completed.set(true);
                boolean unanswered = source != null && unwrap(source) == failure;
                complete(relayed, value, unanswered ? source : failure);
            });
            passOn(relayed, completed, stage, fallback);
        } catch (Throwable broken) {
            relayed.completeExceptionally(broken);
        }
    }

    /** Reports how a stage completed. Returns the fallback that answers, or {@code null}. */
    private static @Nullable Attempt<Object> end(
            Attempt<Object> attempt, @Nullable Object value, @Nullable Throwable failure) {
        return failure == null ? attempt.succeeded(value) : attempt.failed(unwrap(failure));
    }

    private static void complete(
            CompletableFuture<@Nullable Object> relayed, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            relayed.complete(value);
        } else {
            relayed.completeExceptionally(failure);
        }
    }

    /**
     * Forwards what the caller does to {@code relayed} before {@code source} completes, and cancels {@code source}. Failing it,
     * as {@code orTimeout} does, is a failure; cancelling it, or completing it with a value, is a cancellation, because the
     * target has not answered.
     */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // what hangs on the relayed future is there for what the caller does to it only
    private static void passOn(
            CompletableFuture<?> relayed, AtomicBoolean completed, CompletionStage<?> source, Attempt<Object> attempt) {
        relayed.whenComplete((value, failure) -> {
            if (completed.getAndSet(true)) {
                return;
            }
            if (failure == null || relayed.isCancelled()) {
                attempt.cancelled();
            } else {
                discard(attempt.failed(unwrap(failure)));
            }
            cancel(source);
        });
    }

    private static void cancel(CompletionStage<?> source) {
        try {
            Future<?> future = source instanceof Future<?> itself ? itself : source.toCompletableFuture();
            future.cancel(true);
        } catch (UnsupportedOperationException minimal) {
            // A minimal stage has no cancel (E6); the attempt has ended and the caller has its cancelled future.
            return;
        }
    }

    /** Returns what a stage failed with, without the wrappers that stages add; a wrapper without a cause is kept (S23). */
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
