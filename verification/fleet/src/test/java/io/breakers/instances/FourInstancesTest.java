package io.breakers.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.examples.fleet.Jvm;
import io.breakers.fleet.Fleet;
import io.breakers.fleet.FleetException;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S62 with four JVMs under load and a real Redis. Prints how long commands take, and what a fleet at rest costs. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class FourInstancesTest {
    private static final int INSTANCES = 4;
    private static final int COMMANDS = 100;

    private final List<Running> instances = new ArrayList<>();
    private final Bell bell = new Bell();

    /** The operator's. */
    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    private RedisServer redis;
    private BreakerRegistry registry;
    private Fleet operator;

    private final class Running {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final Jvm jvm;

        Running(String redis) throws IOException {
            jvm = Jvm.start(Instance.class, this::said, redis);
        }

        private void said(String line) {
            lines.add(line);
            bell.ring();
        }

        boolean hasSaid(String part) {
            return lines.stream().anyMatch(line -> line.contains(part));
        }

        String last(String word) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .reduce((one, later) -> later)
                    .map(line -> line.substring(word.length() + 1))
                    .orElse("nothing");
        }

        /** When it was moved by a command. */
        long moved(long number) {
            String line = lines.stream()
                    .filter(said -> said.contains("fleet command " + number + ")"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.split(" ")[1]);
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = new RedisServer();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Running(redis.uri()));
        }
        registry = BreakerRegistry.create();
        operator = Fleet.of(registry, RedisFleet.at(redis.uri()).group(Instance.GROUP))
                .join(Duration.ofMinutes(1));
        Bell.ask("all have joined", () -> operator.members().size() == INSTANCES + 1);
    }

    @AfterEach
    void stop() throws Exception {
        for (Running instance : instances) {
            instance.jvm.end();
        }
        operator.close();
        registry.close();
        redis.close();
    }

    @Test
    void aHundredCommandsReachAllWhileTheyCall() {
        long[] took = new long[COMMANDS];
        for (int i = 0; i < COMMANDS; i++) {
            long begin = System.nanoTime();
            long number = give(i);
            awaitAll(number);
            took[i] =
                    instances.stream().mapToLong(one -> one.moved(number)).max().orElseThrow() - begin;
        }
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "[fleet] %d commands to %d instances under load: median %.1f ms, worst %.1f ms%n",
                COMMANDS,
                INSTANCES,
                took[COMMANDS / 2] / 1e6,
                took[COMMANDS - 1] / 1e6);
    }

    private long command(int index) {
        return index % 2 == 0
                ? operator.forceOpen(Instance.BREAKER, "maintenance", "ops-7")
                : operator.reset(Instance.BREAKER, "done", "ops-7");
    }

    private void awaitAll(long number) {
        bell.await(
                "all have got command " + number,
                () -> instances.stream().allMatch(one -> one.hasSaid("fleet command " + number + ")")));
    }

    @Test
    void nothingIsLostByWhatHappensToRedisAndToAnInstance() throws Exception {
        give(0);
        awaitState("FORCED_OPEN");
        redis.kill();
        redis.start();
        give(1);
        awaitState("CLOSED");

        redis.pause();
        bell.await("the loss is noticed", () -> !operator.connected());
        redis.goOn();
        give(2);
        awaitState("FORCED_OPEN");

        instances.remove(0).jvm.kill();
        instances.add(new Running(redis.uri()));
        awaitState("FORCED_OPEN");
        give(3);
        awaitState("CLOSED");

        for (Running instance : instances) {
            instance.jvm.say("state");
            instance.jvm.end();
            assertThat(instance.last("state")).isEqualTo("CLOSED");
            assertThat(instance.last("had")).isEqualTo(instance.last("counted")).isNotEqualTo("nothing");
        }
    }

    private void awaitState(String state) {
        bell.await(
                "all are " + state,
                () -> instances.stream().allMatch(one -> one.last("moved").contains(" " + state + " ")));
    }

    /** Gives a command until it is taken: one that was refused is lost for nobody. */
    private long give(int index) {
        var number = new AtomicLong();
        bell.await("a command is taken", () -> {
            try {
                number.set(command(index));
                return true;
            } catch (FleetException notNow) {
                return false;
            }
        });
        return number.get();
    }

    @Test
    void atRestAnInstanceAsksLessThanOnceASecond() {
        measure(INSTANCES + 1);
        List<BreakerRegistry> registries = new ArrayList<>();
        List<Fleet> fleets = new ArrayList<>();
        for (int i = INSTANCES + 1; i < 20; i++) {
            var other = BreakerRegistry.create();
            registries.add(other);
            fleets.add(Fleet.of(other, RedisFleet.at(redis.uri()).group(Instance.GROUP))
                    .join());
        }
        try {
            measure(20);
        } finally {
            fleets.forEach(Fleet::close);
            registries.forEach(BreakerRegistry::close);
        }
    }

    /** To the end: a thread that parks may go on at once. */
    private static void rest(Duration duration) {
        long begin = System.nanoTime();
        long left = duration.toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = duration.toNanos() - (System.nanoTime() - begin);
        }
    }

    private void measure(int members) {
        Bell.ask("all are there", () -> operator.members().size() == members);
        var client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            Figures before = Figures.of(connection.sync());
            rest(Duration.ofSeconds(6));
            Figures cost = Figures.of(connection.sync()).since(before);
            System.out.println("[fleet] at rest, " + members + " members, each a second: " + cost.per(members));
            assertThat(cost.questions() / cost.seconds() / members).isLessThan(1);
        } finally {
            client.shutdown();
        }
    }
}
