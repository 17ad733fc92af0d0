package io.breakers.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory, in virtual time: the same steps as {@code fleet.lua}. Answers and messages take 5 ms unless a test
 * says otherwise, by connection and message.
 */
final class MemoryEngine {
    private static final long QUIET_MILLIS = 2_000;

    private final VirtualTime time;

    /** Its clock, at the beginning of the virtual time; after 2026, as numbers need it. */
    long clock = 1_790_000_000_000L;

    private final List<Wire> wires = new ArrayList<>();
    private Data data = new Data();

    /** Neither connects nor answers, and messages are lost. */
    boolean isDown;

    /** Takes everything and answers nothing. */
    boolean hangs;

    /** Whether reports count of members that give no sign of life any more. */
    boolean killedCount;

    /** Members from whom no sign of life comes any more, as if their processes had been killed. */
    final Set<String> dead = new TreeSet<>();

    /** When somebody has tried to connect, in milliseconds since the beginning. */
    final List<Long> attempts = new ArrayList<>();

    /** How long each message to an instance takes, in milliseconds; negative if it is lost. */
    Supplier<Long> delays = () -> 5L;

    /** How many questions were asked, and messages sent, so far. */
    long questions;

    long messages;

    /** What it keeps, and loses with a restart without persistence. */
    private static final class Data {
        long stamp;
        final Map<String, FleetChannel.Entry> entries = new LinkedHashMap<>();
        final Map<String, FleetChannel.Entry> brief = new LinkedHashMap<>();
        final Map<String, Long> briefEnds = new HashMap<>();

        /** The member whose last sign of life is the oldest comes first. */
        final Map<String, Long> live = new LinkedHashMap<>();

        final Map<String, String> cards = new HashMap<>();
        final Map<String, Set<String>> having = new HashMap<>();
        final Map<String, Map<String, Long>> trips = new HashMap<>();
        final Map<String, Long> quiet = new HashMap<>();
    }

    MemoryEngine(VirtualTime time) {
        this.time = time;
    }

    long now() {
        return clock + time.millis();
    }

    /** All connections end, as by a restart. */
    void restart() {
        List.copyOf(wires).forEach(wire -> wire.lose("the engine ended"));
    }

    /** Forgets everything, without a restart. */
    void empty() {
        data = new Data();
    }

    /** An entry that is kept, whatever it is. */
    void put(FleetChannel.Entry entry) {
        data.entries.put(entry.key(), entry);
    }

    /** What is kept under a key, by number. */
    long numberOf(String key) {
        FleetChannel.Entry entry = data.entries.get(key);
        return entry == null ? 0 : entry.number();
    }

    /** Sends a message to all that no script has sent. */
    void publish(FleetChannel.Change change) {
        List.copyOf(wires).forEach(wire -> wire.send(change));
    }

    /** Those whom its connections tell, for what comes without the engine's doing. */
    List<FleetChannel.Receiver> receivers() {
        return wires.stream().map(wire -> wire.receiver).toList();
    }

