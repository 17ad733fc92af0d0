package io.breakers.internal.rules;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The failures since the last success (S7). A success writes nothing while there are none. */
final class FailureRow {
    private static final VarHandle FAILURES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "failures", VarHandle.class, FailureRow.class, int.class);

    /** Clean while there are no failures. */
    final CleanStamp clean = CleanStamp.cleanFromTheStart();

    volatile int failures;

    /** Adds a failure; returns how many there have been in a row. */
    int lengthen() {
        int row = increment();
        clean.addBad();
        return row;
    }

    int increment() {
        return (int) FAILURES.getAndAdd(this, 1) + 1;
    }

    /** Forgets the failures. In this order, one that comes in between is either forgotten or leaves the rule dirty. */
    void end() {
        long seen = clean.badCalls();
        failures = 0;
        clean.cleanAsOf(seen);
    }
}
