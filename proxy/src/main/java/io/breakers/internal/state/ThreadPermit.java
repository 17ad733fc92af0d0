package io.breakers.internal.state;

import io.breakers.internal.counting.Cell;
import io.breakers.internal.rules.CleanStamp;
import org.jspecify.annotations.Nullable;

/**
 * The permit of all calls of one thread in one CLOSED state where a success mostly need only be counted. It is also the
 * cell in which that thread counts, so that a healthy call finds both by one look-up, and counts its success without
 * another.
 *
 * <p>When the thread enters a later state, another permit takes its place and goes on counting. Calls that this one let in
 * may still be under way then: they end by it, because they were let in by its state (S20), but are counted elsewhere.
 */
final class ThreadPermit extends Cell implements Permit {
    private final Closed closed;

    /** That of the state; one that is never clean as soon as this counts no more. */
    private CleanStamp clean;

    private ThreadPermit(Thread owner, @Nullable Cell predecessor, Closed closed) {
        super(owner, predecessor);
        this.closed = closed;
        this.clean = closed.clean;
    }

    /** Creates the permit that comes in the place of {@code predecessor}, which counts no more. */
    static ThreadPermit create(Thread owner, @Nullable Cell predecessor, Closed closed) {
        var permit = new ThreadPermit(owner, predecessor, closed);
        if (predecessor instanceof ThreadPermit earlier) {
            earlier.clean = CleanStamp.NEVER;
        }
        return permit;
    }

    boolean admitsTo(State state) {
        return closed == state;
    }

    /**
     * Ends a call on the thread that it entered on, if it succeeded and counting that is all there is to do; else does
     * nothing and returns {@code false}.
     */
    boolean trySucceedFast() {
        boolean fast = clean.isClean() || (clean != CleanStamp.NEVER && closed.trySucceedFast());
        if (fast) {
            addSuccess();
        }
        return fast;
    }

    @Override
    public State state() {
        return closed;
    }

    @Override
    public void onSuccess(long elapsed, long now) {
        closed.onSuccess(elapsed, now);
    }

    @Override
    public void onFailure(long elapsed, long now, Throwable failure) {
        closed.onFailure(elapsed, now, failure);
    }

    @Override
    public void onRelease() {}
}
