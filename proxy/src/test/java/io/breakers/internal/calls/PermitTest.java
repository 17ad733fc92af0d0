package io.breakers.internal.calls;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import io.breakers.tools.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S5, S19–S22: an outcome acts on the state that admitted its call, and every call is counted once. */
class PermitTest {
    /** How a call ends. */
    enum End {
        SUCCESS {
            @Override
            void of(Pending call) {
                call.succeed();
            }
        },
        FAILURE {
            @Override
            void of(Pending call) {
                call.fail();
            }
        },
        IGNORED {
            @Override
            void of(Pending call) {
                call.fail(new IllegalArgumentException("no such account"));
            }
        },
        CANCELLED {
            @Override
            void of(Pending call) {
                call.interrupt();
            }
        };

        abstract void of(Pending call);
    }

    private static TestedBreaker breaker() {
        return TestedBreaker.with(config -> config.failureThreshold(2)
                .openFor(ofSeconds(10))
                .probes(1)
                .successThreshold(1)
                .ignore(IllegalArgumentException.class));
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfAClosedStateDecidesNothingInOpen(End end) {
        var breaker = breaker();
        Pending late = breaker.begin();
        breaker.fail(2);
        breaker.advance(ofSeconds(4));

        end.of(late);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(6));
        assertThat(breaker.stats().transitions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfAClosedStateDecidesNothingInHalfOpen(End end) {
        var breaker = breaker();
        Pending late = breaker.begin();
        breaker.fail(2);
        breaker.advance(ofSeconds(10));
        Pending probe = breaker.begin();

        end.of(late);

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.reject();
        probe.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfAnEarlierClosedStateDecidesNothingInALaterOne(End end) {
        var breaker = breaker();
        Pending late = breaker.begin();
        breaker.breaker().reset();
        breaker.fail();

        end.of(late);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfAProbeDecidesNothingAfterAnOperator(End end) {
        var breaker = breaker();
        breaker.fail(2);
        breaker.advance(ofSeconds(10));
        Pending probe = breaker.begin();
        breaker.breaker().forceOpen();

        end.of(probe);

        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfADisabledBreakerDecidesNothing(End end) {
        var breaker = breaker();
        breaker.breaker().disable();
        List<Pending> calls = new ArrayList<>();
        for (int call = 0; call < 10; call++) {
            calls.add(breaker.begin());
        }
        calls.subList(0, 5).forEach(end::of);
        assertThat(breaker.state()).isEqualTo(BreakerState.DISABLED);
        breaker.breaker().reset();
        calls.subList(5, 10).forEach(end::of);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @Test
    void failuresOfCallsInFlightTripOnce() {
        var breaker = breaker();
        List<Pending> calls = new ArrayList<>();
        for (int call = 0; call < 6; call++) {
            calls.add(breaker.begin());
        }

        calls.forEach(Pending::fail);

        assertThat(breaker.events())
                .containsExactly("failure", "failure", "CLOSED->OPEN", "failure", "failure", "failure", "failure");
    }

    @Test
    void everyCallIsCountedOnceWhateverHappens() {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        var breaker = breaker();
        List<Pending> inFlight = new ArrayList<>();
        long calls = 0;
        long[] ended = new long[End.values().length];
        long rejected = 0;
        for (int step = 0; step < 5_000; step++) {
            switch (random.nextInt(12)) {
                case 0 -> breaker.advance(ofSeconds(random.nextInt(15)));
                case 1 -> operate(breaker, random.nextInt(20));
                case 2, 3, 4, 5, 6 -> {
                    calls++;
                    long before = breaker.stats().rejected();
                    try {
                        inFlight.add(breaker.begin());
                    } catch (AssertionError refused) {
                        rejected++;
                        assertThat(breaker.stats().rejected()).isEqualTo(before + 1);
                    }
                }
                default -> {
                    if (!inFlight.isEmpty()) {
                        End end = End.values()[random.nextInt(ended.length)];
                        end.of(inFlight.remove(random.nextInt(inFlight.size())));
                        ended[end.ordinal()]++;
                    }
                }
            }
            BreakerStats stats = breaker.stats();
            assertThat(List.of(
                            stats.calls(),
                            stats.rejected(),
                            stats.inFlight(),
                            stats.successes(),
                            stats.failures(),
                            stats.ignored(),
                            stats.cancelled()))
                    .as("seed %d, step %d", seed, step)
                    .containsExactly(calls, rejected, (long) inFlight.size(), ended[0], ended[1], ended[2], ended[3]);
        }
    }

    private static void operate(TestedBreaker breaker, int choice) {
        switch (choice) {
            case 0 -> breaker.breaker().forceOpen();
            case 1 -> breaker.breaker().disable();
            case 2, 3, 4, 5 -> breaker.breaker().reset();
            default -> breaker.state();
        }
    }

    @Test
    void noCallIsLostAmongManyThreads() throws Exception {
        int threads = 8;
        int each = 5_000;
        var breaker = TestedBreaker.unheard(config -> config.failureThreshold(3)
                .openFor(ofSeconds(1))
                .probeLease(ofSeconds(3))
                .ignore(IllegalArgumentException.class));
        try (var gate = new Gate(threads)) {
            List<long[]> counted = gate.run(() -> work(breaker, each));
            long[] sums = new long[5];
            counted.forEach(counts -> {
                for (int kind = 0; kind < sums.length; kind++) {
                    sums[kind] += counts[kind];
                }
            });
            BreakerStats stats = breaker.stats();
            assertThat(new long[] {
                        stats.successes(), stats.failures(), stats.ignored(), stats.cancelled(), stats.rejected()
                    })
                    .containsExactly(sums);
            assertThat(stats.calls()).isEqualTo((long) threads * each);
            assertThat(stats.inFlight()).isZero();
        }
    }

    private static long[] work(TestedBreaker breaker, int calls) {
        var random = ThreadLocalRandom.current();
        long[] counts = new long[5];
        for (int call = 0; call < calls; call++) {
            breaker.advance(ofSeconds(random.nextInt(50) == 0 ? 1 : 0));
            int end = random.nextInt(4);
            try {
                breaker.breaker().call(() -> {
                    switch (end) {
                        case 0:
                            return null;
                        case 1:
                            throw TestedBreaker.DOWN;
                        case 2:
                            throw new IllegalArgumentException("no such account");
                        default:
                            throw new InterruptedException();
                    }
                });
                counts[0]++;
            } catch (CallRejectedException rejected) {
                counts[4]++;
            } catch (Exception thrown) {
                counts[end]++;
            }
        }
        return counts;
    }
}
