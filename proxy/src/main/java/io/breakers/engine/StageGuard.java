package io.breakers.engine;

import io.breakers.api.CallRejectedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What happens around a call whose outcome is known when the stage that it returns completes (S33–S35): {@link #enter} before, then exactly one
 * of {@link #rejected}, {@link #threw} and {@link #returned}, each of which gives what the caller gets.
 *
 * <p>That is the target's own stage wherever it will do: always without a fallback, and always if the declared type is narrower than
 * {@link CompletableFuture}, because no other object of it can be made. Only where a fallback may answer a failure is it a future of ours.
 */
public final class StageGuard {
    private final Guard guard;
    private final String method;
    private final boolean canMakeStage;
    private final Answer answer;

    /** Calls the method on the object that answers in the target's stead. */
    public interface Answer {
        @Nullable
        Object by(Object fallback, @Nullable Object[] arguments) throws Throwable;
    }

    /**
     * Creates the guard of a method.
     *
     * @param method its name, for messages
     * @param declared the type of stage that it returns
     */
    public StageGuard(Guard guard, String method, Class<?> declared, Answer answer) {
        this.guard = guard;
        this.method = method;
        this.canMakeStage = declared.isAssignableFrom(CompletableFuture.class);
        this.answer = answer;
    }

    /** Lets a call in or refuses it. */
    public Admission enter() {
        return guard.enter();
    }

    /** The start of the call, for the methods below. */
    public long start(Permit permit) {
        return guard.start(permit);
    }

    /** Whether the methods below need the arguments of the call. */
    public boolean hasFallback() {
        return guard.hasFallback();
    }

    /** Gives the fallback's stage, or a failed one (S34). */
    public Object rejected(Refusal refusal, @Nullable Object[] arguments) throws Throwable {
        CallRejectedException rejection = refusal.toException();
        return guard.answers(rejection) ? fallBack(rejection, arguments) : failed(rejection);
    }

    /** Ends a call that threw before it returned a stage: that stays a throw, unless the fallback answers (S34). */
    public Object threw(Permit permit, long start, Throwable thrown, @Nullable Object[] arguments) throws Throwable {
        if (guard.threw(permit, start, thrown)) {
            return fallBack(thrown, arguments);
        }
        throw thrown;
    }

    /** Sees to it that the call ends when {@code returned} completes; without a stage it ends now, as a failure (E5). */
    public @Nullable Object returned(
            Permit permit, long start, @Nullable Object returned, @Nullable Object[] arguments) {
        if (returned == null) {
            guard.failed(permit, start, new NullPointerException(method + " returned null instead of a stage"));
            return null;
        }
        var stage = (CompletionStage<?>) returned;
        var settlement = new StageSettlement(guard, permit, start);
        if (guard.hasFallback() && canMakeStage) {
            return settlement.relay(stage, cause -> fallBack(cause, arguments));
        }
        settlement.observe(stage);
        return stage;
    }

    /** Lets the fallback answer; its outcome is accounted for when its own stage completes. */
    private CompletionStage<?> fallBack(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        long start = guard.startFallback();
        try {
            var stage = (CompletionStage<?>) answer.by(guard.fallbackFor(cause), arguments);
            if (stage == null) {
                throw new NullPointerException("the fallback of " + method + " returned null instead of a stage");
            }
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    guard.fellBack(start, cause);
                } else {
                    guard.fallbackThrew(start, cause, StageSettlement.unwrap(failure));
                }
            });
            return stage;
        } catch (Throwable failure) {
            guard.fallbackThrew(start, cause, failure);
            return failed(failure);
        }
    }

    /** A failed stage; or, where the declared type is one that cannot be made, a throw. */
    private CompletionStage<?> failed(Throwable failure) throws Throwable {
        if (!canMakeStage) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }
}
