package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The permit of all calls of one thread in one CLOSED state, and the counts of that thread in all of them. So a healthy call finds both by one look, and finds its counts
 * again when it ends.
 *
 * <p>Only the owner writes to the counts. It is held weakly: a breaker keeps no thread. When the owner needs a permit of another state, or has died and another
 * thread takes its place, a new one is made that starts with the counts of this one, and nobody writes to this one any more.
 */
public final class ThreadPermit extends WeakReference<Thread> implements Permit {
    private static final VarHandle ENTERED;
    private static final VarHandle SUCCESSES;
    private static final VarHandle NANOS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            ENTERED = lookup.findVarHandle(ThreadPermit.class, "entered", long.class);
            SUCCESSES = lookup.findVarHandle(ThreadPermit.class, "successes", long.class);
            NANOS = lookup.findVarHandle(ThreadPermit.class, "nanos", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Kept off the cache lines of other threads by the fields that nobody uses. */
    @SuppressWarnings("unused")
    private long before1, before2, before3, before4;

    private long entered;
    private long successes;
    private long nanos;

    private final Closed closed;

    /** {@link #closed}, if a success in it needs no more than to be counted; {@code null} if not, and when another permit has come in this one's place. */
    private @Nullable Closed quiet;

    @SuppressWarnings("unused")
    private long after1, after2, after3, after4;

    ThreadPermit(Thread owner, Closed closed, @Nullable ThreadPermit predecessor) {
        super(owner);
        this.closed = closed;
        this.quiet = closed.settings.quiet ? closed : null;
        if (predecessor != null) {
            entered = predecessor.entered();
            successes = predecessor.successes();
            nanos = predecessor.nanos();
        }
    }

    boolean admitsTo(State state) {
        return closed == state;
    }

    boolean admitsQuietlyTo(State state, Thread thread) {
        return quiet == state && refersTo(thread);
    }

    /** Counts a success on the thread of the call, if there is no more to it; else does nothing and returns {@code false}. */
    boolean succeededQuietly() {
        Closed state = quiet;
        if (state == null || !state.isCalm()) {
            return false;
        }
        countSuccess();
        return true;
    }

    /** Says that another one is in this one's place. */
    void retire() {
        clear();
        quiet = null;
    }

    // For the owner. A success is stored with release after its entry, and a reader that takes successes first, with
    // acquire, sees the entry of every success that it has seen.

    void countEntered() {
        ENTERED.setRelease(this, entered + 1);
    }

    void countSuccess() {
        SUCCESSES.setRelease(this, successes + 1);
    }

    void countSuccess(long elapsed) {
        if (elapsed != 0) {
            NANOS.setRelease(this, nanos + elapsed);
        }
        countSuccess();
    }

    // For everybody.

    long entered() {
        return (long) ENTERED.getAcquire(this);
    }

    long successes() {
        return (long) SUCCESSES.getAcquire(this);
    }

    long nanos() {
        return (long) NANOS.getAcquire(this);
    }

    @Override
    public Settings settings() {
        return closed.settings;
    }

    @Override
    public boolean succeeded(StateMachine breaker, long elapsed, long now) {
        return closed.succeeded(breaker, elapsed, now);
    }

    @Override
    public boolean failed(StateMachine breaker, long elapsed, long now, Throwable failure) {
        return closed.failed(breaker, elapsed, now, failure);
    }

    @Override
    public boolean released(StateMachine breaker) {
        return closed.released(breaker);
    }
}