    FleetChannel channel() {
        return new FleetChannel() {
            @Override
            public Line open() {
                return new Line() {
                    @Override
                    public CompletionStage<Connection> connect(Receiver receiver) {
                        attempts.add(time.millis());
                        if (isDown) {
                            return CompletableFuture.failedFuture(new IllegalArgumentException("nobody is there"));
                        }
                        var wire = new Wire(receiver);
                        return wire.answer(() -> {
                            wires.add(wire);
                            return wire;
                        });
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public String group() {
                return "shop";
            }

            @Override
            public String toString() {
                return "memory";
            }
        };
    }

    // The steps.

    private long advance(long above) {
        long before = data.stamp;
        data.stamp = Math.max(Math.max(before, above), now() - 1_767_225_600_000L) + 1;
        return before;
    }

    private void bury() {
        long oldest = now() - FleetChannel.LIFE.toMillis();
        while (!data.live.isEmpty()) {
            var first = data.live.entrySet().iterator().next();
            if (first.getValue() > oldest) {
                return;
            }
            forget(first.getKey());
        }
    }

    private void forget(String member) {
        data.live.remove(member);
        data.cards.remove(member);
        data.having.values().forEach(having -> having.remove(member));
        data.trips.values().forEach(trips -> trips.remove(member));
    }

    private long counted(String breaker, long since, Duration within) {
        long from = Math.max(since, now() - within.toMillis());
        return data.trips.getOrDefault(breaker, Map.of()).values().stream()
                .filter(at -> at >= from)
                .count();
    }

    private long confirmed(String member, String breaker, long since, Duration within) {
        long from = Math.max(since, now() - within.toMillis());
        Map<String, Long> trips = data.trips.getOrDefault(breaker, Map.of());
        long own = trips.getOrDefault(member, Long.MAX_VALUE);
        long sign = Math.min(now() - FleetChannel.LATELY.toMillis(), own < from ? Long.MAX_VALUE : own);
        return trips.entrySet().stream()
                .filter(report -> report.getValue() >= from)
                .filter(report -> killedCount || data.live.getOrDefault(report.getKey(), Long.MIN_VALUE) >= sign)
                .count();
    }

    private boolean isQuiet(String breaker) {
        return data.quiet.getOrDefault(breaker, Long.MIN_VALUE) > now();
    }

    private boolean isFull(String key) {
        return !data.entries.containsKey(key) && data.entries.size() >= FleetChannel.MOST_ENTRIES;
    }

    private FleetChannel.@Nullable Change written(
            String key, String text, Duration kept, long above, FleetChannel.@Nullable Entry over) {
        boolean stays = kept.equals(FleetChannel.FOREVER);
        if (stays && isFull(key)) {
            if (over == null || numberOf(over.key()) != over.number()) {
                return null;
            }
            data.entries.remove(over.key());
        }
        long before = advance(above);
        var entry = new FleetChannel.Entry(key, data.stamp, now(), text);
        if (stays) {
            data.entries.put(key, entry);
        } else if (!kept.isZero()) {
            data.brief.put(key, entry);
            data.briefEnds.put(key, now() + kept.toMillis());
        }
        var change = new FleetChannel.Change(before, data.stamp, entry);
        publish(change);
        return change;
    }

    private final class Wire implements FleetChannel.Connection {
        private final FleetChannel.Receiver receiver;
        private boolean isClosed;

        /** Its end came before its questions were read. */
        private boolean isLost;

        Wire(FleetChannel.Receiver receiver) {
            this.receiver = receiver;
        }

        void lose(String why) {
            if (wires.remove(this)) {
                isClosed = true;
                isLost = true;
                receiver.lost(why);
            }
        }

        void send(FleetChannel.Change change) {
            messages++;
            long delay = isDown || hangs ? -1 : delays.get();
            if (delay >= 0) {
                time.after(Duration.ofMillis(delay), () -> {
                    if (!isClosed) {
                        receiver.received(change);
                    }
                });
            }
        }

        <T> CompletionStage<T> answer(Supplier<T> step) {
            questions++;
            var answer = new CompletableFuture<T>();
            if (isClosed) {
                answer.completeExceptionally(new IllegalArgumentException("the connection is closed"));
                return answer;
            }
            time.after(Duration.ofMillis(5), () -> {
                if (isLost || isDown || hangs) {
                    return;
                }
                try {
                    T value = step.get();
                    if (!isClosed) {
                        answer.complete(value);
                    }
                } catch (IllegalStateException refused) {
                    answer.completeExceptionally(refused);
                }
            });
            return answer;
        }

        @Override
        public CompletionStage<FleetChannel.Pulse> beat(
                String member, String card, List<String> made, List<String> gone) {
            if (dead.contains(member)) {
                return new CompletableFuture<>();
            }
            return answer(() -> {
                bury();
                boolean isNew = data.live.remove(member) == null;
                data.live.put(member, now());
                data.cards.put(member, card);
                made.forEach(name -> data.having
                        .computeIfAbsent(name, none -> new TreeSet<>())
                        .add(member));
                gone.forEach(name -> {
                    data.having.getOrDefault(name, new TreeSet<>()).remove(member);
                    data.trips.getOrDefault(name, new HashMap<>()).remove(member);
                });
                return new FleetChannel.Pulse(now(), data.stamp, isNew);
            });
        }

        @Override
        public CompletionStage<FleetChannel.@Nullable Change> write(
                String key, String text, Duration kept, long above, FleetChannel.@Nullable Entry over) {
            return answer(() -> written(key, text, kept, above, over));
        }

        @Override
        public CompletionStage<FleetChannel.Contents> read() {
            return answer(() -> {
                var all = new ArrayList<>(data.entries.values());
                data.brief.forEach((key, entry) -> {
                    if (data.briefEnds.get(key) > now()) {
                        all.add(entry);
                    }
                });
                return new FleetChannel.Contents(now(), data.stamp, all);
            });
        }

        @Override
        public CompletionStage<?> tell(List<FleetChannel.Entry> entries) {
            return answer(() -> {
                for (FleetChannel.Entry entry : entries) {
                    if (entry.number() > numberOf(entry.key()) && !isFull(entry.key())) {
                        data.entries.put(entry.key(), entry);
                        long before = advance(entry.number());
                        publish(new FleetChannel.Change(before, data.stamp, entry));
                    }
                }
                return true;
            });
        }

        @Override
        public CompletionStage<List<FleetChannel.Sign>> members() {
            return answer(() -> data.live.entrySet().stream()
                    .filter(member -> now() - member.getValue() < FleetChannel.LIFE.toMillis())
                    .map(member -> new FleetChannel.Sign(
                            member.getKey(),
                            Duration.ofMillis(now() - member.getValue()),
                            data.cards.get(member.getKey())))
                    .toList());
        }

        @Override
        public CompletionStage<FleetChannel.Tally> report(String member, String breaker, long since, Duration within) {
            return answer(() -> {
                bury();
                Set<String> having = data.having.computeIfAbsent(breaker, none -> new TreeSet<>());
                having.add(member);
                long reports = 0;
                if (!isQuiet(breaker)) {
                    data.trips.computeIfAbsent(breaker, none -> new HashMap<>()).put(member, now());
                    reports = counted(breaker, since, within);
                }
                return new FleetChannel.Tally(reports, having.size());
            });
        }

        @Override
        public CompletionStage<Boolean> take(
                String member, String breaker, long since, Duration within, long atLeast, String key, String text) {
            return answer(() -> {
                bury();
                if (isQuiet(breaker) || confirmed(member, breaker, since, within) < atLeast) {
                    return false;
                }
                data.trips.remove(breaker);
                data.quiet.put(breaker, now() + QUIET_MILLIS);
                written(key, text, within, 0, null);
                return true;
            });
        }

        @Override
        public CompletionStage<?> leave(String member) {
            return answer(() -> {
                forget(member);
                return true;
            });
        }

        @Override
        public void close() {
            isClosed = true;
            wires.remove(this);
        }
    }
}
