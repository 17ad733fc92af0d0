package io.breakers.internal.calls;

import io.breakers.internal.state.Admission;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guard of a method, or of procedures, whose return is the outcome of the call. */
public final class ValueGuard extends Guard {
    private final Kind kind;

    /**
     * Creates the guard of a method.
     *
     * @param source makes the breaker at the first call, the same one each time
     * @param fallback what answers instead of the target; {@code null} for nothing
     * @param declared the exceptions that the method declares
     */
    public ValueGuard(Supplier<CircuitBreaker> source, @Nullable Fallback fallback, List<Class<?>> declared) {
        super(source, fallback, fallback != null, declared);
        this.kind = kindFor(fallback);
    }

    private static Kind kindFor(@Nullable Fallback fallback) {
        if (fallback == null) {
            return Kind.VALUE;
        }
        return fallback instanceof Fallback.ByObject ? Kind.VALUE_WITH_FALLBACK : Kind.VALUE_WITH_FUNCTION;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public MethodCall calls(Invocation method) {
        return new Call(this, method, null);
    }

    /**
     * What the code of a generated method does too, with the target and the fallback called directly.
     *
     * @param stages awaits stages that are returned; {@code null} if they are results like any other
     */
    record Call(Guard guard, Invocation method, @Nullable AdaptedGuard stages) implements MethodCall {
        @Override
        public @Nullable Object invoke(Object target, @Nullable Object[] arguments) throws Throwable {
            Permit permit = guard.tryEnterFast();
            long start = 0;
            if (permit == null) {
                Admission admission = guard.enter();
                if (admission instanceof Rejection rejection) {
                    return answer(guard.rejected(rejection), arguments);
                }
                permit = (Permit) admission;
                start = guard.start(permit);
            }
            Object result;
            try {
                result = method.on(target, arguments);
            } catch (Throwable thrown) {
                if (guard.threw(permit, start, thrown)) {
                    return answer(thrown, arguments);
                }
                throw thrown;
            }
            if (stages != null && result instanceof CompletionStage<?> stage) {
                return stages.await(stage, permit, start);
            }
            if (guard.succeeded(permit, start)) {
                return result;
            }
            Throwable cause = guard.returned(permit, start, result);
            return cause == null ? result : answer(cause, arguments);
        }

        @Nullable
        Object answer(Throwable cause, @Nullable Object[] arguments) throws Throwable {
            long start = guard.startFallback();
            Object answer;
            try {
                answer = guard.callFallback(cause, method, arguments);
            } catch (Throwable failure) {
                guard.fallbackThrew(start, cause, failure);
                throw failure;
            }
            if (stages != null && answer instanceof CompletionStage<?> stage) {
                return stages.awaitFallback(stage, cause, start);
            }
            guard.fellBack(start, cause);
            return answer;
        }
    }
}
