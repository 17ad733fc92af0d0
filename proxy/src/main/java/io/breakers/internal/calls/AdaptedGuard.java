package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import io.breakers.internal.state.Admission;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guard of a method whose calls a {@link CallAdapter} makes, and whose outcomes it reports. */
public final class AdaptedGuard extends Guard {
    private final Object target;
    private final Invocation method;
    private final CallAdapter<Object> adapter;
    private final @Nullable LastGoodValues lastGood;

    /**
     * Creates the guard of a method.
     *
     * @param source makes the breaker at the first call, the same one each time
     * @param fallback what answers instead of the target; {@code null} for nothing
     * @param lastGood answers before that; {@code null} for nothing
     */
    @SuppressWarnings("unchecked") // the adapter was found for the type that the method returns
    public AdaptedGuard(
            Supplier<CircuitBreaker> source,
            @Nullable Fallback fallback,
            @Nullable LastGoodValues lastGood,
            CallAdapter<?> adapter,
            Invocation method,
            Object target) {
        super(source, fallback, fallback != null || lastGood != null);
        this.lastGood = lastGood;
        this.adapter = (CallAdapter<Object>) adapter;
        this.method = method;
        this.target = target;
    }

    @Override
    public GuardKind kind() {
        return GuardKind.ADAPTED;
    }

    /** The calls of this guard's own method on its own target, because the adapter may make them later, or again. */
    @Override
    public MethodCall calls(Invocation ignored) {
        return (target, arguments) -> call(arguments);
    }

    /** Makes a call: returns or throws what the adapter does. */
    public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        return adapter.adapt(new Call(arguments));
    }

    /** One call: the method with its arguments. */
    private final class Call implements GuardedCall<Object> {
        private final @Nullable Object[] arguments;

        Call(@Nullable Object[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public List<@Nullable Object> arguments() {
            return Collections.unmodifiableList(Arrays.asList(arguments));
        }

        @Override
        public Attempt<Object> start() {
            Admission admission = enter();
            if (admission instanceof Rejection rejection) {
                return attemptFallback(rejected(rejection), arguments);
            }
            return new TargetAttempt(AdaptedGuard.this, (Permit) admission, arguments);
        }
    }

    Attempt<Object> attemptFallback(Throwable cause, @Nullable Object[] arguments) {
        return new FallbackAttempt(this, cause, arguments);
    }

    @Nullable
    Object callTarget(@Nullable Object[] arguments) throws Throwable {
        return method.on(target, arguments);
    }

    /**
     * Returns what an adapter gives instead of {@code arguments}.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    @Nullable
    Object[] replace(@Nullable Object[] arguments, List<@Nullable Object> given) {
        if (given.size() != arguments.length) {
            throw new IllegalArgumentException(
                    name() + " takes " + arguments.length + " arguments, was given " + given.size());
        }
        return given.toArray();
    }

    @Nullable
    Object callFallback(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        return callFallback(cause, method, arguments);
    }

    @Nullable
    LastGoodValues lastGood() {
        return lastGood;
    }
}
