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
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real threads, as many as they are, on one breaker that trips and recovers all the time: every call is accounted for, to the last one (S22). */
class SoakTest {
    private static final int THREADS = 64;
    private static final int CALLS = Integer.getInteger("breakers.soak.calls", 20_000);
    private static final Duration WAIT = Duration.ofMillis(100);

    interface Backend {
        int ask(int question) throws IOException, InterruptedException;
    }

    /** Fails in spells, ignores some and is interrupted at times; counts what it did. */
    private static final class Moody implements Backend {
        final LongAdder answered = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder ignored = new LongAdder();
        final LongAdder cancelled = new LongAdder();
        volatile boolean well = true;

        @Override
        public int ask(int question) throws IOException, InterruptedException {
            int mood = ThreadLocalRandom.current().nextInt(1_000);
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
    }

    @ParameterizedTest
    @EnumSource(
            value = ProxyEngine.class,
            names = {"JDK", "GENERATED"})
    void everyCallIsAccountedFor(ProxyEngine engine) throws Exception {
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

        try (var gate = new Gate(THREADS)) {
            gate.run(() -> {
                for (int call = 0; call < CALLS; call++) {
                    ticker.advanceNanos(ThreadLocalRandom.current().nextInt(20_000));
                    ask(backend, call, rejected);
                    if (call % 100 == 0) {
                        assertThatItAddsUp(breaker.stats());
                    }
                }
                return null;
            });
        }

        BreakerStats stats = breaker.stats();
        assertThat(stats.calls()).isEqualTo((long) THREADS * CALLS);
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
                .allMatch(thread -> before.contains(thread) || thread.getName().startsWith("pool-"));
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
