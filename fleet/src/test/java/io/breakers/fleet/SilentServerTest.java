package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * S62a: where a server takes connections and says nothing, each call comes back, by Lettuce, too. The limits here only
 * keep a fault from going on for ever: which waits are asked for is in {@link WaitingTest}.
 */
class SilentServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Bell bell = new Bell();

    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();

    /** It is never asked whom it has accepted: the system takes the connections. */
    private ServerSocket server;

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private Fleet fleet(String address) {
        return Fleet.of(registry, RedisFleet.at(address).group("silent"));
    }

    private String place() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Test
    void joiningComesBackAndCommandsAreRefused() throws Exception {
        Fleet fleet = fleet("redis://" + place());

        Fleet joined = bell.within(LIMIT, "join returns", fleet::join);
        assertThat(joined).isSameAs(fleet);
        assertThat(fleet.connected()).isFalse();
        assertThat(fleet.members()).hasSize(1);
        isRefused(fleet);
        close(fleet);
    }

    /** TLS and Redis Sentinel have words of their own, for which they wait before Redis' own. */
    @Test
    void theLossIsLoggedOnceHoweverItIsToBeReached() throws Exception {
        List<Fleet> fleets = List.of(
                fleet("redis://" + place()),
                fleet("rediss://" + place()),
                fleet("redis-sentinel://" + place() + "#primary"));
        fleets.forEach(fleet -> fleet.join(Duration.ZERO));

        bell.await("each has said so", () -> log.lines().size() == fleets.size());
        assertThat(log.lines())
                .allSatisfy(line -> assertThat(line)
                        .matches("WARNING: The fleet silent at redis.* is not connected: .*\\. What holds goes on"
                                + " holding here; commands are refused \\(null\\)"));
        for (Fleet fleet : fleets) {
            isRefused(fleet);
            close(fleet);
        }
        assertThat(log.lines()).hasSameSizeAs(fleets);
    }

    @Test
    @DisabledIfSystemProperty(named = "redis", matches = "none")
    void eachCallComesBackFromARedisThatHangs() throws Exception {
        try (var redis = new RedisServer()) {
            Fleet fleet = fleet(redis.uri()).join(Duration.ofMinutes(1));
            Settings settings = Settings.of(Map.of("defaults.open-for", "7s"));
            fleet.apply(settings);
            redis.pause();
            List<Callable<?>> commands = List.of(
                    () -> fleet.disable("Stock.find", "maintenance", "ops-7"),
                    () -> fleet.apply(Settings.of(Map.of("defaults.open-for", "9s"))),
                    fleet::rollback);

            for (Callable<?> command : commands) {
                assertThatThrownBy(() -> bell.within(LIMIT, "it has an end", command))
                        .isInstanceOf(FleetException.class);
            }
            assertThat(bell.within(LIMIT, "members return", fleet::members).size())
                    .isEqualTo(1);
            close(fleet);
            assertThat(registry.settings()).isEqualTo(settings);
        }
    }

    private static void isRefused(Fleet fleet) {
        assertThatThrownBy(() -> fleet.forceOpen("Stock.find", "maintenance", "ops-7"))
                .isInstanceOfSatisfying(
                        FleetException.class,
                        refused -> assertThat(refused.isFateUnknown()).isFalse())
                .hasMessageStartingWith("The command was refused, and nothing of it is applied: the " + fleet);
    }

    private void close(Fleet fleet) throws Exception {
        bell.within(LIMIT, "close returns", () -> {
            fleet.close();
            return true;
        });
    }
}
