package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.internal.stages.StageAdapter;
import io.breakers.internal.state.Admission;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard of a method, or of functions, whose calls a {@link CallAdapter} makes, and whose outcomes it reports.
 */
public final class AdaptedGuard extends Guard {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

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
     * @param declared the exceptions that the method declares
     */
    @SuppressWarnings("unchecked") // the adapter was found for the type that the method returns
    public AdaptedGuard(
            Supplier<CircuitBreaker> source,
            @Nullable Fallback fallback,
            @Nullable LastGoodValues lastGood,
            CallAdapter<?> adapter,
            Invocation method,
            Object target,
            List<Class<?>> declared) {
        super(source, fallback, fallback != null || lastGood != null, declared);
        this.lastGood = lastGood;
        this.adapter = (CallAdapter<Object>) adapter;
        this.method = method;
        this.target = target;
    }

    @Override
    public Kind kind() {
        return Kind.ADAPTED;
    }

    /** The calls of this guard's own method on its own target, because the adapter may make them later, or again. */
    @Override
    public MethodCall calls(Invocation ignored) {
        return (target, arguments) -> call(arguments);
    }

    /**
     * The calls of functions, guarded by this. Their return is the outcome, or the stage that they return; that goes to
     * the caller as it is, so that no fallback answers its failure (S35b).
     */
    MethodCall functions(Invocation function) {
        return new ValueGuard.Call(this, function, this);
    }

    /** Ends a call of a function when its stage completes. Returns the stage. */
    CompletionStage<?> await(CompletionStage<?> stage, Permit permit, long start) {
        return StageAdapter.await(stage, new TargetAttempt(this, permit, start, NO_ARGUMENTS));
    }

    /** Ends a fallback of a function when its stage completes. Returns the stage. */
    CompletionStage<?> awaitFallback(CompletionStage<?> stage, Throwable cause, long start) {
        return StageAdapter.await(stage, new FallbackAttempt(this, cause, false, start, NO_ARGUMENTS));
    }

    /** Makes a call: returns or throws what the adapter does; but for its own rejection, what stands for that. */
    public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        var call = new Call(arguments);
        try {
            return adapter.adapt(call);
        } catch (CallRejectedException thrown) {
            throw call.thrownInsteadOf(thrown);
        }
    }

    /** Lets the adapter make a call that is guarded by others like this. */
    @Nullable
    Object adapt(GuardedCall<Object> call) throws Throwable {
        return adapter.adapt(call);
    }

    Call callWith(@Nullable Object[] arguments) {
        return new Call(arguments);
    }

    /** One call: the method with its arguments. */
    final class Call implements GuardedCall<Object> {
        private final @Nullable Object[] arguments;

        /** The last one, to be told from that of another breaker. */
        private @Nullable CallRejectedException rejection;

        Call(@Nullable Object[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public boolean hasFallback() {
            return mayBeAnswered();
        }

        @Override
        public List<@Nullable Object> arguments() {
            return Collections.unmodifiableList(Arrays.asList(arguments));
        }

        @Override
        public Attempt<Object> start() {
            return begin(enter());
        }

        /** Goes on with a call that the breaker has let in, or rejected. */
        Attempt<Object> begin(Admission admission) {
            if (admission instanceof Rejection rejected) {
                CallRejectedException exception = rejected.exception();
                rejection = exception;
                if (answersRejection(exception)) {
                    return new FallbackAttempt(AdaptedGuard.this, exception, true, startFallback(), arguments);
                }
                throw exception;
            }
            var permit = (Permit) admission;
            return new TargetAttempt(AdaptedGuard.this, permit, AdaptedGuard.this.start(permit), arguments);
        }

        /** What the caller gets for a rejection that the adapter has thrown, which may be another breaker's. */
        Throwable thrownInsteadOf(CallRejectedException thrown) {
            return thrown == rejection ? thrownFor(thrown) : thrown;
        }

        @Override
        public @Nullable Object callUnguarded() throws Throwable {
            return callTarget(arguments);
        }

        @Override
        public Throwable signalOf(CallRejectedException rejection) {
            return signalledFor(rejection);
        }
    }

    Attempt<Object> attemptFallback(Throwable cause, @Nullable Object[] arguments) {
        return new FallbackAttempt(this, cause, false, startFallback(), arguments);
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
