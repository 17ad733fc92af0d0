package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.Set;

/**
 * The adapter of methods that return Retrofit's {@code Call}. Executing or enqueueing it is the call: that asks the
 * breaker, and ends with the response or the failure. Making one asks nobody, and neither does a call that is cancelled
 * before. {@code clone()} is a new call.
 *
 * <p>A response is a success whatever its status, unless {@code failOnResult} says otherwise: {@code result instanceof
 * Response<?> response && response.code() >= 500}. A call that fails after it was cancelled is a cancelled one (S25). A
 * rejection is thrown by {@code execute}, as {@code rejectAs} says if that is unchecked or an {@code IOException}, and
 * given to {@code onFailure}, on the thread that calls {@code enqueue}. Callbacks get the guarded call.
 */
public final class RetrofitAdapters {
    private RetrofitAdapters() {}

    /** Returns an adapter for {@code Call}. Without Retrofit, no method has an adapter. */
    public static CallAdapter.Factory all() {
        return new ReturnTypes(Set.of("retrofit2.Call"), type -> RetrofitCall.adapterOf(type));
    }
}
