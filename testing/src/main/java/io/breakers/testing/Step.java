package io.breakers.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a method of a script does in some of its calls.
 *
 * @param times in how many
 * @param nanos how long each takes
 */
record Step(Ending ending, @Nullable Object given, int times, long nanos) {
    /** How a call ends. */
    enum Ending {
        RETURNS,
        FAILS,
        HANGS
    }

    Step(Ending ending, @Nullable Object given) {
        this(ending, given, 1, 0);
    }

    boolean hangs() {
        return ending == Ending.HANGS;
    }

    Step times(int calls) {
        return new Step(ending, given, calls, nanos);
    }

    Step takes(long duration) {
        return new Step(ending, given, times, duration);
    }

    /** Ends a call that does not hang. */
    @Nullable
    Object play(TestedMethod method, ManualTicker time) throws Throwable {
        time.advanceNanos(nanos);
        return ending == Ending.RETURNS
                ? method.returning(given)
                : method.fail((Throwable) Objects.requireNonNull(given));
    }
}
