package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.simulation.Network.Request;
import io.breakers.simulation.Network.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One run of {@link SimulationTest}: what happens in it is decided by its seed, and looked at after each step. */
final class SimulatedRun {
    static final int PROBES = Setting.FIRST.probes();
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration STORMS = Duration.ofMinutes(10);

    private final Random random;
    private final Network network;
    private final boolean withFallback;
    private final Backend backend;
    private final Breaker breaker;
    private final SimulatedOperator operator;

    /** The requests that were let in, by the number of the transition after which that was, while HALF_OPEN. */
    private final List<Probe> probes = new ArrayList<>();

    private final List<CompletableFuture<String>> given = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private long cancelled;

    /** Of the present HALF_OPEN; no more of them have succeeded. */
    private int probesEnded;

    /** Whether clients give calls up: a probe that is given up makes room for another. */
    private boolean impatient;

    /** How many calls were let in after each time that it opened, until it opened again. */
    private final List<Integer> admittedByPeriod = new ArrayList<>();

    private record Probe(long transition, Request request, long begun) {}

    SimulatedRun(ProxyEngine engine, long seed) {
        this.random = new Random(seed);
        this.network = new Network(random);
        this.operator = new SimulatedOperator(random, network);
        this.withFallback = random.nextBoolean();
        BreakerListener listener = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                hear(transition);
            }

            @Override
            public void onReconfigured(Reconfiguration change) {
                note("revision " + change.revision() + ": " + change.to());
                operator.hear(change);
            }
        };
        var builder = Breakers.builder(Backend.class, (Backend) network)
                .engine(engine)
                .config(Setting.FIRST.of(BreakerConfig.builder()
                        .probeLease(LEASE)
                        .ticker(network.ticker)
                        .listener(made -> listener)
                        .build()));
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

    private void hear(Transition transition) {
        note(transition.from() + "->" + transition.to() + " " + transition.reason());
        operator.hear(transition);
        probesEnded = 0;
        if (transition.to() == BreakerState.OPEN) {
            admittedByPeriod.add(0);
        }
    }

    private void changeWeather() {
        if (network.isBefore(STORMS)) {
            network.weather = Weather.values()[random.nextInt(Weather.values().length)];
            note(network.weather);
            network.after(network.upTo(Duration.ofMinutes(1)), this::changeWeather);
        }
    }

    private void operate() {
        if (network.isBefore(STORMS)) {
            operator.operate(breaker);
            network.after(network.upTo(Duration.ofSeconds(20)), this::operate);
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
        assertThat(before).as("the state that a call finds").isEqualTo(operator.found());
        int asked = network.requests.size();
        long spared = breaker.stats().spared();
        CompletableFuture<String> stage = backend.ask("question");
        given.add(stage);
        boolean admitted = network.requests.size() > asked;
        boolean wasSpared = breaker.stats().spared() > spared;
        note(wasSpared ? "spared" : admitted ? "admitted" : "rejected");
        if (!admitted || wasSpared) {
            assertThat(before)
                    .as("the state of a call that was not wanted")
                    .isNotIn(BreakerState.CLOSED, BreakerState.DISABLED);
        }
        if (before != BreakerState.FORCED_OPEN && (!admitted || wasSpared)) {
            operator.rejectionWasDue(!admitted);
        }
        if (admitted) {
            admitted(before, wasSpared, stage, network.requests.get(asked));
        } else {
            assertThat(stage).isDone();
        }
        if (network.isBefore(STORMS.plus(LEASE).plus(Setting.LONGEST_WAIT.multipliedBy(3)))) {
            network.after(network.upTo(Duration.ofSeconds(1)), this::call);
        }
    }

    private void admitted(BreakerState before, boolean spared, CompletableFuture<String> stage, Request request) {
        assertThat(before).as("the state of a call that was let in").isNotEqualTo(BreakerState.FORCED_OPEN);
        if (!spared) {
            assertThat(before).as("the state of a call that was let in").isNotEqualTo(BreakerState.OPEN);
            assertThat(operator.heard())
                    .as("what was last heard when a call was let in")
                    .isNotIn(BreakerState.OPEN, BreakerState.FORCED_OPEN);
            if (before == BreakerState.HALF_OPEN) {
                probes.add(new Probe(breaker.stats().transitions(), request, network.now()));
            }
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
        assertThat(stats.transitions()).isEqualTo(operator.transitions());
        assertThat(stats.spared()).isEqualTo(operator.spared());
        assertThat(breaker.revision()).isEqualTo(operator.revisions());
        assertThat(operator.wrong()).isEmpty();
    }

    /** S16, S50, S51: of those whose leases run, by the setting with which their HALF_OPEN began. */
    private void checkProbes() {
        long transition = breaker.stats().transitions();
        for (Iterator<Probe> each = probes.iterator(); each.hasNext(); ) {
            Probe probe = each.next();
            boolean lapsed = network.now() - probe.begun >= LEASE.toNanos();
            if (probe.transition != transition || probe.request.ended || lapsed) {
                probesEnded += probe.transition == transition ? 1 : 0;
                each.remove();
            }
        }
        assertThat(probes)
                .as("probes in flight")
                .hasSizeLessThanOrEqualTo(operator.begun().slotsAfter(probesEnded));
    }

    /** Every stage whose source has completed has completed. */
    private void checkStages() {
        assertThat(given.stream().filter(stage -> !stage.isDone()).count()).isEqualTo(network.pending);
    }
}
