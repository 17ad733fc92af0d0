package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Gate;
import io.breakers.tools.VirtualThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real threads, as many as they are, on one breaker that trips and recovers all the time: every call is accounted for,
 * to the last one (S22).
 */
class SoakTest {
    private static final int PLATFORM_THREADS = 64;
    private static final int VIRTUAL_THREADS = 10_000;

    /** So many calls for each platform thread; virtual ones share as many among them all. */
    private static final int CALLS = Integer.getInteger("breakers.soak.calls", 20_000);

    private static final int ROUNDS = 4;

    /** What a breaker may hold more after the last round than after the first: far less than a byte for each call. */
    private static final long MOST_GROWTH = 1 << 20;

    private static final int COLLECTIONS = 4;
    private static final Duration WAIT = Duration.ofMillis(5);

    /**
     * In so many calls the target changes its mood once: time for more than one wait, and for calls before the next.
     */
    private static final int SPELL = 2_000;

    /** So many calls, with a wait before each, last longer than any window. */
    private static final int A_FEW = 300;

    interface Backend {
        int ask(int question) throws IOException, InterruptedException;
    }

    /** Who calls: so many threads of one kind, each so many times in a round. */
    record Crowd(boolean virtual, int threads, int calls) {
        Gate gate() {
            return virtual ? Gate.ofVirtualThreads(threads) : new Gate(threads);
        }
    }

