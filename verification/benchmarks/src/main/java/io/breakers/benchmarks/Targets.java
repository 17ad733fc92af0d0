package io.breakers.benchmarks;

import static io.breakers.benchmarks.Quantity.bytes;
import static io.breakers.benchmarks.Quantity.fixed;
import static io.breakers.benchmarks.Quantity.millis;
import static io.breakers.benchmarks.Quantity.nanos;

import io.breakers.proxy.ProxyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The performance targets P1 to P19, P21 and P22, each with one ratio or more. */
final class Targets {
    private static final Work DIRECT = Work.of(Baselines.class, "direct");
    private static final Work JDK_PROXY = Work.of(Baselines.class, "jdkProxy");
    private static final Work NANO_TIME = Work.of(Baselines.class, "nanoTime");

    private static final Work CONSECUTIVE = closed(Engine.GENERATED, Metering.NONE, Rule.CONSECUTIVE);
    private static final Work FAILURE_RATE = closed(Engine.GENERATED, Metering.NONE, Rule.FAILURE_RATE);
    private static final Work THROUGH_JDK = closed(Engine.JDK, Metering.NONE, Rule.CONSECUTIVE);
    private static final Work REJECTED =
            Work.of(OpenCalls.class, "rejected", "engine", Engine.GENERATED, "metering", Metering.NONE);
    private static final Work FALLING_BACK =
            Work.of(OpenCalls.class, "withFallback", "engine", Engine.GENERATED, "metering", Metering.NONE);
    private static final Work FUTURE = Work.of(FutureCalls.class, "closed", "engine", ProxyEngine.GENERATED);
    private static final Work PENDING = Work.of(FutureCalls.class, "pending", "engine", ProxyEngine.GENERATED);

    private static final Work PEER = resilience4j("lambda", "COUNT_BASED");
    private static final Work PEER_METERED = resilience4j("withMetrics", "COUNT_BASED");
    private static final Work PEER_FUTURE = resilience4j("future", "COUNT_BASED");
    private static final Work PEER_PENDING = resilience4j("pendingFuture", "COUNT_BASED");

    private Targets() {}

