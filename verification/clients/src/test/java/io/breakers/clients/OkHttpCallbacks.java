package io.breakers.clients;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/**
 * A recipe: methods that end by OkHttp's {@code Callback}, their last argument. The target is given another callback,
 * which reports the outcome, then tells the caller's.
 */
final class OkHttpCallbacks {
    private OkHttpCallbacks() {}

    /** For {@code adapter(..)} of a builder. */
    static CallAdapter<?> adapterFor(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean tells = parameters.length > 0 && parameters[parameters.length - 1] == Callback.class;
        return tells ? (CallAdapter<Object>) OkHttpCallbacks::send : null;
    }

    /** A rejection that no fallback answers is thrown, as by a method that returns a value. */
    private static Object send(GuardedCall<Object> call) throws Throwable {
        return make(call.start(), call);
    }

    private static Object make(Attempt<Object> attempt, GuardedCall<Object> call) throws Throwable {
        List<Object> arguments = new ArrayList<>(call.arguments());
        int last = arguments.size() - 1;
        var callback = (Callback) arguments.get(last);
        arguments.set(last, new Callback() {
            @Override
            public void onResponse(Call http, Response response) throws IOException {
                if (!isAnswered(attempt.succeeded(response), call)) {
                    callback.onResponse(http, response);
                }
            }

            @Override
            public void onFailure(Call http, IOException failure) {
                if (http.isCanceled() && !(failure instanceof InterruptedIOException)) { // a time-out cancels too
                    attempt.cancelled();
                    callback.onFailure(http, failure);
                } else if (!isAnswered(attempt.failed(failure), call)) {
                    callback.onFailure(http, failure);
                }
            }
        });
        try {
            return attempt.call(arguments);
        } catch (Throwable thrown) {
            Attempt<Object> fallback = attempt.threw(thrown);
            if (fallback == null) {
                throw thrown;
            }
            return make(fallback, call);
        }
    }

    /** Lets the fallback tell the caller's callback, on the thread of the client. */
    private static boolean isAnswered(Attempt<Object> fallback, GuardedCall<Object> call) {
        if (fallback == null) {
            return false;
        }
        try {
            make(fallback, call);
            return true;
        } catch (Throwable failed) {
            return false; // counted as a failure of the fallback; the caller hears what the target said
        }
    }
}
