package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.fleet.SimulatedNetwork.Weakness;
import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S63 and the limits of S62, for a thousand seeds; {@code -Dbreakers.fleet.seeds} sets another number. The
 * instances are real ones, in virtual time; only the engine and the network are simulated.
 */
class QuorumSimulationTest {
    private static final long FIRST_SEED = Long.getLong("breakers.seed", 1);
    private static final int SEEDS = Integer.getInteger("breakers.fleet.seeds", 1_000);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    /** Keeps what is a fault of ours; what comes and goes is said often. */
    @RegisterExtension
    final RecordedLog faults = new RecordedLog() {
        @Override
        protected void received(LogRecord logged) {
            if (!logged.getMessage()
                    .matches("The fleet .* is (connected again|not connected: (it|the engine|nobody) .*)")) {
                super.received(logged);
            }
        }
    };

    @AfterEach
    void nothingElseIsLogged() {
        assertThat(faults.lines()).isEmpty();
    }

    /** One run with one seed. */
    private static final class Run {
        private final VirtualTime time = new VirtualTime();
        private final MemoryEngine engine = new MemoryEngine(time);
        private final Random random;
        private final SimulatedNetwork network;
        private final Quorum quorum;
        private final List<String> ids = new ArrayList<>();
        private final Set<String> killed = new HashSet<>();
        private final List<Breaker> breakers = new ArrayList<>();

        Run(long seed, int size, double share, Weakness weakness) {
            random = new Random(seed);
            network = new SimulatedNetwork(time, engine, random, weakness);
            quorum = Quorum.of(share).within(WITHIN);
            for (int i = 0; i < size; i++) {
                ids.add("shop-7d9f8b6c5-" + i + "/12345/a1b2c3");
                breakers.add(join(id(i)));
            }
            pass(5);
        }

        private Breaker join(String id) {
            var registry = BreakerRegistry.builder()
                    .config(BreakerConfig.builder()
                            .ticker(time.ticker)
                            .rules(TripRule.consecutiveFailures(2))
                            .openFor(Duration.ofSeconds(10))
                            .build())
                    .quiet()
                    .build();
            Breaker breaker = registry.breaker("Stock.find");
            new Node(registry, network.channel(id), id, quorum, time.executor(), time.ticker, random).join();
            return breaker;
        }

        private String id(int index) {
            return ids.get(index);
        }

        void pass(long seconds) {
            time.advance(Duration.ofSeconds(seconds));
        }

