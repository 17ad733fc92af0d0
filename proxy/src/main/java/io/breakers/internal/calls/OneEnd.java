package io.breakers.internal.calls;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What ends once, whichever thread ends it first (S19). */
abstract sealed class OneEnd permits TargetAttempt, FallbackAttempt {
    private static final VarHandle ENDED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "ended", VarHandle.class, OneEnd.class, boolean.class);

    @SuppressWarnings("UnusedVariable") // used through its handle
    volatile boolean ended;

    /** Ends this; returns {@code false} if it had ended before. */
    final boolean end() {
        return ENDED.compareAndSet(this, false, true);
    }
}
