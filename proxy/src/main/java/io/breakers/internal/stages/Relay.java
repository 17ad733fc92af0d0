package io.breakers.internal.stages;

import io.breakers.api.Attempt;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/*
 * A stage runs what hangs on it in an order of its own, last in, first out. If callers held the stage that the library
 * observes, what they hang on it would run before the outcome is counted: a retry would find the breaker as it was
 * before the failure. So they get another stage, which is completed after that.
 */

/**
 * Relays a stage to the caller: ends the attempt first, and completes what the caller holds then (S35). If a fallback
 * answers, in the context of the call (S30), a further relay of its stage completes that. What the caller does to it
 * before is passed on to the stage.
 */
final class Relay implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable {
    private static final VarHandle DECIDED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "decided", VarHandle.class, Relay.class, boolean.class);

    private final StageAdapter adapter;
    private final CompletableFuture<@Nullable Object> relayed;
    private final CompletionStage<?> source;
    private final Attempt<Object> attempt;

    /** What the attempt before this one failed with. */
    private final @Nullable Throwable earlier;

    /** Whether the source has completed, or the caller has acted: what comes first decides. */
    private volatile boolean decided;

    /** Runs this relay in the context of the call; {@code null} where there is none. */
    private @Nullable Runnable context;

    /** Lets a fallback answer. Written before the caller's future is completed, and read after. */
    private volatile @Nullable Runnable answer;

    private Relay(
            StageAdapter adapter,
            CompletableFuture<@Nullable Object> relayed,
            CompletionStage<?> source,
            Attempt<Object> attempt,
            @Nullable Throwable earlier) {
        this.adapter = adapter;
        this.relayed = relayed;
        this.source = source;
        this.attempt = attempt;
        this.earlier = earlier;
    }

    /**
     * Ends {@code attempt} when {@code source} completes. Returns what the caller gets: the source itself if it has
     * completed.
     */
    static CompletionStage<?> of(StageAdapter adapter, CompletionStage<?> source, Attempt<Object> attempt) {
        var relay = new Relay(adapter, incompleteLike(source), source, attempt, null);
        relay.context = adapter.inContext(relay);
        Throwable unobservable = relay.observe();
        boolean unchanged = relay.relayed.isDone() && relay.answer == null && isDone(source);
        return unobservable != null || unchanged ? source : relay.relayed;
    }

    /** Returns whether this comes first. */
    private boolean decide() {
        return DECIDED.compareAndSet(this, false, true);
    }

    private static boolean isDone(CompletionStage<?> stage) {
        try {
            return stage instanceof CompletableFuture<?> future && future.isDone();
        } catch (UnsupportedOperationException minimal) {
            return false;
        }
    }

    /**
     * A future like the source, which may have an executor of its own; a plain one if that cannot be made, or be
     * completed.
     */
    private static CompletableFuture<@Nullable Object> incompleteLike(CompletionStage<?> source) {
        if (source instanceof CompletableFuture<?> future && source.getClass() != CompletableFuture.class) {
            try {
                // Some give a future that nobody may complete: tried with one that is thrown away.
                CompletableFuture<@Nullable Object> trial = future.newIncompleteFuture();
                if (trial.complete(null) && trial.isDone()) {
                    return future.newIncompleteFuture();
                }
            } catch (Throwable refused) {
                return new CompletableFuture<>();
            }
        }
        return new CompletableFuture<>();
    }

    /** Begins to observe the source. Returns what it threw, if it told nothing; the attempt is lost then. */
    @SuppressWarnings("FutureReturnValueIgnored") // what hangs on the caller's future is there for what the caller does
    private @Nullable Throwable observe() {
        try {
            source.whenComplete(this);
        } catch (Throwable unobservable) {
            if (decide()) {
                attempt.lost(unobservable);
                return unobservable;
            }
        }
        if (!relayed.isDone() || !decided) {
            relayed.whenComplete(this::passOn);
        }
        return null;
    }

    /** The source has completed. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        if (!decide()) {
            return; // a foreign stage that completes twice (E11), or after the caller has acted
        }
        Attempt<Object> fallback = StageAdapter.end(attempt, value, failure);
        if (fallback == null) {
            complete(value, failure);
            return;
        }
        answer = () -> answer(fallback, failure);
        if (context == null) {
            answer(fallback, failure);
        } else {
            answerInContext(fallback, context);
        }
    }

    /** Wherever and whenever the context runs this: until then the caller may act. */
    @SuppressWarnings("FutureReturnValueIgnored") // what hangs on the caller's future is there for what the caller does
    private void answerInContext(Attempt<Object> fallback, Runnable context) {
        relayed.whenComplete((value, failure) -> giveUp(fallback, failure));
        try {
            context.run();
        } catch (Throwable refused) {
            fallback.threw(refused);
            relayed.completeExceptionally(refused);
        }
    }

    /** Lets the fallback answer, unless the caller has acted meanwhile: its attempt has ended then. */
    @Override
    public void run() {
        Runnable task = Objects.requireNonNull(answer, "there is nothing to run before the stage has completed");
        if (!relayed.isDone()) {
            task.run();
        }
    }

    private void answer(Attempt<Object> fallback, @Nullable Throwable failed) {
        CompletionStage<?> stage;
        try {
            stage = adapter.call(fallback);
        } catch (Throwable failure) {
            fallback.threw(failure);
            relayed.completeExceptionally(inShape(failure, failed));
            return;
        }
        Throwable unobservable = new Relay(adapter, relayed, stage, fallback, failed).observe();
        if (unobservable != null) {
            relayed.completeExceptionally(unobservable);
        }
    }

    private void complete(@Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            relayed.complete(value);
        } else {
            relayed.completeExceptionally(inShape(failure, earlier));
        }
    }

    /** A failure to which there was no answer keeps the wrappers that it had (E10). */
    private static Throwable inShape(Throwable failure, @Nullable Throwable earlier) {
        return earlier != null && StageAdapter.unwrap(earlier) == failure ? earlier : failure;
    }

    /** Passes on what the caller did to its future before the source has completed. */
    private void passOn(@Nullable Object value, @Nullable Throwable failure) {
        if (decide()) {
            giveUp(attempt, failure);
            cancelSource();
        }
    }

    /**
     * Ends {@code attempt}, if nothing has yet, after what the caller did. Failing its future, as {@code orTimeout}
     * does, is a failure; cancelling it, or completing it with a value, is a cancellation, because the target has not
     * answered.
     */
    private void giveUp(Attempt<Object> attempt, @Nullable Throwable failure) {
        if (failure == null || relayed.isCancelled()) {
            attempt.cancelled();
        } else {
            StageAdapter.discard(attempt.failed(StageAdapter.unwrap(failure)));
        }
    }

    private void cancelSource() {
        try {
            Future<?> future = source instanceof Future<?> itself ? itself : source.toCompletableFuture();
            future.cancel(true);
        } catch (UnsupportedOperationException minimal) {
            // A minimal stage has no cancel (E6); the attempt has ended and the caller has what it made of its future.
            return;
        }
    }
}
