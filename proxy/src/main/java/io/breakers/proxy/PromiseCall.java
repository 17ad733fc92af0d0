package io.breakers.proxy;

import io.breakers.engine.Admission;
import io.breakers.engine.Invocation;
import io.breakers.engine.Permit;
import io.breakers.engine.PromiseGuard;
import io.breakers.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** The call of a guarded method that returns the promise of its outcome and has no fallback. */
final class PromiseCall implements MethodCall {
    private final Invocation invocation;
    private final Object target;
    private final PromiseGuard guard;

    PromiseCall(Invocation invocation, Object target, PromiseGuard guard) {
        this.invocation = invocation;
        this.target = target;
        this.guard = guard;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        Admission admission = guard.enter();
        if (admission instanceof Refusal refusal) {
            return guard.refused(refusal);
        }
        Permit permit = (Permit) admission;
        long start = guard.start(permit);
        Object promise;
        try {
            promise = invocation.on(target, arguments);
        } catch (Throwable thrown) {
            guard.threw(permit, start, thrown);
            throw thrown;
        }
        guard.promised(permit, start, promise);
        return promise;
    }
}
