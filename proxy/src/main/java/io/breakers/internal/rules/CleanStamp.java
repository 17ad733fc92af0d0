package io.breakers.internal.rules;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a rule is clean, which means that a success would change nothing for it. It consists of two numbers: how many
 * bad calls (failures, or slow calls) there have been, and how many of them there were when the rule was last found or
 * made clean. The rule is clean while the two are equal, so a healthy call compares them and needs to know no more
 * about the rule.
 */
public final class CleanStamp {
    private static final VarHandle BAD_CALLS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "badCalls", VarHandle.class, CleanStamp.class, long.class);
    private static final long NOT_YET = -1;
    private static final long RETIRED = Long.MIN_VALUE;

    /** Never clean. */
    public static final CleanStamp NEVER = dirty();

    /** Advanced atomically, so that no bad call is lost. */
    volatile long badCalls;

    /** May be too low, if the success that wrote it was delayed; then the rule only counts as not clean. */
    private volatile long cleanAsOf;

    private CleanStamp(long cleanAsOf) {
        this.cleanAsOf = cleanAsOf;
    }

    /** Creates a stamp that is clean until the first bad call. */
    static CleanStamp cleanFromTheStart() {
        return new CleanStamp(0);
    }

    /** Creates a stamp that is not clean until {@link #cleanAsOf} says so. */
    static CleanStamp dirty() {
        return new CleanStamp(NOT_YET);
    }

    public boolean isClean() {
        return cleanAsOf == badCalls;
    }

    long badCalls() {
        return badCalls;
    }

    /**
     * Counts a bad call. To be called when the call's effect on the rule is visible: otherwise a success could miss it.
     */
    void addBad() {
        BAD_CALLS.getAndAdd(this, 1L);
    }

    /** Says that the rule was clean when there were {@code seen} bad calls. */
    void cleanAsOf(long seen) {
        if (seen >= 0) {
            cleanAsOf = seen;
        }
    }

    /** Lets the rule never be clean again, because another one has taken its place. */
    void retire() {
        badCalls = RETIRED;
    }
}
