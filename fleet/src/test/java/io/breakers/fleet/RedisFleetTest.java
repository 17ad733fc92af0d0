package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * S62 and S63 over a real Redis: the engine's own part, and what breaks it. The times that the rules promise are
 * asserted by {@link PromisedTimesTest}, in virtual time: here, a busy machine may take longer.
 */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class RedisFleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bell bell = new Bell();

    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    private RedisServer redis;
    private final List<Fleet> fleets = new ArrayList<>();
    private final List<BreakerRegistry> registries = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        redis = new RedisServer();
    }

    @AfterEach
    void end() throws Exception {
        fleets.forEach(Fleet::close);
        if (redis != null) {
            redis.close();
        }
    }

    private final class Ringing implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            bell.ring();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        bell.await(what, condition);
    }

    private BreakerRegistry registry() {
        var registry = BreakerRegistry.builder()
                .config(BreakerConfig.builder()
                        .rules(TripRule.consecutiveFailures(2))
                        .build())
                .listener(breaker -> new Ringing())
                .quiet()
                .build();
        registry.breaker("Stock.find");
        registries.add(registry);
        return registry;
    }

    private Fleet join(String uri) {
        return join(uri, Duration.ofMinutes(1));
    }

    private Fleet join(String uri, Duration patience) {
        Fleet fleet = Fleet.of(registry(), RedisFleet.at(uri).group("shop")).join(patience);
        fleets.add(fleet);
        return fleet;
    }

    private Fleet join() {
        return join(redis.uri());
    }

    private boolean allAre(BreakerState state) {
        return registries.stream()
                .allMatch(registry -> registry.breaker("Stock.find").state() == state);
    }

    @Test
    void aCommandReachesAllAndThoseWhoComeLater() {
        Fleet first = join();
        join();
        join();

        long number = first.forceOpen("Stock.find", "maintenance", "ops-7");

        assertThat(registries.get(0).breaker("Stock.find").status().reason())
                .isEqualTo("maintenance (ops-7, fleet command " + number + ")");
        await("all are forced open", () -> allAre(FORCED_OPEN));
        join();
        assertThat(allAre(FORCED_OPEN)).isTrue();
        Bell.ask("all are members", () -> first.members().size() == 4);

        first.reset("Stock.find", "done", "ops-7");
        await("all are closed", () -> allAre(CLOSED));
        first.trip("Stock.find", "test", "ops-7");
        await("all are open", () -> allAre(OPEN));
    }

    @Test
    void anEndComesOnAll() {
        Fleet first = join();
        join();
        first.disable("Stock.find", "test", "ops-7", Duration.ofMillis(300));

        await("all are closed", () -> allAre(CLOSED));
    }

    @Test
    void noCommandIsLostByKillAndRestart() throws Exception {
        Fleet first = join();
        Fleet second = join();
        first.forceOpen("Stock.find", "maintenance", "ops-7");
        redis.kill();
        await("the loss is noticed", () -> !first.connected() && !second.connected());

        assertThatThrownBy(
                        () -> bell.within(PATIENCE, "it is refused", () -> first.reset("Stock.find", "done", "ops-7")))
                .isInstanceOfSatisfying(
                        FleetException.class,
                        refused -> assertThat(refused.isFateUnknown()).isFalse());
        assertThat(allAre(FORCED_OPEN)).isTrue();

        redis.start();
        await("it is back", () -> first.connected() && second.connected());
        join();
        assertThat(allAre(FORCED_OPEN)).isTrue();
        second.reset("Stock.find", "done", "ops-7");
        await("all are closed", () -> allAre(CLOSED));
    }

    @Test
    void anEmptyEngineIsToldAgainAndNumbersGoOn() throws Exception {
        Fleet first = join();
        long before = first.forceOpen("Stock.find", "maintenance", "ops-7");
        redis.killAndForget();
        await("the loss is noticed", () -> !first.connected());
        redis.start();
        await("it is back", first::connected);
        join();
        await("all are forced open", () -> allAre(FORCED_OPEN));

        assertThat(first.reset("Stock.find", "done", "ops-7")).isGreaterThan(before);
        await("all are closed", () -> allAre(CLOSED));
    }

    @Test
    void aHangingEngineLeavesTheFateUnknownWithinSecondsAndIsSeen() throws Exception {
        Fleet first = join();
        Fleet second = join();
        // Redis does not know a script that has never run, so its first command would be asked for again.
        first.reset("Stock.find", "to begin with", "ops-7");
        redis.pause();

        assertThatThrownBy(() -> bell.within(
                        PATIENCE, "its fate is unknown", () -> first.forceOpen("Stock.find", "maintenance", "ops-7")))
                .isInstanceOfSatisfying(
                        FleetException.class,
                        unknown -> assertThat(unknown.isFateUnknown()).isTrue())
                .hasMessageStartingWith("The fate of the command is unknown: the fleet shop at " + redis.uri());
        await("the loss is noticed", () -> !first.connected() && !second.connected());
        redis.goOn();
        await("it is back", () -> first.connected() && second.connected());
        await("what was written is done", () -> allAre(FORCED_OPEN));
    }

    @Test
    void joinsWithoutAnEngine() throws Exception {
        redis.kill();
        Fleet first = Fleet.of(registry(), RedisFleet.at(redis.uri()).group("shop"));
        fleets.add(first);
        bell.within(PATIENCE, "join returns", first::join);
        assertThat(first.connected()).isFalse();
        assertThat(first.members()).hasSize(1);

        redis.start();
        await("it is there", first::connected);
    }

    @Test
    void aDocumentReachesAllAndIsRolledBack() {
        Fleet first = join();
        Fleet second = join();
        long number = first.apply(Settings.of(Map.of("defaults.open-for", "7s")));
        Bell.ask("all say so", () -> second.members().stream().allMatch(member -> member.document() == number));
        assertThat(registries)
                .allSatisfy(registry -> assertThat(registry.settings().toMap()).containsValue("7s"));

        assertThat(second.rollback()).isTrue();
        Bell.ask("all say so", () -> second.members().stream().allMatch(member -> member.document() > number));
        assertThat(registries)
                .allSatisfy(registry -> assertThat(registry.settings().toMap()).isEmpty());
        assertThat(second.rollback()).isFalse();
    }

    @Test
    void databasesAndGroupsAreApart() {
        Fleet first = join();
        Fleet elsewhere = join(redis.uri() + "/1");
        Fleet others =
                Fleet.of(registry(), RedisFleet.at(redis.uri()).group("others")).join(Duration.ofMinutes(1));
        fleets.add(others);
        first.forceOpen("Stock.find", "maintenance", "ops-7");
        // What Redis sends later comes later.
        elsewhere.disable("Stock.find", "after that", "ops-7");
        others.disable("Stock.find", "after that", "ops-7");
        await(
                "they have it",
                () -> List.of(1, 2).stream()
                        .allMatch(i -> registries.get(i).breaker("Stock.find").state() == DISABLED));

        Bell.ask("it is alone", () -> first.members().size() == 1);
        assertThat(registries)
                .allSatisfy(registry -> assertThat(
                                registry.breaker("Stock.find").stats().transitions())
                        .isEqualTo(1));
    }

    @Test
    void aQuorumTripsTheOthers() {
        for (int i = 0; i < 4; i++) {
            Fleet fleet = Fleet.of(registry(), RedisFleet.at(redis.uri()).group("shop"))
                    .sharingTrips(Quorum.of(0.5).within(Duration.ofSeconds(30)));
            fleets.add(fleet.join(Duration.ofMinutes(1)));
        }
        trip(registries.get(0));
        trip(registries.get(1));

        await("all are open", () -> allAre(OPEN));
        assertThat(registries.get(3).breaker("Stock.find").status().reason())
                .isEqualTo("2 of 4 instances of the fleet tripped it");
    }

    private static void trip(BreakerRegistry registry) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> registry.breaker("Stock.find").run(() -> {
                        throw new IllegalStateException("down");
                    }))
                    .hasMessage("down");
        }
    }

    @Test
    void garbageIsIgnoredAndReportedOnce() throws Exception {
        Fleet first = join();
        for (String garbage : List.of("hello", "0\t1\t1\t1\tc:Stock.find\t1\tforce-open\t-1\tops\twhy", "\u0000")) {
            publish(garbage.replace('\u0000', '?'));
        }
        await(
                "it is reported",
                () -> log.lines().stream()
                        .anyMatch(line -> line.startsWith("WARNING: Somebody else writes to the fleet shop at ")));

        assertThat(first.connected()).isTrue();
        assertThat(registries.get(0).breaker("Stock.find").state()).isEqualTo(CLOSED);
        assertThat(FleetSecurityTest.besidesSlowness(log)).hasSize(1);
    }

    private void publish(String message) throws Exception {
        new ProcessBuilder("redis-cli", "-p", String.valueOf(redis.port()), "publish", "breakers:{shop}:0", message)
                .start()
                .waitFor();
    }

    @Test
    void aNumberThatRedisHasNotGivenBlocksNoCommand() throws Exception {
        Fleet first = join();
        Fleet second = join();
        String most = String.valueOf(1L << 50);
        publish(String.join("\t", "0", most, most, "1", "c:Stock.find", "1", "force-open", "0", "nobody", "forged"));
        await("both report it", () -> log.lines().size() == 2);
        assertThat(log.lines()).allMatch(line -> line.contains("far above all that the engine has given"));

        long number = first.disable("Stock.find", "maintenance", "ops-7");
        await("all are disabled", () -> allAre(DISABLED));
        assertThat(second.reset("Stock.find", "done", "ops-7")).isGreaterThan(number);
        await("all are closed", () -> allAre(CLOSED));
    }

    @Test
    void theThreadEndsWithTheFleet() throws Exception {
        // A group of its own: the threads of other tests' fleets may still be ending.
        Fleet first =
                Fleet.of(registry(), RedisFleet.at(redis.uri()).group("ending")).join(Duration.ofMinutes(1));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("breakers-fleet-ending"))
                .toList();
        assertThat(threads).hasSize(1);
        bell.within(PATIENCE, "close returns", () -> {
            first.close();
            first.close();
            return true;
        });

        threads.get(0).join();
        assertThatThrownBy(() -> first.reset("Stock.find", "why", "who")).isInstanceOf(IllegalStateException.class);
    }
}
