package io.breakers.engine;

/** A breaker for one thread, from the rules: what {@link MachineOperations} has to look like, in some order. */
public class MachineModel {
    static final long WAIT = 10;

    private static final int THREADS = 8;

    private final long[] permits = new long[THREADS];
    private String state = "CLOSED";
    private long era = 1;
    private long transitions;
    private int failures;
    private boolean probing;
    private long now;
    private long since;

    public String acquire(int thread) {
        if (permits[thread] != 0) {
            return "has one";
        }
        if (state().equals("FORCED_OPEN") || state().equals("OPEN")) {
            return "rejected";
        }
        if (state.equals("OPEN")) {
            become("HALF_OPEN");
        }
        if (state.equals("HALF_OPEN")) {
            if (probing) {
                return "rejected";
            }
            probing = true;
        }
        permits[thread] = era;
        return "permit";
    }

    public String success(int thread) {
        long permit = permits[thread];
        if (permit == 0) {
            return "has none";
        }
        permits[thread] = 0;
        if (permit == era) {
            failures = 0;
            if (state.equals("HALF_OPEN")) {
                become("CLOSED");
            }
        }
        return "done";
    }

    public String failure(int thread) {
        long permit = permits[thread];
        if (permit == 0) {
            return "has none";
        }
        permits[thread] = 0;
        if (permit == era) {
            failures++;
            if (state.equals("HALF_OPEN") || failures == 2) {
                become("OPEN");
            }
        }
        return "done";
    }

    public String cancel(int thread) {
        long permit = permits[thread];
        if (permit == 0) {
            return "has none";
        }
        permits[thread] = 0;
        if (permit == era) {
            probing = false;
        }
        return "done";
    }

    public void tick() {
        now += WAIT;
    }

    public void forceOpen() {
        if (!state.equals("FORCED_OPEN")) {
            become("FORCED_OPEN");
        }
    }

    public void reset() {
        boolean closed = state.equals("CLOSED");
        become("CLOSED");
        transitions -= closed ? 1 : 0;
    }

    public String state() {
        return state.equals("OPEN") && now - since >= WAIT ? "HALF_OPEN" : state;
    }

    public long transitions() {
        return transitions;
    }

    private void become(String next) {
        state = next;
        era++;
        transitions++;
        failures = 0;
        probing = false;
        since = now;
    }
}
