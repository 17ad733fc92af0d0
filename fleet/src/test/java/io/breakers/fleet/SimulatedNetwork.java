package io.breakers.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way between instances and an engine in memory, by a seed: messages are lost, late, doubled and reordered,
 * questions and answers are late, and instances are cut off. It counts what is sent, and can weaken the rules of S63,
 * to show that their loss is noticed.
 */
final class SimulatedNetwork {
    /** A rule of S63 that does not hold, and the claim that notices it. */
    enum Weakness {
        NONE(""),
        ONE_REPORT_IS_ENOUGH("fewer than a quorum trip nobody else"),
        REPORTS_DO_NOT_EXPIRE("a report that is older does not count"),
        AN_INSTANCE_COUNTS_EACH_TIME("one bad instance trips nobody else"),
        THE_KILLED_COUNT("who is killed and comes back counts once"),
        THE_GONE_ARE_COUNTED("at quorum all trip"),
        REPORTS_OUTLIVE_AN_OUTAGE("a report does not outlive an outage"),
        EACH_REPORTER_ADVISES("a set of reports trips once"),
        ADVICE_IS_REPORTED("a set of reports trips once"),
        ADVICE_LOOKS_NEW("who has recovered is not tripped by older advice"),
        ADVICE_COMES_AGAIN("nobody trips again after a recovery");

        final String noticedBy;

        Weakness(String noticedBy) {
            this.noticedBy = noticedBy;
        }
    }

    private final VirtualTime time;
    private final MemoryEngine engine;
    private final Random random;
    private final Weakness weakness;
    private int size;

    /** Whether it is as bad as that. */
    boolean isBad = true;

    final Set<String> cutOff = new HashSet<>();

    /** The numbers of all advice that was sent. */
    final Set<Long> advice = new HashSet<>();

    /** Commands to the engine, messages from it, and the bytes of both with the answers, in Redis' protocol. */
    long commands;

    long messages;
    long bytes;

    SimulatedNetwork(VirtualTime time, MemoryEngine engine, Random random, Weakness weakness) {
        this.time = time;
        this.engine = engine;
        this.random = random;
        this.weakness = weakness;
        engine.killedCount = weakness == Weakness.THE_KILLED_COUNT;
    }

    FleetChannel channel(String member) {
        FleetChannel inner = engine.channel();
        size++;
        return new FleetChannel() {
            @Override
            public Line open() {
                Line line = inner.open();
                return new Line() {
                    @Override
                    public CompletionStage<Connection> connect(Receiver receiver) {
                        var way = new Way(member, receiver);
                        return way.ask(List.of(), List.of(), () -> line.connect(way))
                                .thenApply(connection -> way.over(connection));
                    }

                    @Override
                    public void close() {
                        line.close();
                    }
                };
            }

            @Override
            public String group() {
                return inner.group();
            }
        };
    }

    /** Strings as Redis' protocol frames them. */
    private static long framed(List<?> parts) {
        return 5
                + parts.stream()
                        .mapToLong(part -> String.valueOf(part).length() + 7L)
                        .sum();
    }

    private final class Way implements FleetChannel.Receiver, FleetChannel.Connection {
        private final String member;
        private final FleetChannel.Receiver receiver;
        private final List<FleetChannel.Connection> inner = new ArrayList<>();
        private long repeats;

        Way(String member, FleetChannel.Receiver receiver) {
            this.member = member;
            this.receiver = receiver;
        }

        FleetChannel.Connection over(FleetChannel.Connection connection) {
            inner.add(connection);
            return this;
        }

        private FleetChannel.Connection connection() {
            return inner.get(0);
        }

        <T> CompletionStage<T> ask(List<?> question, List<?> answer, Supplier<CompletionStage<T>> step) {
            if (cutOff.contains(member)) {
                return new CompletableFuture<>();
            }
            commands++;
            // EVALSHA, the digest, the number of keys, the key, the prefix, the channel and the step's name.
            bytes += 200 + framed(question) + framed(answer);
            return isBad && random.nextInt(4) == 0 ? late(step) : step.get();
        }

        private <T> CompletionStage<T> late(Supplier<CompletionStage<T>> step) {
            var answer = new CompletableFuture<T>();
            time.after(
                    upTo(500),
                    () -> step.get()
                            .whenComplete((value, failure) -> time.after(upTo(500), () -> {
                                if (cutOff.contains(member)) {
                                    return;
                                }
                                if (failure == null) {
                                    answer.complete(value);
                                } else {
                                    answer.completeExceptionally(failure);
                                }
                            })));
            return answer;
        }

        private Duration upTo(int millis) {
            return Duration.ofMillis(random.nextInt(millis));
        }

        // What comes.

        @Override
        public void received(FleetChannel.Change change) {
            boolean isAdvice = change.entry().key().startsWith("a:");
            if (isAdvice) {
                advice.add(change.entry().number());
            }
            messages++;
            FleetChannel.Entry entry = change.entry();
            bytes += 60
                    + framed(List.of(
                            change.before(), change.stamp(), entry.number(), entry.time(), entry.key(), entry.text()));
            if (cutOff.contains(member)) {
                return;
            }
            int luck = isBad ? random.nextInt(10) : 9;
            if (luck > 0) {
                later(luck < 4 ? upTo(1_500) : Duration.ZERO, change);
            }
            if (luck == 1 || luck == 2) {
                later(upTo(40_000), change);
            }
            if (isAdvice && weakness == Weakness.ADVICE_IS_REPORTED) {
                time.after(Duration.ofSeconds(5), () -> reportAdvice(entry));
            }
            if (isAdvice && weakness == Weakness.ADVICE_COMES_AGAIN) {
                time.after(Duration.ofSeconds(25), () -> receiver.received(made(change, entry.number() + 1)));
            }
        }