    static List<Target> all() {
        return Stream.of(
                        closed("P1", "closed, consecutive failures", CONSECUTIVE),
                        closed("P2", "closed, failure rate of 100 calls", FAILURE_RATE),
                        windows(),
                        meters(),
                        threads("two threads, consecutive failures", CONSECUTIVE),
                        threads("two threads, failure rate of 100 calls", FAILURE_RATE),
                        open(),
                        failures("failing after health", true),
                        failures("failing from the start", false),
                        proxies(),
                        futures(),
                        coldStarts(),
                        ServerTargets.memory(2),
                        ServerTargets.memory(64),
                        reads(),
                        ServerTargets.liveThreads(),
                        ServerTargets.virtualThreads(),
                        ServerTargets.scrapes(),
                        changes(),
                        keys(),
                        unused(),
                        publishers())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Target> closed(String id, String what, Work ours) {
        return List.of(
                new Target(id, nanos(what, ours), nanos("direct call", DIRECT), 3.5),
                new Target(id, nanos(what, ours), nanos("resilience4j lambda", PEER), 1 / 15.0),
                new Target(id, nanos(what, ours), nanos("resilience4j with metrics", PEER_METERED), 1 / 40.0),
                new Target(id, bytes(what, ours), fixed(0, "B"), 1));
    }

    private static List<Target> windows() {
        Work time = closed(Engine.GENERATED, Metering.NONE, Rule.TIME_WINDOW);
        Work slow = closed(Engine.GENERATED, Metering.NONE, Rule.SLOW_CALLS);
        return List.of(
                new Target(
                        "P3",
                        nanos("1 % failures, failure rate of 100 calls", failing("seldom", false)),
                        nanos("resilience4j, 1 % failures", failingPeer("seldomFailing", false)),
                        1 / 6.0),
                new Target(
                        "P4",
                        nanos("time window of 10 s", time),
                        nanos("nanoTime", NANO_TIME).times(2),
                        1.25),
                new Target(
                        "P4",
                        nanos("slow-call rate", slow),
                        nanos("nanoTime", NANO_TIME).times(2),
                        1.25),
                new Target(
                        "P4",
                        nanos("time window of 10 s", time),
                        nanos("resilience4j, time window", resilience4j("lambda", "TIME_BASED")),
                        1 / 1.6));
    }

    private static List<Target> meters() {
        Work latency = closed(Engine.GENERATED, Metering.LATENCY, Rule.CONSECUTIVE);
        Work timers = closed(Engine.GENERATED, Metering.TIMERS, Rule.CONSECUTIVE);
        Work timer = Work.of(Baselines.class, "timerRecord");
        String what = "counts and latency in Micrometer";
        return List.of(
                new Target(
                        "P5", nanos(what, latency), nanos("nanoTime", NANO_TIME).times(2), 1.35),
                new Target("P5", nanos(what, latency), nanos("resilience4j with metrics", PEER_METERED), 1 / 3.0),
                new Target("P5", bytes(what, latency), fixed(0, "B"), 1),
                new Target("P6", nanos("full Micrometer timers", timers), nanos("bare Timer.record", timer), 1.1));
    }

    private static List<Target> threads(String what, Work ours) {
        return List.of(
                new Target("P7", nanos(what, ours.byTwoThreads()), nanos("one thread", ours), 2),
                new Target(
                        "P7",
                        nanos(what, ours.byTwoThreads()),
                        nanos("resilience4j, two threads", PEER.byTwoThreads()),
                        1 / 25.0));
    }

    private static List<Target> open() {
        Work stackless = Work.of(Resilience4jOpenCalls.class, "rejectedWithoutStackTrace");
        Work usual = Work.of(Resilience4jOpenCalls.class, "rejected");
        Work stacklessFallback = Work.of(Resilience4jOpenCalls.class, "withFallbackWithoutStackTrace");
        Work usualFallback = Work.of(Resilience4jOpenCalls.class, "withFallback");
        String rejected = "OPEN, rejected";
        String fallingBack = "OPEN, fallback";
        return List.of(
                new Target("P8", nanos(rejected, REJECTED), nanos("nanoTime", NANO_TIME), 2.2),
                new Target("P8", nanos(rejected, REJECTED), nanos("resilience4j, no stack trace", stackless), 1 / 5.0),
                new Target("P8", nanos(rejected, REJECTED), nanos("resilience4j, as it comes", usual), 1 / 25.0),
                new Target("P8", bytes(rejected, REJECTED), fixed(96, "B"), 1),
                new Target("P9", nanos(fallingBack, FALLING_BACK), nanos("nanoTime", NANO_TIME), 2.2),
                new Target(
                        "P9",
                        nanos(fallingBack, FALLING_BACK),
                        nanos("resilience4j, no stack trace, fallback", stacklessFallback),
                        1 / 5.0),
                new Target(
                        "P9",
                        nanos(fallingBack, FALLING_BACK),
                        nanos("resilience4j, as it comes, fallback", usualFallback),
                        1 / 25.0),
                new Target("P9", bytes(fallingBack, FALLING_BACK), fixed(96, "B"), 1));
    }

    private static List<Target> failures(String when, boolean healthyBefore) {
        return List.of(
                new Target(
                        "P10",
                        nanos(when + ", no fallback", failing("mostly", healthyBefore)),
                        nanos("resilience4j, the same", failingPeer("mostlyFailing", healthyBefore)),
                        1),
                new Target(
                        "P10",
                        nanos(when + ", fallback", failing("mostlyWithFallback", healthyBefore)),
                        nanos("resilience4j, the same", failingPeer("mostlyFailingWithFallback", healthyBefore)),
                        1));
    }

    private static List<Target> proxies() {
        // Since JDK 18 reflection calls through method handles, which the compiler inlines into a bare proxy.
        double limit = Runtime.version().feature() < 18 ? 1.6 : 8;
        return List.of(
                new Target("P11", nanos("JDK engine", THROUGH_JDK), nanos("bare JDK proxy", JDK_PROXY), limit),
                new Target("P11", bytes("JDK engine", THROUGH_JDK), bytes("bare JDK proxy", JDK_PROXY), 1));
    }

    private static List<Target> futures() {
        String peer = "resilience4j executeCompletionStage";
        String peerPending = "resilience4j executeCompletionStage, pending";
        return List.of(
                new Target("P12", nanos("completed future", FUTURE), nanos(peer, PEER_FUTURE), 1 / 2.0),
                new Target("P12", bytes("completed future", FUTURE), bytes(peer, PEER_FUTURE), 1),
                new Target("P12", nanos("pending future", PENDING), nanos(peerPending, PEER_PENDING), 1),
                new Target("P12", bytes("pending future", PENDING), bytes(peerPending, PEER_PENDING), 1));
    }

    private static List<Target> coldStarts() {
        return List.of(
                new Target(
                        "P13",
                        millis("first protect of a process and a call", "AUTO.first"),
                        millis("first bare JDK proxy and a call", "BARE.first"),
                        6),
                next("next interface, 10 methods", "Next10"),
                next("one after a few, 10 methods", "LaterC10"));
    }

    /** To protect a service takes about as long as the platform takes for a proxy that only calls the target. */
    private static Target next(String what, String service) {
        return new Target(
                "P13",
                millis(what, "AUTO." + service + ".protect"),
                millis("a bare JDK proxy of it", "BARE." + service + ".protect"),
                1.15);
    }

    private static List<Target> reads() {
        return List.of(
                new Target(
                        "P15",
                        nanos("state()", Work.of(Reads.class, "state")),
                        nanos("nanoTime", NANO_TIME).times(2),
                        1),
                new Target(
                        "P15",
                        nanos("state() of an open one", Work.of(Reads.class, "stateOfOpen")),
                        nanos("nanoTime", NANO_TIME).times(2),
                        1),
                new Target("P15", nanos("stats()", Work.of(Reads.class, "stats")), fixed(1000, "ns"), 1));
    }

    private static List<Target> changes() {
        String back = "closed, changed and changed back";
        Work changed = Work.of(UnusedCalls.class, "pay", "unused", UnusedCalls.Unused.CHANGES);
        return List.of(
                new Target(
                        "P18",
                        nanos("a change of one, and a call", Work.of(Changes.class, "one")),
                        fixed(20e3, "ns"),
                        1),
                new Target(
                        "P18",
                        nanos("a change of " + Changes.MANY + " together", Work.of(Changes.class, "many")),
                        fixed(100e6, "ns"),
                        1),
                new Target(
                        "P18",
                        nanos("a document for 1,000", Work.of(ManyBreakers.class, "apply", "breakers", 1_000)),
                        fixed(100e6, "ns"),
                        1),
                new Target("P18", nanos(back, changed), nanos("closed, never changed", CONSECUTIVE), 1.1),
                new Target("P18", bytes(back, changed), fixed(0, "B"), 1));
    }

    /** What is not used costs nothing. */
    private static List<Target> unused() {
        String what = "closed, enforce(1)";
        Work ours = Work.of(UnusedCalls.class, "pay", "unused", UnusedCalls.Unused.SPARING);
        String joined = "closed, fleet joined";
        Work fleet = Work.of(UnusedCalls.class, "pay", "unused", UnusedCalls.Unused.FLEET);
        Work registry = Work.of(UnusedCalls.class, "pay", "unused", UnusedCalls.Unused.REGISTRY);
        return List.of(
                new Target("P21", nanos(what, ours), nanos("direct call", DIRECT), 3.5),
                new Target("P21", nanos(what, ours), nanos("closed, consecutive failures", CONSECUTIVE), 1.1),
                new Target("P21", bytes(what, ours), fixed(0, "B"), 1),
                new Target("P21", nanos(joined, fleet), nanos("closed, in a registry", registry), 1.1),
                new Target("P21", bytes(joined, fleet), fixed(0, "B"), 1));
    }

    private static List<Target> keys() {
        Work with = Work.of(KeyedCalls.class, "withKeys", "engine", ProxyEngine.GENERATED);
        Work without = Work.of(KeyedCalls.class, "withoutKeys", "engine", ProxyEngine.GENERATED);
        return List.of(
                new Target("P19", nanos("100 keys", with).moreThan(without), fixed(25, "ns"), 1),
                new Target("P19", bytes("100 keys", with), fixed(0, "B"), 1));
    }

    private static List<Target> publishers() {
        List<Target> targets = new ArrayList<>();
        for (String type : List.of("Mono", "Flux", "Single", "Flowable")) {
            String what = type.startsWith("Fl") ? type + " of 10" : type;
            String operator = "resilience4j's operator on it";
            Work ours = Work.of(PublisherCalls.class, "our" + type);
            Work peer = Work.of(PublisherCalls.class, "peer" + type);
            targets.add(new Target("P22", nanos(what, ours), nanos(operator, peer), 1));
            targets.add(new Target("P22", bytes(what, ours), bytes(operator, peer), 1));
        }
        return targets;
    }

    private static Work closed(Engine engine, Metering metering, Rule rule) {
        return Work.of(ClosedCalls.class, "pay", "engine", engine, "metering", metering, "rule", rule);
    }

    private static Work failing(String method, boolean healthyBefore) {
        return Work.of(
                FailingCalls.class,
                method,
                "engine",
                Engine.GENERATED,
                "rule",
                Rule.FAILURE_RATE,
                "healthyBefore",
                healthyBefore);
    }

    private static Work failingPeer(String method, boolean healthyBefore) {
        return Work.of(
                Resilience4jCalls.class,
                method,
                "window",
                "COUNT_BASED",
                "writes",
                "SYNCHRONIZED",
                "healthyBefore",
                healthyBefore);
    }

    private static Work resilience4j(String method, String window) {
        return Work.of(Resilience4jCalls.class, method, "window", window, "writes", "SYNCHRONIZED");
    }
}
