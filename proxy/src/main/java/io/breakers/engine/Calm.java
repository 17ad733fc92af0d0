package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a success would change nothing for a rule, as two numbers: how many marks (failures, or slow calls) there have been, and how many there were when a success last found, or made,
 * the rule calm. It is calm while they are equal. A healthy call compares them and needs to know no more of the rule.
 */
final class Calm {
    private static final VarHandle MARKS = Handles.of(MethodHandles.lookup(), "marks", long.class);
    private static final long NOT_YET = -1;

    /** Of no rule: never there. */
    static final Calm NEVER = notYet();

    /** Moved atomically, so that no mark is lost. */
    private volatile long marks;

    /** Written by successes that may have been held up: what is too low by then only says that the rule is not calm. */
    private volatile long since;

    private Calm(long since) {
        this.since = since;
    }

    /** Of a rule that is calm as long as there is no mark. */
    static Calm fromTheStart() {
        return new Calm(0);
    }

    /** Of a rule that is not calm before a success says so; of one that never is, if none ever does. */
    static Calm notYet() {
        return new Calm(NOT_YET);
    }

    boolean isThere() {
        return since == marks;
    }

    long marks() {
        return marks;
    }

    /** Counts a mark, after what it means for the rule is there to be seen: else a success could miss it. */
    void mark() {
        MARKS.getAndAdd(this, 1L);
    }

    /** Counts the mark of that number, from 0, unless somebody has. */
    void mark(long number) {
        MARKS.compareAndSet(this, number, number + 1);
    }

    /** Says that the rule was calm when there were {@code seen} marks. */
    void note(long seen) {
        since = seen;
    }
}