    /** What is watched. */
    enum Watch {
        RATES {
            @Override
            BreakerConfigBuilder config(Chain heard) {
                return BreakerConfig.builder()
                        .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(50)).minimumCalls(10))
                        .tripWhen(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(1))))
                        .listener(breaker -> heard);
            }
        },
        /**
         * The default rule, and nobody hears: of a healthy call there is nothing to do but to count it, and engines
         * take a shorter way.
         */
        FAILURES_IN_A_ROW {
            @Override
            BreakerConfigBuilder config(Chain heard) {
                return BreakerConfig.builder();
            }
        },
        /** Every few milliseconds somebody changes it, or trips it, or ends its wait. */
        CHANGES {
            @Override
            BreakerConfigBuilder config(Chain heard) {
                return RATES.config(heard);
            }
        };

        abstract BreakerConfigBuilder config(Chain heard);
    }

    /** Each time another configuration, whoever else changes it meanwhile: so each is a revision. */
    private static void operate(Breaker breaker, LongAdder changes, AtomicLong numbers) {
        var random = ThreadLocalRandom.current();
        switch (random.nextInt(4)) {
            case 0 -> breaker.trip("down");
            case 1 -> breaker.endWait("it is back");
            default -> {
                changes.increment();
                breaker.reconfigure(breaker.config().toBuilder()
                        .rules(
                                TripRule.failureRate(0.5, Window.ofCalls(random.nextInt(20, 80)))
                                        .minimumCalls(10),
                                TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(1))))
                        .successThreshold(random.nextInt(1, 4), 3)
                        .growProbes(random.nextInt(1, 3))
                        .enforce(random.nextInt(3) / 2.0)
                        .probeLease(Duration.ofSeconds(30).plusNanos(numbers.incrementAndGet()))
                        .build());
            }
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
            for (Watch watch : Watch.values()) {
                arguments.add(Arguments.of(ProxyEngine.JDK, watch, crowd));
                arguments.add(Arguments.of(ProxyEngine.GENERATED, watch, crowd));
            }
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("crowds")
    void everyCallIsAccountedFor(ProxyEngine engine, Watch watch, Crowd crowd) throws Exception {
        var ticker = new ManualTicker();
        var heard = new Chain();
        var moody = new Moody();
        Backend backend = Breakers.builder(Backend.class, (Backend) moody)
                .engine(engine)
                .config(watch.config(heard)
                        .openFor(WAIT)
                        .successThreshold(3)
                        .ignore(IllegalArgumentException.class)
                        .ticker(ticker)
                        .build())
                .build();
        Breaker breaker = Breakers.inspect(backend).breaker("ask");
        var rejected = new LongAdder();
        var recoveries = new LongAdder();
        var changes = new LongAdder();
        var numbers = new AtomicLong();
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        var heap = new ArrayList<Long>();
        List<RecordedEvent> pinned = Pinning.during(() -> {
            try (Gate gate = crowd.gate()) {
                for (int round = 0; round < ROUNDS; round++) {
                    gate.run(() -> {
                        var reader = new Reader(breaker, moody, rejected);
                        for (int call = 0; call < crowd.calls(); call++) {
                            ticker.advanceNanos(ThreadLocalRandom.current().nextInt(20_000));
                            if (ThreadLocalRandom.current().nextInt(SPELL) == 0) {
                                moody.turn();
                            }
                            if (watch == Watch.CHANGES
                                    && ThreadLocalRandom.current().nextInt(SPELL) == 0) {
                                operate(breaker, changes, numbers);
                            }
                            ask(backend, call, rejected);
                            if (call % 100 == 0 || call == crowd.calls() - 1) {
                                reader.look();
                            }
                        }
                        recoveries.add(reader.recoveries());
                        return null;
                    });
                    heap.add(usedHeap());
                }
            }
            return null;
        });

        BreakerStats stats = breaker.stats();
        assertThat(stats.calls()).isEqualTo((long) ROUNDS * crowd.threads() * crowd.calls());
        assertThat(stats.calls() - stats.rejected()).isEqualTo(moody.entered.sum());
        assertThat(stats.successes()).isEqualTo(moody.answered.sum());
        assertThat(stats.failures()).isEqualTo(moody.failed.sum());
        assertThat(stats.ignored()).isEqualTo(moody.ignored.sum());
        assertThat(stats.cancelled()).isEqualTo(moody.cancelled.sum());
        assertThat(stats.rejected()).isEqualTo(rejected.sum());
        assertThat(stats.inFlight()).isZero();
        assertThat(recoveries.sum()).as("recoveries that somebody saw").isPositive();
        assertThat(stats.transitions()).isPositive();
        assertThat(breaker.revision()).isEqualTo(changes.sum());
        if (watch != Watch.FAILURES_IN_A_ROW) {
            assertThat(heard.revision()).isEqualTo(changes.sum());
            assertThat(heard.length()).isEqualTo(stats.transitions());
            assertThat(heard.gaps()).isEmpty();
        }
        assertThatItRecovers(backend, breaker, moody, ticker);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads that are not the test's own")
                .allMatch(thread -> before.contains(thread) || isTheTestsOrThePlatforms(thread.getName()));
        assertThat(pinned).as("virtual threads that kept their carriers").isEmpty();
        assertThat(heap.get(ROUNDS - 1) - heap.get(0)).as("growth of %s", heap).isLessThan(MOST_GROWTH);
    }

    /**
     * Whatever has happened: once its target is well, and what failed before has left the windows, it lets every call
     * in.
     */
    private static void assertThatItRecovers(Backend backend, Breaker breaker, Moody moody, ManualTicker ticker) {
        moody.recover();
        var rejected = new LongAdder();
        for (int call = 0; call < A_FEW; call++) {
            ticker.advance(WAIT);
            ask(backend, call, rejected);
        }
        rejected.reset();
        long entered = moody.entered.sum();
        for (int call = 0; call < A_FEW; call++) {
            ask(backend, call, rejected);
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(rejected.sum()).as("rejected afterwards").isZero();
        assertThat(moody.entered.sum() - entered).isEqualTo(A_FEW);
    }

    /** The gate's, the carriers of virtual threads with those that wake them, and the recorder's. */
    private static boolean isTheTestsOrThePlatforms(String thread) {
        return Stream.of(Gate.THREADS, "ForkJoinPool-1-", "VirtualThread-", "JFR ")
                .anyMatch(thread::startsWith);
    }

    private static long usedHeap() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * Initialized by the first thread that asks, which waits in there: the virtual machine cannot take its frames off
     * the carrier.
     */
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
}
