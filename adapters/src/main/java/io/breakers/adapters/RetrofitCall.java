package io.breakers.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** What callers get instead of the target's call; loaded when a service declares a method that returns one. */
final class RetrofitCall implements Call<Object> {
    private final GuardedCall<Call<Object>> guarded;
    private final AtomicBoolean executed = new AtomicBoolean();

    /** The target's call: made when it is executed, or before, if its request or its time-outs are asked for. */
    private final AtomicReference<@Nullable Call<Object>> own = new AtomicReference<>();

    /** What is being executed. Written before {@link #cancelled} is read, by which it is cancelled else. */
    private volatile @Nullable Call<Object> running;

    private volatile boolean cancelled;

    private RetrofitCall(GuardedCall<Call<Object>> guarded) {
        this.guarded = guarded;
    }

    /** Returns the adapter of Retrofit's {@code Call}; {@code null} for a class from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        return returned == Call.class ? (CallAdapter<Call<Object>>) RetrofitCall::new : null;
    }

    @Override
    public Response<Object> execute() throws IOException {
        begin();
        if (cancelled) {
            throw canceled();
        }
        Attempt<Call<Object>> attempt;
        try {
            attempt = guarded.start();
        } catch (CallRejectedException rejection) {
            Throwable signal = guarded.signalOf(rejection);
            if (signal instanceof IOException fitting) {
                throw fitting;
            }
            throw signal instanceof RuntimeException || signal instanceof Error
                    ? Sneaky.<RuntimeException>raise(signal)
                    : rejection;
        }
        return execute(attempt);
    }

    private Response<Object> execute(Attempt<Call<Object>> attempt) {
        Response<Object> response;
        try {
            response = make(attempt).execute();
        } catch (Throwable failure) {
            Attempt<Call<Object>> fallback = ended(attempt, failure);
            if (fallback == null) {
                throw Sneaky.<RuntimeException>raise(failure); // what the method or its call throws, unchanged
            }
            return execute(fallback);
        }
        Attempt<Call<Object>> fallback = wanted(attempt.succeeded(response));
        return fallback == null ? response : execute(fallback);
    }

    @Override
    public void enqueue(Callback<Object> callback) {
        Objects.requireNonNull(callback, "callback");
        begin();
        if (cancelled) {
            callback.onFailure(this, canceled());
            return;
        }
        Attempt<Call<Object>> attempt;
        try {
            attempt = guarded.start();
        } catch (CallRejectedException rejection) {
            callback.onFailure(this, guarded.signalOf(rejection));
            return;
        }
        enqueue(attempt, callback);
    }

    private void enqueue(Attempt<Call<Object>> attempt, Callback<Object> callback) {
        Call<Object> made;
        try {
            made = make(attempt);
        } catch (Throwable failure) {
            pass(ended(attempt, failure), failure, callback);
            return;
        }
        try {
            made.enqueue(new Told(attempt, callback));
        } catch (Throwable thrown) {
            Attempt<Call<Object>> fallback = ended(attempt, thrown);
            if (fallback == null) {
                throw thrown; // also what a callback throws that is called at once
            }
            enqueue(fallback, callback);
        }
    }

    /** Lets a fallback answer, or tells the callback of the failure if there is none. */
    private void pass(@Nullable Attempt<Call<Object>> fallback, Throwable failure, Callback<Object> callback) {
        if (fallback == null) {
            callback.onFailure(this, failure);
        } else {
            enqueue(fallback, callback);
        }
    }

    /** Is told how the call ended, then tells the caller's callback. */
    private final class Told implements Callback<Object> {
        private final Attempt<Call<Object>> attempt;
        private final Callback<Object> callback;

        Told(Attempt<Call<Object>> attempt, Callback<Object> callback) {
            this.attempt = attempt;
            this.callback = callback;
        }

        @Override
        public void onResponse(Call<Object> call, Response<Object> response) {
            Attempt<Call<Object>> fallback = wanted(attempt.succeeded(response));
            if (fallback == null) {
                callback.onResponse(RetrofitCall.this, response);
            } else {
                enqueue(fallback, callback);
            }
        }

        @Override
        public void onFailure(Call<Object> call, Throwable failure) {
            if (isCancellation(failure)) {
                attempt.cancelled();
                callback.onFailure(RetrofitCall.this, failure);
            } else {
                pass(attempt.failed(failure), failure, callback);
            }
        }
    }

    private void begin() {
        if (executed.getAndSet(true)) {
            throw new IllegalStateException("Already executed.");
        }
    }

    private static IOException canceled() {
        return new IOException("Canceled"); // as OkHttp says it
    }

    /** Calls the method, unless the target's call has been made. */
    private Call<Object> make(Attempt<Call<Object>> attempt) throws Throwable {
        Call<Object> made = attempt.isFallback() ? null : own.get();
        if (made == null) {
            made = attempt.call();
            if (made == null) {
                throw new NullPointerException("the method returned null instead of a Call");
            }
            if (!attempt.isFallback()) {
                own.compareAndSet(null, made);
            }
        }
        running = made;
        if (cancelled) {
            made.cancel();
        }
        return made;
    }

    /** Whether somebody has cancelled the call; so does OkHttp when the time for it is over, which is a failure. */
    private boolean isCancellation(Throwable failure) {
        return cancelled || (isCanceled() && !(failure instanceof InterruptedIOException));
    }

    /** Ends an attempt whose call failed: one that was cancelled says nothing of the server. */
    private @Nullable Attempt<Call<Object>> ended(Attempt<Call<Object>> attempt, Throwable failure) {
        if (isCancellation(failure)) {
            attempt.cancelled();
            return null;
        }
        return wanted(attempt.threw(failure));
    }

    /** The fallback to ask; {@code null} if there is none, or the caller has gone. */
    private @Nullable Attempt<Call<Object>> wanted(@Nullable Attempt<Call<Object>> fallback) {
        if (fallback != null && cancelled) {
            fallback.cancelled();
            return null;
        }
        return fallback;
    }

    @Override
    public boolean isExecuted() {
        return executed.get();
    }

    @Override
    public void cancel() {
        cancelled = true;
        Call<Object> present = running;
        if (present != null) {
            present.cancel();
        }
    }

    @Override
    public boolean isCanceled() {
        Call<Object> present = running;
        return cancelled || (present != null && present.isCanceled());
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // Retrofit's word for another call of the same method
    public Call<Object> clone() {
        return new RetrofitCall(guarded);
    }

    @Override
    public Request request() {
        return own().request();
    }

    @Override
    public Timeout timeout() {
        return own().timeout();
    }

    /** The target's call, which reaches nobody until it is executed. */
    private Call<Object> own() {
        Call<Object> made = own.get();
        if (made != null) {
            return made;
        }
        try {
            made = guarded.callUnguarded();
        } catch (Throwable thrown) {
            throw Sneaky.<RuntimeException>raise(thrown);
        }
        if (made == null) {
            throw new NullPointerException("the method returned null instead of a Call");
        }
        return own.compareAndSet(null, made) ? made : Objects.requireNonNull(own.get(), "own");
    }
}
