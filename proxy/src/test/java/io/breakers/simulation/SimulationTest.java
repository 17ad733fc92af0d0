package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.simulation.Network.Request;
import io.breakers.simulation.Network.Weather;
import io.breakers.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many virtual clients of an asynchronous backend, through weeks of changing weather, on one thread that owns the time. After each step what must always hold is looked at; a seed that fails is printed, and
 * {@code -Dbreakers.seed} plays it again, step by step the same.
 */
class SimulationTest {
    private static final int RUNS = Integer.getInteger("breakers.simulations", 50);
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());

    private static final int PROBES = 3;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration STORMS = Duration.ofMinutes(10);

    @ParameterizedTest
    @EnumSource(
            value = ProxyEngine.class,
            names = {"JDK", "GENERATED"})
    void whatMustHoldHoldsAfterEveryStep(ProxyEngine engine) {
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run;
            try {
                new Run(engine, new Random(seed)).play();
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("-Dbreakers.simulations=1 -Dbreakers.seed=" + seed, broken);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final Network network;
        private final RecordingListener heard = new RecordingListener();
        private final boolean withFallback;
        private final Backend backend;
        private final Breaker breaker;

        /** The requests that were let in, by the number of the transition after which that was, while HALF_OPEN. */
        private final List<Probe> probes = new ArrayList<>();

        private final List<CompletableFuture<String>> given = new ArrayList<>();
        private long cancelled;

        private record Probe(long transition, Request request) {}

        Run(ProxyEngine engine, Random random) {
            this.random = random;
            this.network = new Network(random);
            this.withFallback = random.nextBoolean();
            var builder = Breakers.builder(Backend.class, (Backend) network)
                    .engine(engine)
                    .config(BreakerConfig.builder()
                            .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(20))
                                    .minimumCalls(5))
                            .tripWhen(TripRule.slowCallRate(
                                    0.8, Duration.ofSeconds(2), Window.ofDuration(Duration.ofSeconds(60))))
                            .openFor(WAIT)
                            .successThreshold(PROBES)
                            .probeLease(LEASE)
                            .ticker(network.ticker)
                            .listener(heard)
                            .build());
            if (withFallback) {
                builder.fallback(question -> CompletableFuture.completedFuture("fallback"));
            }
            this.backend = builder.build();
            this.breaker = Breakers.inspect(backend).breaker("ask");
        }

        void play() {
            for (int client = 0; client < 10; client++) {
                network.after(network.upTo(Duration.ofSeconds(1)), this::call);
            }
            network.after(Duration.ZERO, this::changeWeather);
            network.after(STORMS, () -> network.weather = Weather.HEALTHY);
            while (network.step()) {
                checkAccounts();
                checkProbes();
            }
            assertThat(breaker.state())
                    .as("target healthy, nobody hangs any more")
                    .isEqualTo(BreakerState.CLOSED);
            checkTransitions();
            checkStages();
        }

        private void changeWeather() {
            if (network.isBefore(STORMS)) {
                network.weather = Weather.values()[random.nextInt(Weather.values().length)];
                network.after(network.upTo(Duration.ofMinutes(1)), this::changeWeather);
            }
        }

        /** One client's call; the client comes again until long after the storms. */
        private void call() {
            BreakerState before = breaker.state();
            int asked = network.requests.size();
            CompletableFuture<String> stage = backend.ask("question");
            given.add(stage);
            boolean admitted = network.requests.size() > asked;
            if (admitted) {
                assertThat(before).as("the state of a call that was let in").isNotEqualTo(BreakerState.OPEN);
                Request request = network.requests.get(asked);
                if (before == BreakerState.HALF_OPEN) {
                    probes.add(new Probe(breaker.stats().transitions(), request));
                }
                if (!withFallback) {
                    assertThat(stage).isSameAs(request.answer);
                }
                if (random.nextInt(20) == 0) {
                    network.after(network.upTo(Duration.ofSeconds(1)), () -> cancel(stage, request));
                }
            } else {
                assertThat(stage).isDone();
            }
            if (network.isBefore(STORMS.plus(LEASE).plus(WAIT.multipliedBy(2)))) {
                network.after(network.upTo(Duration.ofSeconds(1)), this::call);
            }
        }

        private void cancel(CompletableFuture<String> stage, Request request) {
            if (!request.ended && stage.cancel(true)) {
                request.end();
                cancelled++;
                assertThat(request.answer).as("the target's own future").isCancelled();
            }
        }

        private void checkAccounts() {
            BreakerStats stats = breaker.stats();
            assertThat(stats.inFlight()).as("calls in flight").isEqualTo(network.pending);
            assertThat(stats.calls()).isEqualTo(given.size());
            assertThat(stats.calls() - stats.rejected()).isEqualTo(network.requests.size());
            assertThat(stats.cancelled()).isEqualTo(cancelled);
        }

        private void checkProbes() {
            long transition = breaker.stats().transitions();
            probes.removeIf(probe -> probe.transition != transition || probe.request.ended);
            assertThat(probes).as("probes in flight").hasSizeLessThanOrEqualTo(PROBES);
        }

        private void checkTransitions() {
            BreakerState state = BreakerState.CLOSED;
            long number = 0;
            for (var transition : heard.transitions()) {
                assertThat(transition.from()).isEqualTo(state);
                assertThat(transition.number()).isEqualTo(++number);
                state = transition.to();
            }
            assertThat(state).isEqualTo(BreakerState.CLOSED);
        }

        /** Every stage whose source has completed has completed. */
        private void checkStages() {
            assertThat(given.stream().filter(stage -> !stage.isDone()).count()).isEqualTo(network.pending);
        }
    }
}
