package io.breakers.operations.internal.console;

import io.breakers.api.BreakerState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last minutes of one breaker: how many calls there were, and its states. Of bounded size; one that nobody calls
 * has next to none. Safe for use by many threads.
 */
final class Activity {
    /** How many milliseconds one count is for. */
    static final int SPAN = 5_000;

    /** How many counts are kept: those of five minutes. */
    static final int SPANS = 60;

    private static final int MOST_STATES = 64;

    /** The breaker was in {@code state} from then on, in milliseconds of the {@link Board}. */
    record Since(long at, BreakerState state) {}

    /** The counts, oldest first; none if there was no call yet. */
    static final class Counts {
        /** The number of the last span: it began at {@code until * SPAN}. */
        final long until;

        final int[] calls;
        final int[] failures;
        final int[] rejected;

        private Counts(long until, int[] calls, int[] failures, int[] rejected) {
            this.until = until;
            this.calls = calls;
            this.failures = failures;
            this.rejected = rejected;
        }
    }

    private final Deque<Since> states = new ArrayDeque<>();
    private int[] calls = {};
    private int[] failures = {};
    private int[] rejected = {};
    private long span;
    private long transitions = -1;

    /** Notes the state after so many transitions; one that was heard late, after another, is left out. */
    synchronized void state(long at, BreakerState state, long number) {
        boolean known = !states.isEmpty() && states.getLast().state() == state;
        if (number < transitions || (known && number == transitions)) {
            return;
        }
        transitions = number;
        if (!known) {
            long earliest = states.isEmpty() ? at : states.getLast().at();
            states.addLast(new Since(Math.max(at, earliest), state));
            if (states.size() > MOST_STATES) {
                states.removeFirst();
            }
        }
    }

    /** Adds what was counted since the last time. */
    synchronized void add(long at, long moreCalls, long moreFailures, long moreRejected) {
        if (calls.length == 0) {
            if (moreCalls == 0 && moreFailures == 0) {
                return;
            }
            calls = new int[SPANS];
            failures = new int[SPANS];
            rejected = new int[SPANS];
            span = at / SPAN;
        }
        moveTo(at / SPAN);
        int index = (int) (span % SPANS);
        calls[index] = sum(calls[index], moreCalls);
        failures[index] = sum(failures[index], moreFailures);
        rejected[index] = sum(rejected[index], moreRejected);
    }

    private void moveTo(long now) {
        for (long next = Math.max(span + 1, now - SPANS + 1); next <= now; next++) {
            int index = (int) (next % SPANS);
            calls[index] = 0;
            failures[index] = 0;
            rejected[index] = 0;
        }
        span = Math.max(span, now);
    }

    private static int sum(int count, long more) {
        return (int) Math.min(Integer.MAX_VALUE, count + Math.max(0, more));
    }

    synchronized List<Since> states() {
        return new ArrayList<>(states);
    }

    /** Returns the counts up to {@code at}. */
    synchronized Counts counts(long at) {
        if (calls.length > 0) {
            moveTo(at / SPAN);
        }
        return new Counts(span, inOrder(calls), inOrder(failures), inOrder(rejected));
    }

    private int[] inOrder(int[] counts) {
        var ordered = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            ordered[i] = counts[(int) ((span + 1 + i) % counts.length)];
        }
        return ordered;
    }
}
