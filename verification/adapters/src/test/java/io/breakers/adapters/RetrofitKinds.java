package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.VALUED;

import io.breakers.api.CallAdapter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Request;
import okio.Timeout;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** Retrofit's calls, enqueued: each time a clone, because one can be executed once. */
final class RetrofitKinds {
    private RetrofitKinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfCalls());
    }

    interface Calls {
        Call<String> get(String argument);
    }

    private static final class OfCalls extends Kind<Calls> {
        OfCalls() {
            super("Call", VALUED);
        }

        @Override
        Class<Calls> type() {
            return Calls.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RetrofitAdapters.all();
        }

        @Override
        Calls client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null ? null : new ScriptedCall(source);
            };
        }

        @Override
        Object answer() {
            return new ScriptedCall(new Source().succeeds(VALUE));
        }

        @Override
        Use call(Calls client, String argument) {
            Call<String> made = client.get(argument);
            return received -> {
                Call<String> call = made.clone();
                received.cancelBy(call::cancel);
                call.enqueue(new Callback<>() {
                    @Override
                    public void onResponse(Call<String> answered, Response<String> response) {
                        received.next(response.body());
                        received.end(null);
                    }

                    @Override
                    public void onFailure(Call<String> failed, Throwable failure) {
                        received.end(failure);
                    }
                });
            };
        }
    }

    /** A call that needs no server. Cancelled, it fails, as OkHttp's does. */
    private static final class ScriptedCall implements Call<String> {
        private final Source source;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        ScriptedCall(Source source) {
            this.source = source;
        }

        @Override
        public void enqueue(Callback<String> callback) {
            source.attach(Source.Sink.ofValue(
                    value -> callback.onResponse(this, Response.success(value)),
                    failure -> callback.onFailure(this, failure)));
        }

        @Override
        public void cancel() {
            if (!cancelled.getAndSet(true)) {
                source.cancel();
                source.fails(new IOException("Canceled"));
            }
        }

        @Override
        public boolean isCanceled() {
            return cancelled.get();
        }

        @Override
        public Response<String> execute() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isExecuted() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Call<String> clone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Request request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timeout timeout() {
            throw new UnsupportedOperationException();
        }
    }
}
