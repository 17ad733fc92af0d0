package io.breakers.proxy;

import io.breakers.api.CallRejectedException;
import io.breakers.engine.Admission;
import io.breakers.engine.Guard;
import io.breakers.engine.Permit;
import io.breakers.engine.Refusal;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A guarded method whose outcome is known when the stage it returns completes (S33–S35).
 *
 * <p>The caller gets the target's own stage wherever that will do: always without a fallback, and always if the declared type is narrower than
 * {@link CompletableFuture}, because no other object of it can be made. Only where a fallback may answer a failure it gets a future of ours.
 */
final class StageCall implements MethodCall {
    private final Method method;
    private final Object target;
    private final Guard guard;
    private final @Nullable StandIn standIn;
    private final boolean canMakeStage;

    StageCall(Method method, Object target, Guard guard, @Nullable StandIn standIn) {
        this.method = method;
        this.target = target;
        this.guard = guard;
        this.standIn = standIn;
        this.canMakeStage = method.getReturnType().isAssignableFrom(CompletableFuture.class);
    }

    @Override
    public @Nullable Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable {
        Admission admission = guard.enter();
        if (admission instanceof Refusal refusal) {
            CallRejectedException rejection = refusal.toException();
            return guard.answers(rejection) ? fallBack(rejection, arguments) : failed(rejection);
        }
        Permit permit = (Permit) admission;
        long start = guard.start(permit);
        Object returned;
        try {
            returned = Target.call(method, target, arguments);
        } catch (Throwable thrown) {
            if (guard.threw(permit, start, thrown)) {
                return fallBack(thrown, arguments);
            }
            throw thrown;
        }
        if (returned == null) {
            guard.failed(
                    permit, start, new NullPointerException(method.getName() + " returned null instead of a stage"));
            return null;
        }
        var settlement = new StageSettlement(guard, permit, start);
        if (standIn == null || !canMakeStage) {
            settlement.observe((CompletionStage<?>) returned);
            return returned;
        }
        return settlement.relay((CompletionStage<?>) returned, cause -> fallBack(cause, arguments));
    }

    /** Lets the fallback answer; its outcome is accounted for when its own stage completes. */
    private CompletionStage<?> fallBack(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        long start = guard.startFallback();
        Object answer;
        try {
            answer = Objects.requireNonNull(standIn).answer(cause, arguments);
            if (answer == null) {
                throw new NullPointerException(
                        "the fallback of " + method.getName() + " returned null instead of a stage");
            }
        } catch (Throwable failure) {
            guard.fallbackThrew(start, cause, failure);
            return failed(failure);
        }
        var stage = (CompletionStage<?>) answer;
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                guard.fellBack(start, cause);
            } else {
                guard.fallbackThrew(start, cause, StageSettlement.unwrap(failure));
            }
        });
        return stage;
    }

    /** A failed stage; or, where the declared type is one that cannot be made, a throw (S34). */
    private CompletionStage<?> failed(Throwable failure) throws Throwable {
        if (!canMakeStage) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }
}
