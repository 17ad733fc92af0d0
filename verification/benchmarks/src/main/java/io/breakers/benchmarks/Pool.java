package io.breakers.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that live until the pool is closed, as those of a server do, and work when told to. */
final class Pool implements AutoCloseable {
    /** One phase for each round. The threads wait for it and are no parties, so that each is woken once a round. */
    private final Phaser rounds = new Phaser(1);

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final int size;
    private volatile Runnable work;
    private volatile CountDownLatch working;

    Pool(int size) {
        this.size = size;
        for (int i = 0; i < size; i++) {
            var thread = new Thread(this::workInEachRound);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Lets each thread do the work once, and returns when the last of them has done it. */
    void run(Runnable todo) throws InterruptedException {
        work = todo;
        working = new CountDownLatch(size);
        rounds.arrive();
        working.await();
        if (failure.get() != null) {
            throw new IllegalStateException("the work of a thread failed", failure.get());
        }
    }

    private void workInEachRound() {
        for (int round = 0; rounds.awaitAdvance(round) >= 0; round++) {
            try {
                work.run();
            } catch (Throwable thrown) {
                failure.set(thrown);
            } finally {
                working.countDown();
            }
        }
    }

    /** Lets the threads end. */
    @Override
    public void close() {
        rounds.forceTermination();
    }
}
