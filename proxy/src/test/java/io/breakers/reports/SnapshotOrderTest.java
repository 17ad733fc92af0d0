package io.breakers.reports;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.api.Ticker;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** R35: no snapshot shows an effect without its cause, whatever is counted meanwhile (S22, S43). */
class SnapshotOrderTest {
    private static final int THREADS = 3;
    private static final int CYCLES = 2_000;

    /** How many failures trip the breaker of the load. */
    private static final int FAILURES = 2 * THREADS + 1;

    /** How many calls the load makes in each state that rejects them. */
    private static final int REJECTIONS = 2 * THREADS + 1;

    /** What leads to what. Under the load below both sides are equal whenever nothing happens. */
    private enum Claim {
        ENDS_OF_ENTRIES(s -> s.successes() + s.failures() + s.ignored() + s.cancelled(), s -> s.calls() - s.rejected()),
        SLOW_FAILURES(BreakerStats::slow, BreakerStats::failures),
        FALLBACKS_OF_FAILURES_AND_REJECTIONS(
                s -> s.fallbacks() + s.fallbackFailures(), s -> s.failures() + s.rejected()),
        REJECTIONS_WHILE_OPEN(s -> s.rejected(OPEN), s -> REJECTIONS * cycles(s, 1)),
        REJECTIONS_BESIDE_A_PROBE(s -> s.rejected(HALF_OPEN), s -> REJECTIONS * cycles(s, 2)),
        REJECTIONS_BY_AN_OPERATOR(s -> s.rejected(FORCED_OPEN), s -> REJECTIONS * cycles(s, 4)),
        TRIPS_BY_FAILURES(s -> FAILURES * cycles(s, 1), BreakerStats::failures),
        CLOSED_BY_SUCCESSES(s -> (THREADS + 1) * cycles(s, 3), BreakerStats::successes),
        SUCCESSES_WITH_TIME(BreakerStats::successes, s -> s.successTime().toNanos()),
        FAILURES_WITH_TIME(s -> 2 * s.failures(), s -> s.failureTime().toNanos()),
        IGNORED_WITH_TIME(BreakerStats::ignored, s -> s.ignoredTime().toNanos()),
        CANCELLED_WITH_TIME(BreakerStats::cancelled, s -> s.cancelledTime().toNanos()),
        FALLBACKS_WITH_TIME(
                s -> s.fallbacks() + s.fallbackFailures(), s -> s.fallbackTime().toNanos()),
        FALLBACK_FAILURES_WITH_TIME(
                BreakerStats::fallbackFailures, s -> s.fallbackFailureTime().toNanos());

        private final ToLongFunction<BreakerStats> effects;
        private final ToLongFunction<BreakerStats> causes;

        Claim(ToLongFunction<BreakerStats> effects, ToLongFunction<BreakerStats> causes) {
            this.effects = effects;
            this.causes = causes;
        }

        /** In how many cycles the transition of that number has been made. */
        private static long cycles(BreakerStats stats, int transition) {
            return (stats.transitions() + Load.TRANSITIONS - transition) / Load.TRANSITIONS;
        }

        boolean holds(BreakerStats effects, BreakerStats causes) {
            return this.effects.applyAsLong(effects) <= this.causes.applyAsLong(causes);
        }
    }

    @Test
    void r35_noSnapshotShowsAnEffectWithoutItsCause() throws Exception {
        var load = new Load();
        load.run(CYCLES, () -> {
            BreakerStats stats = load.breaker.stats();
            for (Claim claim : Claim.values()) {
                assertThat(claim.effects.applyAsLong(stats))
                        .as("%s: %s", claim, stats)
                        .isLessThanOrEqualTo(claim.causes.applyAsLong(stats));
            }
            return true;
        });

        BreakerStats stats = load.breaker.stats();
        assertThat(stats.transitions()).isEqualTo((long) Load.TRANSITIONS * CYCLES);
        for (Claim claim : Claim.values()) {
            assertThat(claim.effects.applyAsLong(stats)).as("%s", claim).isEqualTo(claim.causes.applyAsLong(stats));
        }
    }

