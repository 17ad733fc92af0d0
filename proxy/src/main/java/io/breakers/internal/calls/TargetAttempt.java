package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.internal.settings.Outcome;
import io.breakers.internal.state.Permit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A permitted call of the target, made by an adapter, which reports its outcome. */
final class TargetAttempt extends OneEnd implements Attempt<Object> {
    private final AdaptedGuard guard;
    private final Permit permit;
    private final long start;
    private final @Nullable Object[] arguments;

    TargetAttempt(AdaptedGuard guard, Permit permit, long start, @Nullable Object[] arguments) {
        this.guard = guard;
        this.permit = permit;
        this.start = start;
        this.arguments = arguments;
    }

    @Override
    public boolean isFallback() {
        return false;
    }

    @Override
    public @Nullable Object call() throws Throwable {
        return guard.callTarget(arguments);
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> others) throws Throwable {
        return guard.callTarget(guard.replace(arguments, others));
    }

    @Override
    public @Nullable Attempt<Object> threw(Throwable thrown) {
        return end() && guard.threw(permit, start, thrown) ? guard.attemptFallback(thrown, arguments) : null;
    }

    @Override
    public @Nullable Attempt<Object> succeeded(@Nullable Object value) {
        if (!end()) {
            return null;
        }
        Outcome outcome = guard.judged(permit, value);
        Throwable cause = guard.returned(permit, start, value, outcome);
        if (cause != null) {
            return guard.attemptFallback(cause, arguments);
        }
        LastGoodValues lastGood = guard.lastGood();
        if (lastGood != null && outcome == Outcome.SUCCESS) {
            lastGood.keep(arguments, value);
        }
        return null;
    }

    @Override
    public @Nullable Attempt<Object> failed(Throwable failure) {
        return end() && guard.stageFailed(permit, start, failure) ? guard.attemptFallback(failure, arguments) : null;
    }

    /** Notes when that was; boxed, because few calls are streams. */
    @Override
    public void answered() {
        if (awaitsAnswer() && noteAnswer(guard.start(permit)) && permit.isProbe()) {
            cancelled();
        }
    }

    @Override
    void abandoned(@Nullable Object answer) {
        if (answer instanceof Long first) {
            guard.cutShort(permit, start, first);
        } else {
            guard.cancelled(permit, start);
        }
    }

    @Override
    public void lost(Throwable reason) {
        if (end()) {
            guard.lost(permit, start, reason);
        }
    }
}