        void trip(int index) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> breakers.get(index).run(() -> {
                            throw new IllegalStateException("down");
                        }))
                        .hasMessage("down");
            }
        }

        /** All work again: those that are open wait their time out, and their trial calls succeed. */
        void recover() {
            pass(11);
            for (Breaker breaker : breakers) {
                for (int i = 0; i < 20 && breaker.state() != BreakerState.CLOSED; i++) {
                    breaker.run(() -> {});
                }
                assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
            }
        }

        /** Recovers, and waits until no report counts any more and no message is under way. */
        void settle() {
            recover();
            pass(45);
        }

        int open() {
            return (int) breakers.stream()
                    .filter(breaker -> breaker.state() != BreakerState.CLOSED)
                    .count();
        }

        void nobodyElse(String claim, int tripped) {
            assertThat(open()).as(claim).isEqualTo(tripped);
            assertThat(network.advice).as(claim).isEmpty();
        }

        List<Integer> shuffled() {
            var order = new ArrayList<Integer>();
            for (int i = 0; i < breakers.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            return order;
        }

        void check() {
            fewerThanAQuorumTripNobodyElse();
            settle();
            oneBadInstanceTripsNobodyElse();
            settle();
            whoIsKilledAndComesBackCountsOnce();
            settle();
            aReportDoesNotOutliveAnOutage();
            settle();
            atQuorumAllTripOnThisSideOfAPartition();
        }

        private void fewerThanAQuorumTripNobodyElse() {
            int needed = (int) quorum.needed(breakers.size());
            List<Integer> order = shuffled();
            order.subList(0, needed - 1).forEach(this::trip);
            pass(3);
            nobodyElse("fewer than a quorum trip nobody else", needed - 1);
            recover();
            pass(WITHIN.toSeconds() - 13);
            trip(order.get(needed - 1));
            pass(3);
            nobodyElse("a report that is older does not count", 1);
        }

        private void oneBadInstanceTripsNobodyElse() {
            int bad = random.nextInt(breakers.size());
            for (int i = 0; i < 10; i++) {
                breakers.get(bad).reset();
                trip(bad);
                pass(2);
                nobodyElse("one bad instance trips nobody else", 1);
            }
        }

        /** So many that they are a quorum with one more if each counts twice, as far as there are. */
        private void whoIsKilledAndComesBackCountsOnce() {
            int fewer = (int) quorum.needed(breakers.size()) - 1;
            int number = 0;
            while (number + 1 < fewer && 2 * number + 1 < quorum.needed(breakers.size() + number)) {
                number++;
            }
            List<Integer> order = shuffled();
            List<Integer> bad = order.subList(0, number);
            bad.forEach(this::trip);
            time.advance(Duration.ofMillis(random.nextInt(2_000)));
            for (int index : bad) {
                network.cutOff.add(id(index));
                killed.add(id(index));
            }
            time.advance(Duration.ofMillis(500 + random.nextInt(2_000)));
            for (int index : bad) {
                ids.set(index, id(index) + "-again");
                breakers.set(index, join(id(index)));
            }
            pass(4);
            bad.forEach(this::trip);
            pass(1);
            trip(order.get(number));
            for (int i = 0; i < 10; i++) {
                pass(1);
                nobodyElse("who is killed and comes back counts once", number + 1);
            }
        }

        private void aReportDoesNotOutliveAnOutage() {
            int needed = (int) quorum.needed(breakers.size());
            List<Integer> order = shuffled();
            int before = random.nextInt(needed);
            order.subList(0, before).forEach(this::trip);
            pass(1);
            engine.isDown = true;
            engine.restart();
            order.subList(before, needed - 1).forEach(this::trip);
            pass(1);
            engine.isDown = false;
            pass(8);
            trip(order.get(needed - 1));
            pass(3);
            nobodyElse("a report does not outlive an outage", needed);
        }

        private void atQuorumAllTripOnThisSideOfAPartition() {
            List<Integer> order = shuffled();
            int there = 1 + random.nextInt(order.size() / 3);
            int here = order.size() - there;
            int needed = (int) quorum.needed(here);
            order.subList(here, order.size()).forEach(index -> network.cutOff.add(id(index)));
            pass(15);

            int trippedThere = there / 2;
            order.subList(here, here + trippedThere).forEach(this::trip);
            for (int index : order.subList(0, needed - 1)) {
                trip(index);
                time.advance(Duration.ofMillis(random.nextInt(15_000 / needed)));
            }
            pass(3);
            nobodyElse("who is cut off does not count", trippedThere + needed - 1);

            long commands = network.commands;
            for (int index : order.subList(needed - 1, Math.min(here, needed + 2))) {
                trip(index);
                time.advance(Duration.ofMillis(random.nextInt(2)));
            }
            for (int i = 0; i < 500 && network.advice.isEmpty(); i++) {
                time.advance(Duration.ofMillis(20));
            }
            Breaker early = breakers.get(order.get(0));
            early.reset();
            pass(8);
            assertThat(network.advice).as("a set of reports trips once").hasSizeLessThan(2);
            assertThat(network.advice).as("at quorum all trip").isNotEmpty();
            assertThat(network.commands - commands).as("no storm").isLessThan(12L * order.size());
            assertThat(early.state())
                    .as("who has recovered is not tripped by older advice")
                    .isEqualTo(BreakerState.CLOSED);
            for (int index : order.subList(1, here)) {
                assertThat(breakers.get(index).state()).as("at quorum all trip").isNotEqualTo(BreakerState.CLOSED);
            }
            for (int index : order.subList(here + trippedThere, order.size())) {
                assertThat(breakers.get(index).state())
                        .as("who is cut off works on")
                        .isEqualTo(BreakerState.CLOSED);
            }

            recover();
            network.cutOff.retainAll(killed);
            for (int i = 0; i < 60; i++) {
                pass(1);
                assertThat(open()).as("nobody trips again after a recovery").isZero();
            }
            assertThat(network.advice).as("a set of reports trips once").hasSize(1);
        }
    }

    private static void check(long seed, Weakness weakness) {
        var shape = new Random(seed);
        int size = 4 + shape.nextInt(9);
        double share = List.of(0.3, 0.5, 0.75).get(shape.nextInt(3));
        try {
            new Run(seed, size, share, weakness).check();
        } catch (AssertionError broken) {
            throw new AssertionError(
                    "-Dbreakers.fleet.seeds=1 -Dbreakers.seed=" + seed + " (" + size + " instances, share " + share
                            + "): " + broken.getMessage(),
                    broken);
        }
    }

    @Test
    void theClaimsHoldForManySeeds() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            check(seed, Weakness.NONE);
        }
    }

    @Test
    void theClaimsHoldForAThousandInstances() {
        new Run(1, 1_000, 0.3, Weakness.NONE).check();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aWeakenedRuleIsNoticed(Weakness weakness) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 20; seed++) {
                        check(seed, weakness);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[" + weakness.noticedBy + "]");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 1_000})
    void messagesAndBytesAreWithinTheirLimitsAndAsInTheGuide(int size) throws IOException {
        var run = new Run(1, size, 0.5, Weakness.NONE);
        run.network.isBad = false;
        run.pass(60);
        long commands = run.network.commands;
        long bytes = run.network.bytes;
        run.pass(100);
        double restCommands = (run.network.commands - commands) / 100.0 / size;
        double restBytes = (run.network.bytes - bytes) / 100.0 / size;

        commands = run.network.commands;
        bytes = run.network.bytes;
        long messages = run.network.messages;
        for (int i = 0; i < size; i++) {
            run.trip(i);
        }
        run.pass(2);
        double massCommands = (double) (run.network.commands - commands) / size;
        double massMessages = (double) (run.network.messages - messages) / size;
        double massBytes = (double) (run.network.bytes - bytes) / size;

        assertThat(restCommands).isLessThanOrEqualTo(1);
        assertThat(restBytes).isLessThanOrEqualTo(5_000);
        assertThat(massCommands).isLessThanOrEqualTo(3);
        assertThat(massMessages).isEqualTo(1);
        assertThat(massBytes).isLessThanOrEqualTo(5_000);
        String row = String.format(
                Locale.ROOT,
                "| %,d | %.1f | %.0f | %.1f | %.0f | %.0f |",
                size,
                restCommands,
                restBytes,
                massCommands,
                massMessages,
                massBytes);
        assertThat(Files.readString(Path.of("../docs/guide/fleet.md")).contains(row))
                .as("the row in docs/guide/fleet.md: " + row)
                .isTrue();
    }
}
