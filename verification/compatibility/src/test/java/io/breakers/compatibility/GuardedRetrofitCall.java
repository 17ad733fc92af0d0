package io.breakers.compatibility;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.io.IOException;
import java.lang.reflect.Method;
import okhttp3.Request;
import okio.Timeout;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * Retrofit's {@code Call}, guarded: what users would write who want to keep it as a return type. Making one asks nobody; executing it asks the breaker, and its response ends the attempt. Which
 * responses are failures {@code failOnResult} says.
 */
final class GuardedRetrofitCall<T> implements Call<T> {
    private final GuardedCall<Call<T>> guarded;
    private volatile Call<T> current;

    private GuardedRetrofitCall(GuardedCall<Call<T>> guarded) {
        this.guarded = guarded;
    }

    /** For {@code adapter(..)} of a builder. */
    static CallAdapter<?> adapterFor(Method method) {
        return method.getReturnType() == Call.class ? GuardedRetrofitCall.<Object>adapter() : null;
    }

    private static <T> CallAdapter<Call<T>> adapter() {
        return GuardedRetrofitCall::new;
    }

    @Override
    public Response<T> execute() throws IOException {
        return execute(guarded.start());
    }

    private Response<T> execute(Attempt<Call<T>> attempt) throws IOException {
        Response<T> response;
        try {
            response = call(attempt).execute();
        } catch (IOException | RuntimeException | Error failure) {
            Attempt<Call<T>> fallback = failed(attempt, failure);
            if (fallback == null) {
                throw failure;
            }
            return execute(fallback);
        }
        Attempt<Call<T>> fallback = attempt.succeeded(response);
        return fallback == null ? response : execute(fallback);
    }

    @Override
    public void enqueue(Callback<T> callback) {
        try {
            enqueue(guarded.start(), callback);
        } catch (CallRejectedException rejection) {
            callback.onFailure(this, rejection);
        }
    }

    private void enqueue(Attempt<Call<T>> attempt, Callback<T> callback) {
        call(attempt).enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<T> call, Response<T> response) {
                Attempt<Call<T>> fallback = attempt.succeeded(response);
                if (fallback == null) {
                    callback.onResponse(GuardedRetrofitCall.this, response);
                } else {
                    enqueue(fallback, callback);
                }
            }

            @Override
            public void onFailure(Call<T> call, Throwable failure) {
                Attempt<Call<T>> fallback = failed(attempt, failure);
                if (fallback == null) {
                    callback.onFailure(GuardedRetrofitCall.this, failure);
                } else {
                    enqueue(fallback, callback);
                }
            }
        });
    }

    private Call<T> call(Attempt<Call<T>> attempt) {
        try {
            Call<T> call = attempt.call();
            current = call;
            return call;
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable undeclared) {
            throw new AssertionError("a method that returns Call declares no exceptions", undeclared);
        }
    }

    /** A cancelled call fails too, but says nothing of the server. */
    private Attempt<Call<T>> failed(Attempt<Call<T>> attempt, Throwable failure) {
        if (!isCanceled()) {
            return attempt.failed(failure);
        }
        attempt.cancelled();
        return null;
    }

    @Override
    public boolean isExecuted() {
        return current != null;
    }

    @Override
    public void cancel() {
        begun().cancel();
    }

    @Override
    public boolean isCanceled() {
        return current != null && current.isCanceled();
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // Retrofit's word for another call of the same method
    public Call<T> clone() {
        return new GuardedRetrofitCall<>(guarded);
    }

    @Override
    public Request request() {
        return begun().request();
    }

    @Override
    public Timeout timeout() {
        return begun().timeout();
    }

    private Call<T> begun() {
        if (current == null) {
            throw new IllegalStateException("the breaker has not been asked yet; execute or enqueue this call first");
        }
        return current;
    }
}
