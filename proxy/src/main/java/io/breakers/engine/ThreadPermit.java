package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one thread, and the permit of all its calls in one CLOSED state, so that a healthy call finds both by one lookup,
 * and its counts again when it ends.
 *
 * <p>Only the owner thread writes to the counts. It is held weakly, so that a breaker keeps no thread alive. When the owner needs a
 * permit of another state, or has died and another thread takes its place, a new permit is created that starts with these counts,
 * and nothing writes to this one any more.
 */
public final class ThreadPermit extends WeakReference<Thread> implements Permit {
    private static final int SPARE = 8;
    private static final VarHandle ENTERED = Handles.of(MethodHandles.lookup(), "entered", long.class);
    private static final VarHandle SUCCESSES = Handles.of(MethodHandles.lookup(), "successes", long.class);
    private static final VarHandle OTHERS = MethodHandles.arrayElementVarHandle(long[].class);

    // The two that every healthy call writes; the fields that nobody uses keep them further from what other threads
    // write.
    @SuppressWarnings("unused")
    private long before1, before2, before3, before4;

    private long entered;
    private long successes;

    /** The other counts, with as much room behind them. */
    private final long[] others = new long[Count.NUMBER + SPARE];

    /** Where this is the permit; {@code null} if it only counts. */
    private final @Nullable Closed closed;

    /** Those of {@link #closed}, which saves each call one indirection. */
    private final @Nullable Settings settings;

    /** {@link #closed}, if a success there needs no more than to be counted; {@code null} if it does, and as soon as another permit is in this one's place. */
    private @Nullable Closed quiet;

    /** The calm of {@link #quiet}, which saves a healthy call the way there; one that never is there if that is {@code null}. */
    private Calm calm;

    @SuppressWarnings("unused")
    private long after1, after2, after3, after4;

    ThreadPermit(Thread owner, @Nullable Closed closed, @Nullable ThreadPermit predecessor) {
        super(owner);
        this.closed = closed;
        this.settings = closed == null ? null : closed.settings;
        this.quiet = closed != null && closed.settings.quiet ? closed : null;
        this.calm = quiet == null ? Calm.NEVER : quiet.calm();
        if (predecessor != null) {
            entered = predecessor.get(Count.ENTERED);
            successes = predecessor.get(Count.SUCCESSES);
            for (Count count : Count.values()) {
                others[count.index] = predecessor.get(count);
            }
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
        if (!calm.isThere() && !succeedsQuietly()) {
            return false;
        }
        SUCCESSES.setRelease(this, successes + 1);
        return true;
    }

    private boolean succeedsQuietly() {
        Closed state = quiet;
        return state != null && state.succeededQuietly();
    }

    /** Says that another one is in this one's place. */
    void retire() {
        quiet = null;
        calm = Calm.NEVER;
    }

    /** Counts an entry; for the owner. */
    void enter() {
        ENTERED.setRelease(this, entered + 1);
    }

    /** For the owner. Whoever sees the new count sees all that the owner counted before. */
    void add(Count count, long amount) {
        if (count == Count.ENTERED) {
            ENTERED.setRelease(this, entered + amount);
        } else if (count == Count.SUCCESSES) {
            SUCCESSES.setRelease(this, successes + amount);
        } else {
            OTHERS.setRelease(others, count.index, others[count.index] + amount);
        }
    }

    long get(Count count) {
        if (count == Count.ENTERED) {
            return (long) ENTERED.getAcquire(this);
        }
        return count == Count.SUCCESSES
                ? (long) SUCCESSES.getAcquire(this)
                : (long) OTHERS.getAcquire(others, count.index);
    }

    private Closed closed() {
        return Objects.requireNonNull(closed, "was not given as a permit");
    }

    @Override
    public Settings settings() {
        return Objects.requireNonNull(settings, "was not given as a permit");
    }

    @Override
    public Step step() {
        return closed().step;
    }

    @Override
    public void succeeded(StateMachine breaker, long elapsed, long now) {
        closed().succeeded(breaker, elapsed, now);
    }

    @Override
    public void failed(StateMachine breaker, long elapsed, long now, Throwable failure) {
        closed().failed(breaker, elapsed, now, failure);
    }

    @Override
    public void released(StateMachine breaker) {}
}
