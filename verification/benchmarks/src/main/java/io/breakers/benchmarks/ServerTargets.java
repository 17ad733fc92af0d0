package io.breakers.benchmarks;

import static io.breakers.benchmarks.Quantity.bytes;
import static io.breakers.benchmarks.Quantity.figure;
import static io.breakers.benchmarks.Quantity.fixed;
import static io.breakers.benchmarks.Quantity.nanos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The performance targets of large servers: memory (P14), many threads (P16) and scrapes (P17). */
final class ServerTargets {
    private ServerTargets() {}

    static List<Target> memory(int processors) {
        String on = ", " + processors + " processors";
        String of300 = "AUTO.Later300." + processors;
        String of10 = "AUTO.Next10." + processors;
        return List.of(
                weight("method never called, of 300" + on, of300 + ".neverCalled", 200),
                weight("method never called, of 10" + on, of10 + ".neverCalled", 200),
                weight("method called, of 300" + on, of300 + ".called", 1200),
                weight("method called, of 10" + on, of10 + ".called", 1200),
                weight("breaker used by 200 threads" + on, of10 + ".pooled", 16 * 1024),
                new Target("P14", figure("threads started" + on, "", of10 + ".threads"), fixed(0, ""), 1));
    }

    private static Target weight(String what, String figure, int limit) {
        return new Target("P14", figure(what, "B", figure), fixed(limit, "B"), 1);
    }

    static List<Target> liveThreads() {
        return Stream.of(
                        live("one of 201 live threads", 1, 200),
                        live("2 calling threads", 2, 0),
                        live("16 calling threads", 16, 0),
                        live("200 calling threads", 200, 0))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Target> live(String what, int calling, int idle) {
        Work ours = live(LiveThreadCalls.class, "pay", calling, idle);
        Work peer = live(Resilience4jLiveThreadCalls.class, "lambda", calling, idle);
        int cores = Math.min(calling, Runtime.getRuntime().availableProcessors());
        Quantity time = nanos(what, ours).perCore(cores);
        return List.of(
                new Target("P16", time, nanos("one thread", live(LiveThreadCalls.class, "pay", 1, 0)), 2.5),
                new Target(
                        "P16",
                        time,
                        nanos("resilience4j, the same threads", peer).perCore(cores),
                        1 / 8.0),
                new Target("P16", bytes(what, ours), fixed(0, "B"), 1));
    }

    /** Of allocation one in a hundred is noise: a thread takes hundreds of bytes, and the smallest object sixteen. */
    static List<Target> virtualThreads() {
        if (!VirtualThreadCalls.canRun()) {
            return List.of();
        }
        Work ours = Work.of(VirtualThreadCalls.class, "pay");
        Work direct = Work.of(VirtualThreadCalls.class, "direct");
        String what = "a fresh virtual thread for each call";
        String without = "the same without a breaker";
        return List.of(
                new Target("P16", nanos(what, ours), nanos(without, direct), 1.3),
                new Target("P16", bytes(what, ours), bytes(without, direct), 1.01));
    }

    static List<Target> scrapes() {
        List<Target> targets = new ArrayList<>();
        for (String registry : List.of("simple", "prometheus")) {
            for (int users : List.of(1, 200)) {
                String what = "scrape of a number, " + registry + ", used by " + users;
                String peer = "resilience4j, the same";
                Scrapes.Library ours = Scrapes.Library.OURS;
                Scrapes.Library theirs = Scrapes.Library.RESILIENCE4J;
                Work work = scrape(registry, ours, users);
                Work its = scrape(registry, theirs, users);
                targets.add(new Target(
                        "P17",
                        nanos(what, work).each(ours.numbers),
                        nanos(peer, its).each(theirs.numbers),
                        1));
                targets.add(new Target(
                        "P17",
                        bytes(what, work).each(ours.numbers),
                        bytes(peer, its).each(theirs.numbers),
                        1.3));
            }
        }
        return targets;
    }

    private static Work scrape(String registry, Scrapes.Library library, int users) {
        return Work.of(Scrapes.class, registry, "library", library, "users", users);
    }

    private static Work live(Class<?> type, String method, int calling, int idle) {
        return Work.of(type, method, "calling", calling, "idle", idle);
    }
}
