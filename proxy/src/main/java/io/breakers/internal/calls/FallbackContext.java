package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.internal.callbacks.CallbackErrors;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of a method that returns a stage, whose fallbacks run in what a user's function wraps around them, if
 * they answer the stage. Works with what any adapter gets to see, around another one.
 */
public final class FallbackContext implements CallAdapter<Object> {
    private final CallAdapter<Object> adapter;
    private final Function<? super Runnable, ? extends Runnable> wrapper;
    private final CallbackErrors errors;

    /** Wraps the fallbacks of the stages that {@code adapter} observes. */
    @SuppressWarnings("unchecked") // the adapter was found for the type that the method returns
    public FallbackContext(
            CallAdapter<?> adapter, Function<? super Runnable, ? extends Runnable> wrapper, String breaker) {
        this.adapter = (CallAdapter<Object>) adapter;
        this.wrapper = wrapper;
        this.errors = new CallbackErrors(breaker);
    }

    @Override
    public @Nullable Object adapt(GuardedCall<Object> call) throws Throwable {
        return adapter.adapt(new GuardedCall<>() {
            @Override
            public Attempt<Object> start() {
                Attempt<Object> attempt = call.start();
                return attempt.isFallback() ? attempt : new OnTarget(attempt, new Task());
            }

            @Override
            public Throwable signalOf(CallRejectedException rejection) {
                return call.signalOf(rejection);
            }

            @Override
            public List<@Nullable Object> arguments() {
                return call.arguments();
            }
        });
    }

    /** Runs once, in the context in which it was made, what turns up later. */
    private final class Task implements Runnable {
        private final Runnable wrapped;
        private volatile @Nullable Runnable work;

        Task() {
            this.wrapped = wrap();
        }

        private Runnable wrap() {
            try {
                return Objects.requireNonNull(wrapper.apply(this), "the fallbackContext returned null");
            } catch (Throwable broken) {
                errors.log("the fallbackContext threw; a fallback of this call would run without it", broken);
                return this;
            }
        }

        @Override
        public void run() {
            Objects.requireNonNull(work, "there is nothing to run before the stage has completed")
                    .run();
        }

        void run(Runnable work) {
            this.work = work;
            wrapped.run();
        }
    }

    /** An attempt whose fallback answers in context once it has returned a stage. */
    private record OnTarget(Attempt<Object> attempt, Task task) implements Attempt<Object> {
        @Override
        public boolean isFallback() {
            return false;
        }

        @Override
        public @Nullable Object call() throws Throwable {
            return attempt.call();
        }

        @Override
        public @Nullable Object call(List<@Nullable Object> arguments) throws Throwable {
            return attempt.call(arguments);
        }

        /** The caller waits: its context is there. */
        @Override
        public @Nullable Attempt<Object> threw(Throwable thrown) {
            return attempt.threw(thrown);
        }

        @Override
        public @Nullable Attempt<Object> succeeded(@Nullable Object value) {
            return inContext(attempt.succeeded(value));
        }

        @Override
        public @Nullable Attempt<Object> failed(Throwable failure) {
            return inContext(attempt.failed(failure));
        }

        private @Nullable Attempt<Object> inContext(@Nullable Attempt<Object> fallback) {
            return fallback == null ? null : new InContext(fallback, task);
        }

        @Override
        public void answered() {
            attempt.answered();
        }

        @Override
        public void cancelled() {
            attempt.cancelled();
        }

        @Override
        public void lost(Throwable reason) {
            attempt.lost(reason);
        }
    }

    /** A fallback's attempt whose stage completes when that of the fallback does, wherever that is called. */
    @SuppressWarnings("FutureReturnValueIgnored") // what an adapter gets is an object, whatever it is
    private record InContext(Attempt<Object> attempt, Task task) implements Attempt<Object> {
        @Override
        public boolean isFallback() {
            return true;
        }

        @Override
        public Object call() {
            return later(attempt::call);
        }

        @Override
        public Object call(List<@Nullable Object> arguments) {
            return later(() -> attempt.call(arguments));
        }

        private Object later(Answer answer) {
            var later = new CompletableFuture<@Nullable Object>();
            try {
                task.run(() -> relay(answer, later));
            } catch (Throwable refused) {
                later.completeExceptionally(refused);
            }
            return later;
        }

        @Override
        public @Nullable Attempt<Object> threw(Throwable thrown) {
            return attempt.threw(thrown);
        }

        @Override
        public @Nullable Attempt<Object> succeeded(@Nullable Object value) {
            return attempt.succeeded(value);
        }

        @Override
        public @Nullable Attempt<Object> failed(Throwable failure) {
            return attempt.failed(failure);
        }

        @Override
        public void answered() {
            attempt.answered();
        }

        @Override
        public void cancelled() {
            attempt.cancelled();
        }

        @Override
        public void lost(Throwable reason) {
            attempt.lost(reason);
        }
    }

    /** What returns the stage of a fallback. */
    private interface Answer {
        @Nullable
        Object stage() throws Throwable;
    }

    /** Completes {@code later} as the stage does, and cancels that if {@code later} is cancelled before. */
    @SuppressWarnings("FutureReturnValueIgnored") // each tells the other
    private static void relay(Answer answer, CompletableFuture<@Nullable Object> later) {
        if (later.isDone()) {
            return; // given up before this ran
        }
        try {
            var stage = (CompletionStage<?>) answer.stage();
            if (stage == null) {
                throw new NullPointerException("the fallback returned null instead of a stage");
            }
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    later.complete(value);
                } else {
                    later.completeExceptionally(failure);
                }
            });
            later.whenComplete((value, failure) -> {
                if (later.isCancelled()) {
                    stage.toCompletableFuture().cancel(true);
                }
            });
        } catch (Throwable thrown) {
            later.completeExceptionally(thrown);
        }
    }
}
