package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.simulation.Network.Request;
import io.breakers.simulation.Network.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One run of {@link SimulationTest}: what happens in it is decided by its seed, and looked at after each step. */
final class SimulatedRun {
    static final int PROBES = 3;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration STORMS = Duration.ofMinutes(10);

    private final Random random;
    private final Network network;
    private final boolean withFallback;
    private final Backend backend;
    private final Breaker breaker;

    /** The requests that were let in, by the number of the transition after which that was, while HALF_OPEN. */
    private final List<Probe> probes = new ArrayList<>();

    private final List<CompletableFuture<String>> given = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private long cancelled;

    /** Whether clients give calls up: a probe that is given up makes room for another. */
    private boolean impatient;

    // What was heard, and when by our own clock.
    private BreakerState heard = BreakerState.CLOSED;
    private long transitions;
    private long opened;

    /** What a listener says would reach nobody if it were thrown. */
    private final List<String> wrong = new ArrayList<>();

    /** How many calls were let in after each time that it opened, until it opened again. */
    private final List<Integer> admittedByPeriod = new ArrayList<>();

    private record Probe(long transition, Request request) {}

    SimulatedRun(ProxyEngine engine, long seed) {
        this.random = new Random(seed);
        this.network = new Network(random);
        this.withFallback = random.nextBoolean();
        BreakerListener listener = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                hear(transition);
            }
        };
        var builder = Breakers.builder(Backend.class, (Backend) network)
                .engine(engine)
                .config(BreakerConfig.builder()
                        .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(20)).minimumCalls(5))
                        .tripWhen(TripRule.slowCallRate(
                                0.8, Duration.ofSeconds(2), Window.ofDuration(Duration.ofSeconds(60))))
                        .openFor(WAIT)
                        .successThreshold(PROBES)
                        .probeLease(LEASE)
                        .ticker(network.ticker)
                        .listener(made -> listener)
                        .build());
        if (withFallback) {
            builder.fallback(question -> CompletableFuture.completedFuture("fallback"));
        }
        this.backend = builder.build();
        this.breaker = Breakers.inspect(backend).breaker("ask");
    }

    /** All that has happened, each with its time. */
    List<String> events() {
        return events;
    }

    List<Integer> admittedByPeriod() {
        return admittedByPeriod;
    }

    void playInChangingWeather() {
        impatient = true;
        network.after(Duration.ZERO, this::changeWeather);
        network.after(network.upTo(Duration.ofMinutes(3)), this::operate);
        network.after(STORMS, this::endStorms);
        play();
        assertThat(breaker.state()).as("target healthy, nobody hangs any more").isEqualTo(BreakerState.CLOSED);
        checkStages();
    }

    /** Leaves out the last period, which may not be over, and what came before the first. */
    void playWhileItIsDown() {
        network.weather = Weather.DOWN;
        play();
        admittedByPeriod.remove(admittedByPeriod.size() - 1);
    }

    private void play() {
        for (int client = 0; client < 10; client++) {
            network.after(network.upTo(Duration.ofSeconds(1)), this::call);
        }
        while (network.step()) {
            checkAccounts();
            checkProbes();
        }
    }

    private void note(Object event) {
        events.add(network.now() + " " + event);
    }

    /** S3, S15, S42: one chain; and however it was asked, it was open for as long as it should. */
    private void hear(Transition transition) {
        note(transition.from() + "->" + transition.to() + " " + transition.reason());
        transitions++;
        if (transition.from() != heard || transition.number() != transitions) {
            wrong.add(transition + " after " + (transitions - 1) + " that led to " + heard);
        }
        heard = transition.to();
        if (heard == BreakerState.OPEN) {
            opened = network.now();
            admittedByPeriod.add(0);
        } else if (heard == BreakerState.HALF_OPEN && network.now() - opened < WAIT.toNanos()) {
            wrong.add("was open for " + (network.now() - opened) + " ns only");
        }
    }

    private void changeWeather() {
        if (network.isBefore(STORMS)) {
            network.weather = Weather.values()[random.nextInt(Weather.values().length)];
            note(network.weather);
            network.after(network.upTo(Duration.ofMinutes(1)), this::changeWeather);
        }
    }

    /** An operator, who does as he likes. */
    private void operate() {
        if (network.isBefore(STORMS)) {
            switch (random.nextInt(4)) {
                case 0 -> breaker.forceOpen();
                case 1 -> breaker.disable();
                default -> breaker.reset();
            }
            network.after(network.upTo(Duration.ofMinutes(1)), this::operate);
        }
    }

    /** What an operator has said, an operator takes back; what happened by itself shall end by itself. */
    private void endStorms() {
        network.weather = Weather.HEALTHY;
        BreakerState state = breaker.state();
        if (state == BreakerState.FORCED_OPEN || state == BreakerState.DISABLED) {
            breaker.reset();
        }
    }

    /** One client's call; the client comes again until long after the storms. */
    private void call() {
        BreakerState before = breaker.state();
        int asked = network.requests.size();
        CompletableFuture<String> stage = backend.ask("question");
        given.add(stage);
        boolean admitted = network.requests.size() > asked;
        note(admitted ? "admitted" : "rejected");
        if (admitted) {
            admitted(before, stage, network.requests.get(asked));
        } else {
            assertThat(before)
                    .as("the state of a call that was refused")
                    .isNotIn(BreakerState.CLOSED, BreakerState.DISABLED);
            assertThat(stage).isDone();
        }
        if (network.isBefore(STORMS.plus(LEASE).plus(WAIT.multipliedBy(2)))) {
            network.after(network.upTo(Duration.ofSeconds(1)), this::call);
        }
    }

    private void admitted(BreakerState before, CompletableFuture<String> stage, Request request) {
        assertThat(before)
                .as("the state of a call that was let in")
                .isNotIn(BreakerState.OPEN, BreakerState.FORCED_OPEN);
        assertThat(heard)
                .as("what was last heard when a call was let in")
                .isNotIn(BreakerState.OPEN, BreakerState.FORCED_OPEN);
        if (before == BreakerState.HALF_OPEN) {
            probes.add(new Probe(breaker.stats().transitions(), request));
        }
        if (!admittedByPeriod.isEmpty()) {
            int last = admittedByPeriod.size() - 1;
            admittedByPeriod.set(last, admittedByPeriod.get(last) + 1);
        }
        if (impatient && random.nextInt(20) == 0) {
            network.after(network.upTo(Duration.ofSeconds(1)), () -> cancel(stage, request));
        }
    }

    private void cancel(CompletableFuture<String> stage, Request request) {
        if (!request.ended && stage.cancel(true)) {
            note("cancelled");
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
        assertThat(stats.transitions()).isEqualTo(transitions);
        assertThat(wrong).isEmpty();
    }

    private void checkProbes() {
        long transition = breaker.stats().transitions();
        probes.removeIf(probe -> probe.transition != transition || probe.request.ended);
        assertThat(probes).as("probes in flight").hasSizeLessThanOrEqualTo(PROBES);
    }

    /** Every stage whose source has completed has completed. */
    private void checkStages() {
        assertThat(given.stream().filter(stage -> !stage.isDone()).count()).isEqualTo(network.pending);
    }
}