    /** So that the test above can fail: whoever reads causes first sees each kind of effect without them. */
    @Test
    void r35_eachContradictionShowsWhereCausesAreReadBeforeEffects() throws Exception {
        var load = new Load();
        Set<Claim> missed = EnumSet.allOf(Claim.class);
        load.run(100 * CYCLES, () -> {
            BreakerStats causes = load.breaker.stats();
            BreakerStats effects = load.breaker.stats();
            missed.removeIf(claim -> !claim.holds(effects, causes));
            return !missed.isEmpty();
        });

        assertThat(missed).isEmpty();
    }

    /**
     * Threads that make every kind of event, the same number of each in a cycle; between them one thread makes the
     * transitions. Each thread has a clock of its own: what it calls takes one nanosecond, a failure two.
     */
    private static final class Load implements Ticker {
        /** CLOSED, OPEN, HALF_OPEN, CLOSED, FORCED_OPEN, CLOSED. */
        static final int TRANSITIONS = 5;

        private static final Duration WAIT = Duration.ofHours(1);

        private final ThreadLocal<Long> passed = ThreadLocal.withInitial(() -> 0L);
        private volatile long now;

        final Breaker breaker = Breakers.breaker(
                "load",
                BreakerConfig.builder()
                        .tripWhen(TripRule.failures(FAILURES, Duration.ofDays(1)))
                        .tripWhen(TripRule.slowCallRate(1, Duration.ofNanos(2), Window.ofDuration(Duration.ofDays(1)))
                                .minimumCalls(1_000_000))
                        .ignore(IllegalStateException.class)
                        .openFor(WAIT)
                        .successThreshold(1)
                        .ticker(this)
                        .build());

        private CompletableFuture<String> probe;
        private int step;
        private final CyclicBarrier steps = new CyclicBarrier(THREADS, this::nextState);
        private volatile boolean enough;
        private boolean over;

        @Override
        public long read() {
            return now + passed.get();
        }

        /** Makes so many cycles, and looks all the time; fewer when {@code look} returns {@code false}. */
        void run(int cycles, Callable<Boolean> look) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    running.add(threads.submit(() -> {
                        for (int cycle = 0; cycle < cycles && !over; cycle++) {
                            cycle();
                        }
                        return null;
                    }));
                }
                while (!running.stream().allMatch(Future::isDone)) {
                    enough = enough || !look.call();
                }
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private void cycle() throws Exception {
            call(1, "answer", null, null);
            call(2, null, new IOException("down"), cause -> took(1, "spare"));
            call(2, null, new IOException("down"), cause -> unanswered(took(1, cause)));
            call(1, null, new IllegalStateException("ignored"), null);
            call(1, null, new InterruptedException("cancelled"), null);
            steps.await();
            for (int state = 0; state < 3; state++) {
                reject();
                call(1, "never", null, cause -> unanswered(took(1, cause)));
                steps.await();
            }
        }

        private void reject() {
            call(1, "never", null, cause -> took(1, "spare"));
        }

        private static String unanswered(Throwable cause) {
            throw new IllegalArgumentException(cause);
        }

        private <R> R took(long nanos, R result) {
            passed.set(passed.get() + nanos);
            return result;
        }

        private void call(long nanos, String answer, Exception thrown, Function<Throwable, String> fallback) {
            Callable<String> target = () -> {
                took(nanos, null);
                if (thrown != null) {
                    throw thrown;
                }
                return answer;
            };
            catchThrowable(() -> {
                if (fallback == null) {
                    breaker.call(target);
                } else {
                    breaker.call(target, fallback);
                }
            });
            passed.set(0L);
        }

        /** By the last thread that comes, while the others wait; and a rejection as soon as there can be one. */
        private void nextState() {
            switch (step++ % 4) {
                case 0 -> {
                    call(2, null, new IOException("down"), cause -> took(1, "spare"));
                    reject();
                }
                case 1 -> {
                    now += WAIT.toNanos() + 2; // it opened when a failure had taken 2
                    probe = new CompletableFuture<>();
                    catchThrowable(() -> breaker.callStage(() -> probe));
                    reject();
                }
                case 2 -> {
                    now += 1;
                    probe.complete("back");
                    breaker.forceOpen();
                    reject();
                }
                default -> {
                    breaker.reset();
                    over = enough;
                }
            }
        }
    }
}
