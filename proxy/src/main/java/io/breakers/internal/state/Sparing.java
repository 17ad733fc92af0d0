package io.breakers.internal.state;

import io.breakers.internal.settings.Enforcement;
import java.util.concurrent.atomic.AtomicLong;

/** Which of the rejections that are due in one state are not carried out (S49). */
final class Sparing {
    /** The permit of all calls that one state lets through: they decide nothing. */
    static final class Spared implements Permit {
        private final State state;

        Spared(State state) {
            this.state = state;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public void onSuccess(long elapsed, long now) {}

        @Override
        public void onFailure(long elapsed, long now, Throwable failure) {}

        @Override
        public void onRelease() {}
    }

    private final Enforcement enforcement;

    /** How many have been due. Nobody counts where all have the same fate, so that threads do not contend. */
    final AtomicLong due = new AtomicLong();

    Sparing(Enforcement enforcement) {
        this.enforcement = enforcement;
    }

    /** This one, which goes on counting, if that share is the same; else one that counts anew. */
    Sparing under(Enforcement other) {
        return enforcement.isSameAs(other) ? this : new Sparing(other);
    }

    /** Whether no rejection is carried out. */
    boolean sparesAll() {
        return enforcement.isDry();
    }

    /** Whether the call that is about to be rejected is let through. */
    boolean sparesNext() {
        if (enforcement.isFull()) {
            return false;
        }
        return enforcement.isDry() || !enforcement.carriesOut(countDue());
    }

    /** Counts one more, and returns how many there have been before. */
    long countDue() {
        return due.getAndIncrement();
    }
}
