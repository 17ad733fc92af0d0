package io.breakers.fleet;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a command that Redis or Lettuce does not take, and how a connection ends. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class RedisConnectionTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final Bell bell = new Bell();
    private RedisServer redis;
    private final List<Fleet> fleets = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        redis = new RedisServer();
    }

    @AfterEach
    void end() throws IOException {
        fleets.forEach(Fleet::close);
        redis.close();
    }

    /** Keeps what it hears. */
    private final class Ear implements FleetChannel.Receiver {
        final List<String> losses = new CopyOnWriteArrayList<>();

        @Override
        public void received(FleetChannel.Change change) {}

        @Override
        public void ignored(String why) {}

        @Override
        public void lost(String why) {
            losses.add(why);
            bell.ring();
        }
    }

    /** A connection without the limit of seconds for an answer: a busy machine may take longer. */
    private static RedisConnection patient(RedisClient client, FleetChannel.Receiver receiver) {
        client.setOptions(ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP3)
                .autoReconnect(false)
                .timeoutOptions(TimeoutOptions.enabled(Duration.ofMinutes(1)))
                .build());
        var connection = new RedisConnection(client.connectPubSub(StringCodec.UTF8), 0, "shop", receiver);
        connection.subscribe().join();
        return connection;
    }

    private static CompletableFuture<FleetChannel.Change> write(FleetChannel.Connection connection) {
        return connection
                .write("c:Stock.find", "1\treset\t0\tops\twhy", FleetChannel.FOREVER, 0, null)
                .toCompletableFuture();
    }

    /** The change; {@code null} if there was no place. */
    private static FleetChannel.Change writeOver(FleetChannel.Connection connection, FleetChannel.Entry over) {
        return connection
                .write("c:Stock.find", "1\treset\t0\tops\twhy", FleetChannel.FOREVER, 0, over)
                .toCompletableFuture()
                .join();
    }

    @Test
    void aCommandThatWasNotSentIsRefused() throws Exception {
        RedisClient client = RedisClient.create(redis.uri());
        var ear = new Ear();
        FleetChannel.Connection connection = patient(client, ear);
        write(connection).join();
        redis.kill();
        bell.await("the loss is noticed", () -> !ear.losses.isEmpty());

        assertThatThrownBy(write(connection)::join).hasCauseInstanceOf(IllegalStateException.class);
        connection.close();
        assertThatThrownBy(write(connection)::join).hasCauseInstanceOf(IllegalStateException.class);
        client.shutdown();
    }

    @Test
    void moreThanSomeCommandsThatWaitAreRefused() throws Exception {
        RedisClient client = RedisClient.create(redis.uri());
        FleetChannel.Connection connection = patient(client, new Ear());
        write(connection).join();
        redis.pause();
        var waiting = new ArrayList<CompletableFuture<FleetChannel.Change>>();
        for (int i = 0; i < 256; i++) {
            waiting.add(write(connection));
        }

        assertThatThrownBy(write(connection)::join).hasCauseInstanceOf(IllegalStateException.class);
        redis.goOn();
        waiting.forEach(CompletableFuture::join);
        write(connection).join();
        connection.close();
        client.shutdown();
    }

    /** As when all breakers of an instance trip at once. */
    @Test
    void anyNumberOfReportsIsTaken() throws Exception {
        RedisClient client = RedisClient.create(redis.uri());
        FleetChannel.Connection connection = patient(client, new Ear());
        write(connection).join();
        connection
                .report("me", "X", 0, Duration.ofSeconds(30))
                .toCompletableFuture()
                .join();
        redis.pause();
        var reports = new ArrayList<CompletableFuture<FleetChannel.Tally>>();
        for (int i = 0; i < 500; i++) {
            reports.add(
                    connection.report("me", "X" + i, 0, Duration.ofSeconds(30)).toCompletableFuture());
        }
        redis.goOn();

        assertThat(reports)
                .allSatisfy(report -> assertThat(report.join().reports()).isEqualTo(1));
        connection.close();
        client.shutdown();
    }

    @Test
    void aFurtherCommandTakesThePlaceOfOneThatIsOver() {
        RedisClient client = RedisClient.create(redis.uri());
        FleetChannel.Connection connection = patient(client, new Ear());
        var entries = new ArrayList<FleetChannel.Entry>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(new FleetChannel.Entry("c:Key" + i, i + 1, 17, "1\treset\t0\tops\twhy"));
        }
        connection.tell(entries).toCompletableFuture().join();
        FleetChannel.Entry first = entries.get(0);
        var stale = new FleetChannel.Entry(first.key(), first.number() - 1, first.time(), first.text());

        assertThat(writeOver(connection, null)).isNull();
        assertThat(writeOver(connection, stale)).isNull();
        assertThat(writeOver(connection, first)).isNotNull();
        var contents = connection.read().toCompletableFuture().join();
        assertThat(contents.entries())
                .hasSize(1_000)
                .extracting(FleetChannel.Entry::key)
                .contains("c:Stock.find")
                .doesNotContain("c:Key0");
        connection.close();
        client.shutdown();
    }

    @Test
    void aReportOfWhoIsKilledDoesNotCount() throws Exception {
        RedisClient client = RedisClient.create(redis.uri());
        FleetChannel.Connection connection = patient(client, new Ear());
        for (String member : List.of("killed", "late", "alive")) {
            connection
                    .beat(member, "", List.of("Stock.find"), List.of())
                    .toCompletableFuture()
                    .join();
        }
        long now = connection.read().toCompletableFuture().join().now();
        for (String member : List.of("killed", "late")) {
            new ProcessBuilder(
                            "redis-cli",
                            "-p",
                            String.valueOf(redis.port()),
                            "zadd",
                            "breakers:{shop}:live",
                            String.valueOf(now - FleetChannel.LATELY.toMillis() - 100),
                            member)
                    .start()
                    .waitFor();
        }
        for (String member : List.of("killed", "late", "alive")) {
            connection
                    .report(member, "Stock.find", 0, Duration.ofSeconds(30))
                    .toCompletableFuture()
                    .join();
        }

        assertThat(take(connection, 2)).isFalse();
        for (String member : List.of("late", "alive")) {
            connection
                    .beat(member, "", List.of(), List.of())
                    .toCompletableFuture()
                    .join();
        }
        assertThat(take(connection, 3)).isFalse();
        assertThat(take(connection, 2)).isTrue();
        connection.close();
        client.shutdown();
    }

    private static boolean take(FleetChannel.Connection connection, long atLeast) {
        return connection
                .take("alive", "Stock.find", 0, Duration.ofSeconds(30), atLeast, "a:Stock.find", "1\t2\t3")
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatAClientHasUsedEndsAlsoIfTheClientDoesNot() {
        var resources = ClientResources.create();
        var client = new RedisClient() {
            @Override
            public CompletableFuture<Void> shutdownAsync(long quiet, long limit, TimeUnit unit) {
                return CompletableFuture.failedFuture(new IllegalStateException("it does not end"));
            }
        };
        RedisLine.end(client, resources);

        assertThat(resources.eventExecutorGroup().isShuttingDown()).isTrue();
        // Else a collection of garbage, in the midst of some other test, has Lettuce warn of them.
        client.getResources().shutdown(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A script does not undo what it has written before an error. */
    @Test
    void aCommandThatIsKeptButNotPublishedIsNotRefused() throws Exception {
        redis.close();
        redis = new RedisServer("--user shop on >s3cret ~* &* +@all -publish --user default off".split(" "));
        BreakerRegistry registry = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        bell.ring();
                    }
                })
                .build();
        registry.breaker("Stock.find");
        Fleet fleet = Fleet.of(
                        registry,
                        RedisFleet.at("redis://shop:s3cret@localhost:" + redis.port())
                                .group("shop"))
                .join(Duration.ofMinutes(1));
        fleets.add(fleet);

        assertThatThrownBy(() -> fleet.forceOpen("Stock.find", "maintenance", "ops-7"))
                .isInstanceOfSatisfying(
                        FleetException.class,
                        unknown -> assertThat(unknown.isFateUnknown()).isTrue())
                .hasMessageContaining("could not be published");
        bell.await(
                "the next sign of life finds it",
                () -> registry.breaker("Stock.find").state() == FORCED_OPEN);
        assertThatThrownBy(() -> fleet.trip("Stock.find", "test", "ops-7"))
                .isInstanceOfSatisfying(
                        FleetException.class,
                        refused -> assertThat(refused.isFateUnknown()).isFalse());
    }

    @Test
    void closingIsSilent() {
        Logger lettuce = Logger.getLogger("io.lettuce");
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                    lines.add(logged.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        lettuce.addHandler(handler);
        try {
            for (int i = 0; i < 10; i++) {
                Fleet fleet = Fleet.of(
                                BreakerRegistry.builder().quiet().build(),
                                RedisFleet.at(redis.uri()).group("shop"))
                        .join(Duration.ofMinutes(1));
                assertThat(fleet.connected()).isTrue();
                fleet.close();
            }
        } finally {
            lettuce.removeHandler(handler);
        }

        assertThat(lines).isEmpty();
        assertThat(FleetSecurityTest.besidesSlowness(log)).isEmpty();
    }
}
