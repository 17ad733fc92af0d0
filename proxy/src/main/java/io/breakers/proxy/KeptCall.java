package io.breakers.proxy;

import io.breakers.engine.Admission;
import io.breakers.engine.DirectMethod;
import io.breakers.engine.Invocation;
import io.breakers.engine.Permit;
import io.breakers.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** The call of a guarded method whose arguments are kept, for a fallback that may answer later or as a key of last good values. */
final class KeptCall implements MethodCall {
    private final Invocation invocation;
    private final Object target;
    private final DirectMethod method;

    KeptCall(Invocation invocation, Object target, DirectMethod method) {
        this.invocation = invocation;
        this.target = target;
        this.method = method;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        Admission admission = method.enter();
        if (admission instanceof Refusal refusal) {
            return method.refused(refusal, arguments);
        }
        Permit permit = (Permit) admission;
        long start = method.start(permit);
        Object result;
        try {
            result = invocation.on(target, arguments);
        } catch (Throwable thrown) {
            return method.threw(permit, start, thrown, arguments);
        }
        return method.returned(permit, start, result, arguments);
    }
}
