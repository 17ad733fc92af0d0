package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The frozen lines, and what they refuse. No engine is there. */
class FleetFaceTest {
    private final Bell bell = new Bell();

    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final RedisFleet channel =
            RedisFleet.at("redis://ann:s3cret@localhost:1").group("shop");

    @Test
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> Fleet.of(null, channel))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry");
        assertThatThrownBy(() -> Fleet.of(registry, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("channel");
        assertThatThrownBy(() -> RedisFleet.at(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("uri");
        assertThatThrownBy(() -> channel.group(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("group");
        assertThatThrownBy(() -> Quorum.of(0.5).within(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("within");
        assertThatThrownBy(() -> Fleet.of(registry, channel).sharingTrips(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("quorum");
        assertThatThrownBy(() -> Fleet.of(registry, channel).join(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("patience");
        assertThatThrownBy(() -> Fleet.of(registry, channel).apply(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("settings");
        assertThatThrownBy(() -> Fleet.of(registry, channel).forceOpen("X", "why", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("author");
        assertThatThrownBy(() -> Fleet.of(registry, channel).disable("X", "why", "who", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("length");
    }

    @Test
    void badValuesAreRefusedWithTheRule() {
        Fleet fleet = Fleet.of(registry, channel);
        assertThatThrownBy(() -> fleet.reset(" ", "why", "who")).hasMessage("name must not be blank");
        assertThatThrownBy(() -> fleet.trip("X", "two\nlines", "who"))
                .hasMessage("reason must be one line of text, without control characters");
        assertThatThrownBy(() -> fleet.trip("X", "why", "w".repeat(101)))
                .hasMessage("author must have at most 100 characters, had 101");
        assertThatThrownBy(() -> fleet.forceOpen("X", "why", "who", Duration.ZERO))
                .hasMessage("length must be from 1 ms to 10000 days, was PT0S");
        assertThatThrownBy(() -> fleet.join(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patience must be from 0 to 1 minute, was PT-0.001S");
        assertThatThrownBy(() -> fleet.join(Duration.ofSeconds(61))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quorum.of(0)).hasMessage("share must be in (0, 1], was 0.0");
        assertThatThrownBy(() -> Quorum.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quorum.of(1).within(Duration.ZERO))
                .hasMessage("within must be from 1 s to 1 day, was PT0S");
        assertThatThrownBy(() -> channel.group("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedisFleet.at("http://ann:s3cret@localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void commandsNeedAFleetThatWasJoinedAndIsNotClosed() {
        Fleet fleet = Fleet.of(registry, channel);
        assertThatThrownBy(() -> fleet.reset("X", "why", "who"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the fleet is closed, or has not been joined");
        fleet.close();
        assertThatThrownBy(fleet::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the fleet is closed");
    }

    @Test
    void withoutAnEngineItJoinsAndRefusesCommandsAndHidesThePassword() {
        try (Fleet fleet =
                Fleet.of(registry, channel).sharingTrips(Quorum.of(0.5)).join()) {
            assertThat(fleet.connected()).isFalse();
            List<Member> members = fleet.members();
            assertThat(members).hasSize(1);
            assertThat(members.get(0).refused()).isEmpty();
            assertThatThrownBy(() -> fleet.forceOpen("X", "why", "who"))
                    .isInstanceOf(FleetException.class)
                    .hasMessageContaining("refused")
                    .hasMessageNotContaining("s3cret");
            assertThatThrownBy(fleet::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> fleet.sharingTrips(Quorum.of(1))).isInstanceOf(IllegalStateException.class);
            assertThat(fleet).hasToString("fleet shop at redis://localhost:1");
            bell.await("it is said", () -> !log.lines().isEmpty());
        }
        assertThat(String.join("\n", log.lines())).contains("is not connected").doesNotContain("s3cret");
    }
}
