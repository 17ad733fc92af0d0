package io.breakers.internal.calls;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;
import io.breakers.internal.state.Admission;

/** What Lincheck has to notice about single calls. */
public final class WeakenedCalls {
    private WeakenedCalls() {}

    @Weakens(in = OneEnd.class, guard = "end", detectedBy = Scenario.ENDS)
    static boolean endedTwice(OneEnd attempt) {
        boolean first = attempt.progress != OneEnd.ENDED;
        attempt.progress = OneEnd.ENDED;
        return first;
    }

    @Weakens(in = KeyedBreaker.class, guard = "stays", detectedBy = Scenario.KEYS)
    static boolean enteredUnseen(KeyedBreaker place, Admission admission) {
        return true;
    }

    @Weakens(in = KeyedBreaker.class, guard = "beginDrop", detectedBy = Scenario.KEYS)
    static boolean droppedWithItsCalls(KeyedBreaker place) {
        boolean made = place.isMade();
        if (made) {
            place.dropped = true;
        }
        return made;
    }

    @Weakens(in = KeyedBreaker.class, guard = "beginDrop", detectedBy = Scenario.KEYS)
    static boolean callsCountedBeforeItIsDropped(KeyedBreaker place) {
        boolean free = place.isMade() && !place.get().accounts().hasCallsInFlight();
        if (free) {
            place.dropped = true;
        }
        return free;
    }

    @Weakens(in = KeyedBreakers.class, guard = "known", detectedBy = Scenario.KEYS)
    static KeyedBreaker keyAddedTwice(KeyedBreakers breakers, Object key) {
        return null;
    }
}
