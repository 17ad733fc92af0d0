package io.breakers.adapters;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods that return Guava's futures; loaded when a service declares such a method.
 *
 * <p>A future that is done when the method returns is counted and returned as it is, any other is relayed, so that what
 * the caller hangs on it runs after the outcome has been counted.
 */
final class ListenableCalls implements CallAdapter<ListenableFuture<Object>> {
    /** Whether no other object can be made of the declared type. */
    private final boolean narrow;

    private ListenableCalls(boolean narrow) {
        this.narrow = narrow;
    }

    /** Returns the adapter of a type; {@code null} if that is not Guava's, but that of another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        return ListenableFuture.class.isAssignableFrom(returned)
                ? new ListenableCalls(returned != ListenableFuture.class)
                : null;
    }

    @Override
    public @Nullable ListenableFuture<Object> adapt(GuardedCall<ListenableFuture<Object>> call) throws Throwable {
        Attempt<ListenableFuture<Object>> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            return failed(narrow ? rejection : call.signalOf(rejection));
        }
        if (attempt.isFallback()) {
            return answer(attempt, null);
        }
        ListenableFuture<Object> future;
        try {
            future = attempt.call();
        } catch (Throwable thrown) {
            Attempt<ListenableFuture<Object>> fallback = attempt.threw(thrown);
            if (fallback == null) {
                throw thrown;
            }
            return answer(fallback, thrown);
        }
        if (future == null) {
            attempt.lost(new NullPointerException("the method returned null instead of a future"));
            return null;
        }
        return observe(future, attempt);
    }

    /**
     * Returns what the caller gets of a fallback.
     *
     * @param thrown what the target threw; {@code null} if it has not been called
     */
    private ListenableFuture<Object> answer(Attempt<ListenableFuture<Object>> fallback, @Nullable Throwable thrown)
            throws Throwable {
        ListenableFuture<Object> future;
        try {
            future = futureOf(fallback);
        } catch (Throwable failure) {
            fallback.threw(failure);
            if (failure == thrown) {
                throw thrown;
            }
            return failed(failure);
        }
        return observe(future, fallback);
    }

    private static ListenableFuture<Object> futureOf(Attempt<ListenableFuture<Object>> fallback) throws Throwable {
        return Objects.requireNonNull(fallback.call(), "the fallback returned null instead of a future");
    }

    /** Returns a failed future, or throws if the declared type is one that cannot be made. */
    private ListenableFuture<Object> failed(Throwable failure) throws Throwable {
        if (narrow) {
            throw failure;
        }
        return Futures.immediateFailedFuture(failure);
    }

    /** Ends {@code attempt} when {@code future} is done. Returns what the caller gets. */
    private ListenableFuture<Object> observe(
            ListenableFuture<Object> future, Attempt<ListenableFuture<Object>> attempt) {
        if (narrow) {
            listen(future, attempt, () -> discard(end(attempt, future)));
            return future;
        }
        if (!future.isDone()) {
            return new Relay().follow(future, attempt);
        }
        Attempt<ListenableFuture<Object>> fallback = end(attempt, future);
        return fallback == null ? future : new Relay().answer(fallback);
    }

    private static void listen(
            ListenableFuture<Object> future, Attempt<ListenableFuture<Object>> attempt, Runnable listener) {
        try {
            future.addListener(listener, MoreExecutors.directExecutor());
        } catch (Throwable unobservable) {
            attempt.lost(unobservable);
            throw unobservable;
        }
    }

    /** Reports how a future ended. Returns the fallback that answers, or {@code null}. */
    private static @Nullable Attempt<ListenableFuture<Object>> end(
            Attempt<ListenableFuture<Object>> attempt, ListenableFuture<Object> future) {
        Object value;
        try {
            value = Futures.getDone(future);
        } catch (ExecutionException failure) {
            return attempt.failed(causeOf(failure));
        } catch (Throwable failure) { // CancellationException, and what a future of another making throws
            return attempt.failed(failure);
        }
        return attempt.succeeded(value);
    }

    private static Throwable causeOf(ExecutionException failure) {
        try {
            Throwable cause = failure.getCause();
            return cause == null ? failure : cause;
        } catch (Throwable broken) {
            // Of a user's own, whose method throws: it stays the failure.
            return failure;
        }
    }

    private static void discard(@Nullable Attempt<ListenableFuture<Object>> unwanted) {
        if (unwanted != null) {
            unwanted.cancelled();
        }
    }

    /** What the caller holds: completes when the outcome has been counted. Cancelling it cancels what it follows. */
    private static final class Relay extends AbstractFuture<Object> {
        /**
         * What it follows now: written before the caller's cancellation is looked for, and after the attempt. So who
         * cancels it has ended its attempt before, which else would take that for a failure.
         */
        private volatile @Nullable ListenableFuture<Object> source;

        private volatile @Nullable Attempt<ListenableFuture<Object>> attempt;

        Relay follow(ListenableFuture<Object> future, Attempt<ListenableFuture<Object>> its) {
            attempt = its;
            source = future;
            var decided = new AtomicBoolean(); // for a future that is done twice
            listen(future, its, () -> {
                if (!decided.getAndSet(true)) {
                    done(future, its);
                }
            });
            if (isCancelled()) {
                giveUp();
            }
            return this;
        }

        private void done(ListenableFuture<Object> future, Attempt<ListenableFuture<Object>> its) {
            Attempt<ListenableFuture<Object>> fallback = end(its, future);
            if (fallback == null) {
                setLike(future);
            } else if (isDone()) {
                fallback.cancelled();
            } else {
                try {
                    Relay unused = answer(fallback);
                } catch (Throwable unobservable) {
                    setException(unobservable);
                }
            }
        }

        Relay answer(Attempt<ListenableFuture<Object>> fallback) {
            ListenableFuture<Object> future;
            try {
                future = futureOf(fallback);
            } catch (Throwable failure) {
                fallback.threw(failure);
                setException(failure);
                return this;
            }
            return follow(future, fallback);
        }

        private void setLike(ListenableFuture<Object> future) {
            try {
                set(Futures.getDone(future));
            } catch (CancellationException cancelled) {
                cancel(false);
            } catch (ExecutionException failure) {
                setException(causeOf(failure));
            } catch (Throwable failure) {
                setException(failure);
            }
        }

        @Override
        protected void afterDone() {
            if (isCancelled()) {
                giveUp();
            }
        }

        private void giveUp() {
            ListenableFuture<Object> followed = source;
            Attempt<ListenableFuture<Object>> running = attempt;
            if (running != null && followed != null) {
                running.cancelled();
                followed.cancel(wasInterrupted());
            }
        }
    }
}
