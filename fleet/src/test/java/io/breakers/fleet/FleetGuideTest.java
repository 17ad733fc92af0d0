package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.tools.Bell;
import io.breakers.tools.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/fleet.md, over a real Redis. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class FleetGuideTest {
    interface PaymentService {
        String charge();
    }

    @TempDir
    Path directory;

    private final Bell bell = new Bell();

    private final class Ringing implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            bell.ring();
        }
    }

    private BreakerRegistry registry() {
        BreakerRegistry registry = BreakerRegistry.builder()
                .listener(breaker -> new Ringing())
                .quiet()
                .build();
        registry.protect(PaymentService.class, () -> "paid");
        return registry;
    }

    private static Breaker charge(BreakerRegistry registry) {
        return registry.find("PaymentService.charge").orElseThrow();
    }

    @Test
    void whatOneInstanceDoesReachesTheOthers() throws Exception {
        Path file = Files.writeString(
                directory.resolve("breakers.properties"), "services.PaymentService.failure-threshold=7\n");
        try (var redis = new RedisServer();
                BreakerRegistry registry = registry();
                BreakerRegistry other = registry()) {
            String address = "redis://localhost:" + redis.port();
            Fleet watching =
                    Fleet.of(other, RedisFleet.at(address).group("shop")).join(Duration.ofMinutes(1));
            watching.forceOpen("PaymentService.charge", "before", "ops-7");
            bell.await("it is open", () -> charge(other).state() == FORCED_OPEN);

            Fleet fleet =
                    Fleet.of(registry, RedisFleet.at(address).group("shop")).join();

            fleet.forceOpen("PaymentService.charge", "maintenance", "ops-7", Duration.ofMinutes(30));
            fleet.reset("PaymentService", "done", "ops-7");
            fleet.apply(Settings.load(file));
            fleet.members().forEach(System.out::println);

            bell.await("it is closed", () -> charge(other).state() == CLOSED);
            Bell.ask("both have it", () -> fleet.members().stream().allMatch(member -> member.document() > 0));
            assertThat(other.settings()).isEqualTo(Settings.load(file));
            Bell.ask("both are members", () -> fleet.members().size() == 2);
            fleet.close();
            watching.close();
        }
    }

    @Test
    void instancesShareTrips() throws Exception {
        try (var redis = new RedisServer();
                BreakerRegistry registry = registry()) {
            FleetChannel channel =
                    RedisFleet.at("redis://localhost:" + redis.port()).group("shop");
            Fleet fleet = Fleet.of(registry, channel)
                    .sharingTrips(Quorum.of(0.5).within(Duration.ofSeconds(30)))
                    .join();

            Bell.ask("it is connected", fleet::connected);
            fleet.close();
        }
    }
}
