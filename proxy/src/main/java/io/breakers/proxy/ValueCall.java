package io.breakers.proxy;

import io.breakers.engine.Admission;
import io.breakers.engine.Guard;
import io.breakers.engine.Invocation;
import io.breakers.engine.Permit;
import io.breakers.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** The call of a guarded method whose return is its outcome. */
final class ValueCall implements MethodCall {
    private final Invocation invocation;
    private final Object target;
    private final Guard guard;

    ValueCall(Invocation invocation, Object target, Guard guard) {
        this.invocation = invocation;
        this.target = target;
        this.guard = guard;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        Permit permit = guard.enterQuietly();
        long start = 0;
        if (permit == null) {
            Admission admission = guard.enter();
            if (admission instanceof Refusal refusal) {
                return fallBack(guard.rejected(refusal), arguments);
            }
            permit = (Permit) admission;
            start = guard.start(permit);
        }
        Object result;
        try {
            result = invocation.on(target, arguments);
        } catch (Throwable thrown) {
            if (guard.threw(permit, start, thrown)) {
                return fallBack(thrown, arguments);
            }
            throw thrown;
        }
        if (Guard.succeeded(guard, permit, start)) {
            return result;
        }
        Throwable cause = guard.returned(permit, start, result);
        return cause == null ? result : fallBack(cause, arguments);
    }

    private @Nullable Object fallBack(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        long start = guard.startFallback();
        Object answer;
        try {
            answer = invocation.on(guard.fallbackFor(cause), arguments);
        } catch (Throwable failure) {
            guard.fallbackThrew(start, cause, failure);
            throw failure;
        }
        guard.fellBack(start, cause);
        return answer;
    }
}
