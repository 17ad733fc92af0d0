package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.ReferenceBreaker.Call;
import io.breakers.reference.ReferenceBreaker.Outcome;
import java.io.IOException;

/**
 * The oracle as a checker of interleavings wants it: each thread has at most one call with the target, and every step
 * says what came of it.
 */
public abstract class SequentialBreaker {
    private static final int THREADS = 8;
    private static final Exception FAILURE = new IOException("down");

    private final Call[] calls = new Call[THREADS];
    private final ReferenceBreaker breaker;
    private long now;

    protected SequentialBreaker(BreakerConfig config) {
        this.breaker = new ReferenceBreaker(config, false, () -> now);
    }

    protected final String enter(int thread) {
        if (calls[thread] != null) {
            return "has one";
        }
        calls[thread] = breaker.acquire();
        return calls[thread] == null ? "rejected" : "permit";
    }

    /** Ends the call of {@code thread}, as {@code outcome} by its name. */
    protected final String end(int thread, String outcome) {
        Call call = calls[thread];
        if (call == null) {
            return "has none";
        }
        calls[thread] = null;
        Outcome ended = Outcome.valueOf(outcome);
        breaker.end(call, ended, ended == Outcome.FAILURE ? FAILURE : null);
        return "done";
    }

    protected final void pass(long nanos) {
        now += nanos;
    }

    public String success(int thread) {
        return end(thread, "SUCCESS");
    }

    public String failure(int thread) {
        return end(thread, "FAILURE");
    }

    public String ignored(int thread) {
        return end(thread, "IGNORED");
    }

    public String cancel(int thread) {
        return end(thread, "CANCELLED");
    }

    public String acquire(int thread) {
        return enter(thread);
    }

    public void forceOpen() {
        breaker.forceOpen();
    }

    public void disable() {
        breaker.disable();
    }

    public void reset() {
        breaker.reset();
    }

    protected final void change(BreakerConfig config) {
        breaker.reconfigure(config, "changed");
    }

    public boolean trip() {
        return breaker.trip("tripped", 0);
    }

    public String state() {
        return breaker.state().name();
    }

    public int transitions() {
        return breaker.moves();
    }
}
