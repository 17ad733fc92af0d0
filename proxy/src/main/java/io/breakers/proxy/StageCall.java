package io.breakers.proxy;

import io.breakers.engine.Admission;
import io.breakers.engine.Permit;
import io.breakers.engine.Refusal;
import io.breakers.engine.StageGuard;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A guarded method whose outcome is that of the stage it returns. */
final class StageCall implements MethodCall {
    private final Method method;
    private final Object target;
    private final StageGuard guard;

    StageCall(Method method, Object target, StageGuard guard) {
        this.method = method;
        this.target = target;
        this.guard = guard;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        Admission admission = guard.enter();
        if (admission instanceof Refusal refusal) {
            return guard.rejected(refusal, arguments);
        }
        Permit permit = (Permit) admission;
        long start = guard.start(permit);
        Object returned;
        try {
            returned = Reflected.call(method, target, arguments);
        } catch (Throwable thrown) {
            return guard.threw(permit, start, thrown, arguments);
        }
        return guard.returned(permit, start, returned, arguments);
    }
}