        private void reportAdvice(FleetChannel.Entry entry) {
            String breaker = entry.key().substring(2);
            Duration within = Duration.ofSeconds(30);
            connection()
                    .report(member, breaker, 0, within)
                    .thenCompose(tally -> connection().take(member, breaker, 0, within, 2, entry.key(), entry.text()));
        }

        private void later(Duration delay, FleetChannel.Change change) {
            time.after(delay, () -> {
                if (!cutOff.contains(member)) {
                    long number = change.entry().number();
                    receiver.received(weakness == Weakness.ADVICE_LOOKS_NEW ? made(change, number) : change);
                }
            });
        }

        /** The same, as if it had just been written. */
        private FleetChannel.Change made(FleetChannel.Change change, long number) {
            FleetChannel.Entry entry = change.entry();
            return new FleetChannel.Change(
                    change.before(),
                    change.stamp(),
                    new FleetChannel.Entry(entry.key(), number, engine.now(), entry.text()));
        }

        @Override
        public void ignored(String why) {
            receiver.ignored(why);
        }

        @Override
        public void lost(String why) {
            receiver.lost(why);
        }

        // What goes.

        @Override
        public CompletionStage<FleetChannel.Pulse> beat(String id, String card, List<String> made, List<String> gone) {
            return ask(
                    List.of(id, card, 10_000, made.size(), made, gone),
                    List.of(engine.now(), engine.now(), 0),
                    () -> connection().beat(id, card, made, gone));
        }

        @Override
        public CompletionStage<FleetChannel.@Nullable Change> write(
                String key, String text, Duration kept, long above, FleetChannel.@Nullable Entry over) {
            return ask(
                    List.of(key, text, kept.toMillis(), above, 1_000),
                    List.of(above, above, above),
                    () -> connection().write(key, text, kept, above, over));
        }

        @Override
        public CompletionStage<FleetChannel.Contents> read() {
            return this.<FleetChannel.Contents>ask(
                            List.of(), List.of(), () -> connection().read())
                    .thenApply(contents -> {
                        for (FleetChannel.Entry entry : contents.entries()) {
                            bytes += framed(List.of(entry.key(), entry.number(), entry.time(), entry.text()));
                        }
                        return contents;
                    });
        }

        @Override
        public CompletionStage<?> tell(List<FleetChannel.Entry> entries) {
            return ask(entries, List.of(), () -> connection().tell(entries).thenApply(told -> true));
        }

        @Override
        public CompletionStage<List<FleetChannel.Sign>> members() {
            return connection().members();
        }

        @Override
        public CompletionStage<FleetChannel.Tally> report(String id, String breaker, long since, Duration within) {
            return this.<FleetChannel.Tally>ask(
                            List.of(id, breaker, since, within.toMillis(), 10_000),
                            List.of(1, 1),
                            () -> connection().report(id, breaker, since(since), within(within)))
                    .thenApply(tally -> switch (weakness) {
                        case AN_INSTANCE_COUNTS_EACH_TIME ->
                            new FleetChannel.Tally(tally.reports() + repeats++, tally.members());
                        case THE_GONE_ARE_COUNTED -> new FleetChannel.Tally(tally.reports(), size);
                        case ONE_REPORT_IS_ENOUGH -> new FleetChannel.Tally(tally.members(), tally.members());
                        default -> tally;
                    });
        }

        @Override
        public CompletionStage<Boolean> take(
                String id, String breaker, long since, Duration within, long atLeast, String key, String text) {
            long enough = switch (weakness) {
                case AN_INSTANCE_COUNTS_EACH_TIME -> Math.max(1, atLeast - repeats);
                case ONE_REPORT_IS_ENOUGH -> 1;
                default -> atLeast;
            };
            CompletionStage<Boolean> taken = ask(
                    List.of(id, breaker, since, within.toMillis(), atLeast, key, text, 2_000, 10_000, 2_500),
                    List.of(1),
                    () -> connection().take(id, breaker, since(since), within(within), enough, key, text));
            return weakness != Weakness.EACH_REPORTER_ADVISES
                    ? taken
                    : taken.thenCompose(first -> first || advice.isEmpty()
                            ? CompletableFuture.completedFuture(first)
                            : write(key, text, within, 0, null).thenApply(written -> true));
        }

        private long since(long since) {
            return weakness == Weakness.REPORTS_OUTLIVE_AN_OUTAGE ? 0 : since;
        }

        private Duration within(Duration within) {
            return weakness == Weakness.REPORTS_DO_NOT_EXPIRE ? Duration.ofDays(1) : within;
        }

        @Override
        public CompletionStage<?> leave(String id) {
            return connection().leave(id);
        }

        @Override
        public void close() {
            inner.forEach(FleetChannel.Connection::close);
        }
    }
}
