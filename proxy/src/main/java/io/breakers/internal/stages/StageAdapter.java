package io.breakers.internal.stages;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.internal.callbacks.CallbackErrors;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of methods and functions that return a stage, whose outcome is theirs (S33 to S35).
 *
 * <p>A stage that has completed when the method returns is counted and returned as it is. Of any other, callers get a
 * {@link Relay}, so that whatever they hang on it runs after the outcome has been counted. If the declared type is
 * narrower than {@link CompletableFuture}, no other object of that type can be made: callers get the method's own
 * stage, and no fallback answers its failure.
 */
public final class StageAdapter implements CallAdapter<Object> {
    /** The deepest nesting of wrappers that is unwrapped: a chain of causes may be circular (D2). */
    private static final int DEEPEST = 32;

    private final String method;
    private final boolean canMakeStage;

    /** Wraps what fallbacks run in; {@code null} for nothing. */
    private final @Nullable Function<? super Runnable, ? extends Runnable> wrapper;

    private final CallbackErrors errors;

    /**
     * Creates the adapter of a method.
     *
     * @param method its name, for messages
     * @param canMakeStage whether it may return a {@code CompletableFuture} that is not the target's
     */
    public StageAdapter(String method, boolean canMakeStage) {
        this(method, canMakeStage, null, method);
    }

    private StageAdapter(
            String method,
            boolean canMakeStage,
            @Nullable Function<? super Runnable, ? extends Runnable> wrapper,
            String breaker) {
        this.method = method;
        this.canMakeStage = canMakeStage;
        this.wrapper = wrapper;
        this.errors = new CallbackErrors(breaker);
    }

    /** Whether callers get a stage other than the target's, so that a fallback can answer it. */
    public boolean relays() {
        return canMakeStage;
    }

    /**
     * Returns this adapter with fallbacks that answer a relayed stage in what {@code wrapper} wraps around them on the
     * caller's thread (S30).
     *
     * @param breaker its name begins the log's lines
     */
    public StageAdapter inContext(Function<? super Runnable, ? extends Runnable> wrapper, String breaker) {
        return new StageAdapter(method, canMakeStage, wrapper, breaker);
    }

    /** Returns what runs {@code task} in the present context; {@code null} without a wrapper, or if that throws. */
    @Nullable
    Runnable inContext(Runnable task) {
        if (wrapper == null) {
            return null;
        }
        try {
            return Objects.requireNonNull(wrapper.apply(task), "the fallbackContext returned null");
        } catch (Throwable broken) {
            errors.log("the fallbackContext threw; a fallback of this call would run without it", broken);
            return null;
        }
    }

    /** Returns a stage completed with {@code value}, in which a kept value is returned. */
    public static CompletionStage<?> completed(@Nullable Object value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public @Nullable Object adapt(GuardedCall<Object> call) throws Throwable {
        Attempt<Object> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            return failed(canMakeStage ? call.signalOf(rejection) : rejection);
        }
        if (attempt.isFallback()) {
            return stageOf(attempt);
        }
        Object returned;
        try {
            returned = attempt.call();
        } catch (Throwable thrown) {
            return answerThrown(attempt, thrown);
        }
        if (returned instanceof CompletionStage<?> stage) {
            return observe(stage, attempt);
        }
        // Not a stage where a type argument was forced upon the target by an unchecked cast: its caller will find out.
        attempt.lost(
                returned == null
                        ? new NullPointerException(method + " returned null instead of a stage")
                        : new ClassCastException(
                                method + " returned a " + returned.getClass().getTypeName() + " instead of a stage"));
        return returned;
    }

    /** What is thrown, and not promised, stays a throw if there is no answer to it, unlike a rejection (S34). */
    private CompletionStage<?> answerThrown(Attempt<Object> attempt, Throwable thrown) throws Throwable {
        Attempt<Object> fallback = attempt.threw(thrown);
        if (fallback == null) {
            throw thrown;
        }
        CompletionStage<?> stage;
        try {
            stage = call(fallback);
        } catch (Throwable failure) {
            fallback.threw(failure);
            if (failure == thrown) {
                throw thrown;
            }
            return failed(failure);
        }
        return observe(stage, fallback);
    }

    /** Returns the stage of a fallback; a failed one if it throws. */
    private CompletionStage<?> stageOf(Attempt<Object> fallback) throws Throwable {
        CompletionStage<?> stage;
        try {
            stage = call(fallback);
        } catch (Throwable failure) {
            fallback.threw(failure);
            return failed(failure);
        }
        return observe(stage, fallback);
    }

    CompletionStage<?> call(Attempt<Object> fallback) throws Throwable {
        var stage = (CompletionStage<?>) fallback.call();
        if (stage == null) {
            throw new NullPointerException("the fallback of " + method + " returned null instead of a stage");
        }
        return stage;
    }

    /** Returns a failed stage, or throws if the declared type is one that cannot be made. */
    private CompletionStage<?> failed(Throwable failure) throws Throwable {
        if (!canMakeStage) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }

    /** Ends {@code attempt} when {@code stage} completes. Returns what the caller gets. */
    private CompletionStage<?> observe(CompletionStage<?> stage, Attempt<Object> attempt) throws Throwable {
        // Only for the platform's own class: subclasses may behave differently (E6).
        if (stage.getClass() == CompletableFuture.class && hasValue((CompletableFuture<?>) stage)) {
            Attempt<Object> fallback = attempt.succeeded(((CompletableFuture<?>) stage).join());
            if (fallback != null && canMakeStage) {
                return stageOf(fallback);
            }
            discard(fallback);
            return stage;
        }
        return canMakeStage ? Relay.of(this, stage, attempt) : await(stage, attempt);
    }

    private static boolean hasValue(CompletableFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    /**
     * Ends {@code attempt} when {@code stage} completes, which is what the caller gets, so that no fallback can answer.
     */
    public static CompletionStage<?> await(CompletionStage<?> stage, Attempt<Object> attempt) {
        try {
            stage.whenComplete((value, failure) -> discard(end(attempt, value, failure)));
        } catch (Throwable unobservable) {
            attempt.lost(unobservable);
        }
        return stage;
    }

    static void discard(@Nullable Attempt<Object> unwanted) {
        if (unwanted != null) {
            unwanted.cancelled();
        }
    }

    /** Reports how a stage completed. Returns the fallback that answers, or {@code null}. */
    static @Nullable Attempt<Object> end(Attempt<Object> attempt, @Nullable Object value, @Nullable Throwable failure) {
        return failure == null ? attempt.succeeded(value) : attempt.failed(unwrap(failure));
    }

    /**
     * Returns what a stage failed with, without the wrappers that stages add; a wrapper without a cause is kept (S23).
     */
    static Throwable unwrap(Throwable failure) {
        Throwable unwrapped = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            boolean wrapper = unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException;
            Throwable cause = wrapper ? causeOf(unwrapped) : null;
            if (cause == null) {
                return unwrapped;
            }
            unwrapped = cause;
        }
        return unwrapped;
    }

    private static @Nullable Throwable causeOf(Throwable wrapper) {
        try {
            return wrapper.getCause();
        } catch (Throwable broken) {
            // A wrapper of a user's own, whose method throws: it stays the failure.
            return null;
        }
    }
}
