package io.breakers.simulation;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Fails in spells, ignores some and is interrupted at times, and lets threads wait for each other; counts for itself
 * what it did.
 */
final class Moody implements SoakTest.Backend {
    /** Counted at the door. */
    final LongAdder entered = new LongAdder();

    // Counted before the breaker can know.
    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder cancelled = new LongAdder();

    private final Semaphore places = new Semaphore(2);
    private volatile boolean well = true;

    /** Changes the spell: from outside, for while the breaker is open nobody comes in. */
    void turn() {
        well = !well;
    }

    void recover() {
        well = true;
    }

    @Override
    public int ask(int question) throws IOException, InterruptedException {
        entered.increment();
        int mood = ThreadLocalRandom.current().nextInt(1_000);
        if (mood % 50 == 1) {
            waitForAPlace();
        }
        if (mood < 10) {
            ignored.increment();
            throw new IllegalArgumentException("ignored");
        }
        if (mood < 20) {
            cancelled.increment();
            throw new InterruptedException("cancelled");
        }
        if (!well) {
            failed.increment();
            throw new IOException("down");
        }
        answered.increment();
        return question;
    }

    /** Virtual threads leave their carriers here, with a call of ours under way. */
    private void waitForAPlace() {
        places.acquireUninterruptibly();
        Thread.yield();
        places.release();
    }
}
