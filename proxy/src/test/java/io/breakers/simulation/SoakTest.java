package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.Gate;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.testing.VirtualThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real threads, as many as they are, on one breaker that trips and recovers all the time: every call is accounted for, to the last one (S22). */
class SoakTest {
    private static final int PLATFORM_THREADS = 64;
    private static final int VIRTUAL_THREADS = 10_000;

    /** So many calls for each platform thread; virtual ones share as many among them all. */
    private static final int CALLS = Integer.getInteger("breakers.soak.calls", 20_000);

    private static final int ROUNDS = 4;

    /** What a breaker may hold more after the last round than after the first: far less than a byte for each call. */
    private static final long MOST_GROWTH = 1 << 20;

    private static final int COLLECTIONS = 4;
    private static final Duration WAIT = Duration.ofMillis(100);

    interface Backend {
        int ask(int question) throws IOException, InterruptedException;
    }

    /** Who calls: so many threads of one kind, each so many times in a round. */
    record Crowd(boolean virtual, int threads, int calls) {
        Gate gate() {
            return virtual ? Gate.ofVirtualThreads(threads) : new Gate(threads);
        }
    }

    /** Virtual threads are among them wherever the JDK has them. */
    static List<Arguments> crowds() {
        var crowds = new ArrayList<Crowd>();
        crowds.add(new Crowd(false, PLATFORM_THREADS, CALLS / ROUNDS));
        if (VirtualThreads.areThere()) {
            int all = PLATFORM_THREADS * CALLS / ROUNDS;
            crowds.add(new Crowd(true, VIRTUAL_THREADS, Math.max(1, all / VIRTUAL_THREADS)));
        }
        var arguments = new ArrayList<Arguments>();
        for (Crowd crowd : crowds) {
            arguments.add(Arguments.of(ProxyEngine.JDK, crowd));
            arguments.add(Arguments.of(ProxyEngine.GENERATED, crowd));
        }
        return arguments;
    }

    /** Fails in spells, ignores some and is interrupted at times, and lets threads wait for each other; counts what it did. */
    private static final class Moody implements Backend {
        final LongAdder answered = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder ignored = new LongAdder();
        final LongAdder cancelled = new LongAdder();
        private final Semaphore places = new Semaphore(2);
        volatile boolean well = true;

        @Override
        public int ask(int question) throws IOException, InterruptedException {
            int mood = ThreadLocalRandom.current().nextInt(1_000);
            if (mood % 50 == 1) {
                waitForAPlace();
            }
            if (mood == 0) {
                well = !well;
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

    @ParameterizedTest
    @MethodSource("crowds")
    void everyCallIsAccountedFor(ProxyEngine engine, Crowd crowd) throws Exception {
        var ticker = ManualTicker.startingAnywhere();
        var heard = new RecordingListener();
        var moody = new Moody();
        Backend backend = Breakers.builder(Backend.class, (Backend) moody)
                .engine(engine)
                .config(BreakerConfig.builder()
                        .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(50)).minimumCalls(10))
                        .tripWhen(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(1))))
                        .openFor(WAIT)
                        .successThreshold(3)
                        .ignore(IllegalArgumentException.class)
                        .ticker(ticker)
                        .listener(breaker -> new TransitionsOnly(heard))
                        .build())
                .build();
        Breaker breaker = Breakers.inspect(backend).breaker("ask");
        var rejected = new LongAdder();
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        var heap = new ArrayList<Long>();
        List<RecordedEvent> pinned = Pinning.during(() -> {
            try (Gate gate = crowd.gate()) {
                for (int round = 0; round < ROUNDS; round++) {
                    gate.run(() -> {
                        for (int call = 0; call < crowd.calls(); call++) {
                            ticker.advanceNanos(ThreadLocalRandom.current().nextInt(20_000));
                            ask(backend, call, rejected);
                            if (call % 100 == 0) {
                                assertThatItAddsUp(breaker.stats());
                            }
                        }
                        return null;
                    });
                    heap.add(usedHeap());
                }
            }
            return null;
        });

        BreakerStats stats = breaker.stats();
        assertThat(stats.calls()).isEqualTo((long) ROUNDS * crowd.threads() * crowd.calls());
        assertThat(stats.successes()).isEqualTo(moody.answered.sum());
        assertThat(stats.failures()).isEqualTo(moody.failed.sum());
        assertThat(stats.ignored()).isEqualTo(moody.ignored.sum());
        assertThat(stats.cancelled()).isEqualTo(moody.cancelled.sum());
        assertThat(stats.rejected()).isEqualTo(rejected.sum());
        assertThat(stats.inFlight()).isZero();
        assertThat(stats.transitions())
                .isPositive()
                .isEqualTo(heard.transitions().size());
        assertThatTransitionsFormAChain(heard);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads that are not the test's own")
                .allMatch(thread -> before.contains(thread) || isThePlatforms(thread.getName()));
        assertThat(pinned).as("virtual threads that kept their carriers").isEmpty();
        assertThat(heap.get(ROUNDS - 1) - heap.get(0)).as("growth of %s", heap).isLessThan(MOST_GROWTH);
    }

    /** The gate's, the carriers of virtual threads with those that wake them, and the recorder's. */
    private static boolean isThePlatforms(String thread) {
        return Stream.of("pool-", "ForkJoinPool-1-", "VirtualThread-", "JFR ").anyMatch(thread::startsWith);
    }

    private static long usedHeap() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Initialized by the first thread that asks, which waits in there: the virtual machine cannot take its frames off the carrier. */
    private static final class Pins {
        static final boolean PINNED = waitToBeWoken();
    }

    private static boolean waitToBeWoken() {
        Thread self = Thread.currentThread();
        var places = new Semaphore(0);
        var other = new Thread(() -> {
            while (self.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            places.release();
        });
        other.start();
        places.acquireUninterruptibly();
        return true;
    }

    @Test
    void b19_aVirtualThreadThatKeepsItsCarrierIsNoticed() throws Exception {
        List<RecordedEvent> pinned = Pinning.during(() -> {
            try (Gate gate = VirtualThreads.areThere() ? Gate.ofVirtualThreads(1) : new Gate(1)) {
                return gate.run(() -> Pins.PINNED);
            }
        });
        assertThat(pinned).hasSize(VirtualThreads.areThere() ? 1 : 0);
    }

    private static void ask(Backend backend, int question, LongAdder rejected) {
        try {
            assertThat(backend.ask(question)).isEqualTo(question);
        } catch (CallRejectedException rejection) {
            rejected.increment();
        } catch (IOException | InterruptedException | IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isIn("down", "cancelled", "ignored");
        }
    }

    private static void assertThatItAddsUp(BreakerStats stats) {
        // Calls that end while the snapshot is taken may still be in flight there, so there is no upper bound before
        // all have ended.
        assertThat(stats.inFlight()).isNotNegative();
        assertThat(stats.calls())
                .isEqualTo(stats.successes()
                        + stats.failures()
                        + stats.ignored()
                        + stats.cancelled()
                        + stats.rejected()
                        + stats.inFlight());
    }

    private static void assertThatTransitionsFormAChain(RecordingListener heard) {
        BreakerState state = BreakerState.CLOSED;
        long number = 0;
        for (var transition : heard.transitions()) {
            assertThat(transition.from()).isEqualTo(state);
            assertThat(transition.number()).isEqualTo(++number);
            state = transition.to();
        }
    }
}
