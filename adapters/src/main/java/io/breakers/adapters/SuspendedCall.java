package io.breakers.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/*
 * It extends what Kotlin's compiler extends for a function that does the same: so it is intercepted, resumed, released
 * and shown in a debugger like any other.
 */

/**
 * A call of a {@code suspend} function, which is the continuation that the target gets. Loaded when a service declares
 * such a function.
 */
@SuppressWarnings("serial") // Kotlin's, for restricted suspension only
final class SuspendedCall extends ContinuationImpl {
    private final List<@Nullable Object> arguments;

    /** Whether the function returns nothing, so that a fallback need not return something else either. */
    private final boolean unit;

    /** The one that the target, or the fallback, has been called for: written before, read when that resumes. */
    private @Nullable Attempt<Object> attempt;

    private SuspendedCall(Continuation<Object> caller, List<@Nullable Object> arguments, boolean unit) {
        super(caller);
        this.arguments = new ArrayList<>(arguments);
        this.arguments.set(arguments.size() - 1, this);
        this.unit = unit;
    }

    /**
     * Returns the adapter of a function; {@code null} if the parameter's class is from another loader.
     *
     * @param continuation the last parameter, with what the function returns
     */
    static @Nullable CallAdapter<?> adapterOf(Class<?> parameter, Type continuation) {
        boolean unit = returnsUnit(continuation);
        return parameter == Continuation.class ? (CallAdapter<Object>) call -> adapt(call, unit) : null;
    }

    private static boolean returnsUnit(Type continuation) {
        return continuation instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof WildcardType wildcard
                && List.of(wildcard.getLowerBounds()).contains(Unit.class);
    }

    @SuppressWarnings("unchecked") // the last argument of such a function
    private static @Nullable Object adapt(GuardedCall<Object> call, boolean unit) {
        List<@Nullable Object> arguments = call.arguments();
        var caller = (Continuation<Object>) Objects.requireNonNull(arguments.get(arguments.size() - 1), "continuation");
        try {
            return new SuspendedCall(caller, arguments, unit).begin(call);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            // A JDK proxy would wrap what such functions never declare.
            IntrinsicsKt.intercepted(caller).resumeWith(ResultKt.createFailure(checked));
            return IntrinsicsKt.getCOROUTINE_SUSPENDED();
        }
    }

    private @Nullable Object begin(GuardedCall<Object> call) throws Throwable {
        Attempt<Object> first;
        try {
            first = call.start();
        } catch (CallRejectedException rejection) {
            throw call.signalOf(rejection);
        }
        return make(first);
    }

    /** Makes the call, and that of a fallback. Returns what the function does. */
    private @Nullable Object make(Attempt<Object> first) throws Throwable {
        Attempt<Object> made = first;
        while (true) {
            attempt = made;
            Attempt<Object> fallback;
            try {
                Object returned = made.call(arguments);
                if (returned == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                    return returned;
                }
                fallback = made.succeeded(returned);
                if (fallback == null) {
                    return unit && made.isFallback() ? Unit.INSTANCE : returned;
                }
            } catch (Throwable thrown) {
                fallback = answering(made, thrown);
            }
            made = fallback;
        }
    }

    /** The target, or the fallback, has returned after it had suspended. */
    @Override
    protected @Nullable Object invokeSuspend(Object result) {
        Attempt<Object> ended = Objects.requireNonNull(attempt, "attempt");
        try {
            Attempt<Object> fallback = result instanceof Result.Failure failure
                    ? answering(ended, failure.exception)
                    : ended.succeeded(result);
            return fallback == null ? result : make(fallback);
        } catch (Throwable thrown) {
            throw Sneaky.<RuntimeException>raise(thrown);
        }
    }

    /** Ends an attempt that failed. Returns the fallback that answers; rethrows if there is none. */
    private Attempt<Object> answering(Attempt<Object> ended, Throwable failure) throws Throwable {
        if (Jobs.isCancelled(failure, getContext())) {
            ended.cancelled();
            throw failure;
        }
        Attempt<Object> fallback = ended.threw(failure);
        if (fallback == null) {
            throw failure;
        }
        if (!Jobs.isActive(getContext())) {
            fallback.cancelled();
            throw failure;
        }
        return fallback;
    }
}
