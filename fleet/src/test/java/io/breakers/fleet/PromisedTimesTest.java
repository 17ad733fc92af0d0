package io.breakers.fleet;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The times that S62 promises, whenever it happens between two questions to the engine. The time is virtual, so that no
 * machine is too slow. For how long a caller waits is in {@link WaitingTest}.
 */
class PromisedTimesTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration FIFTEEN_SECONDS = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofMillis(20);

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    /** More than the time between two questions. */
    static LongStream moments() {
        return LongStream.range(0, 24).map(i -> 100 * i);
    }

    /** From a hiccup to a time in which attempts to connect have become as seldom as they ever are. */
    static LongStream outages() {
        return LongStream.range(0, 60).map(i -> 10 + 700 * i);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aCommandReachesAllWithinASecond(long moment) {
        fleet.time.advance(Duration.ofMillis(moment));

        first.give(Action.FORCE_OPEN);
        fleet.time.advance(A_SECOND);

        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aLossShowsWithinFiveSeconds(long moment) {
        fleet.time.advance(Duration.ofMillis(moment));

        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.time.advance(FIVE_SECONDS);

        assertThat(first.node.isConnected()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void anEngineThatHangsShowsWithinFifteenSeconds(long moment) {
        fleet.time.advance(Duration.ofMillis(moment));

        fleet.engine.hangs = true;
        fleet.time.advance(FIFTEEN_SECONDS);

        assertThat(first.node.isConnected()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void theReturnShowsWithinFifteenSeconds(long outage) {
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.time.advance(Duration.ofMillis(outage));

        fleet.engine.isDown = false;
        fleet.time.advance(FIFTEEN_SECONDS);

        assertThat(first.node.isConnected()).isTrue();
        assertThat(second.node.isConnected()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void theReturnOfAnEngineThatHungShowsWithinFifteenSeconds(long outage) {
        fleet.engine.hangs = true;
        fleet.time.advance(Duration.ofMillis(outage));

        fleet.engine.hangs = false;
        fleet.time.advance(FIFTEEN_SECONDS);

        assertThat(first.node.isConnected()).isTrue();
        assertThat(second.node.isConnected()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aMemberThatDiesIsGoneWithinFifteenSeconds(long moment) {
        fleet.time.advance(Duration.ofMillis(moment));

        fleet.engine.dead.add("i1");
        fleet.time.advance(FIFTEEN_SECONDS.minus(ANSWER));

        assertThat(members()).containsExactly("i0");
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aMemberThatClosesIsGoneWithinFiveSeconds(long moment) {
        fleet.time.advance(Duration.ofMillis(moment));

        second.node.close();
        fleet.time.advance(FIVE_SECONDS.minus(ANSWER));

        assertThat(members()).containsExactly("i0");
    }

    private List<String> members() {
        var members = first.node.members().toCompletableFuture();
        fleet.time.advance(ANSWER);
        return members.join().stream().map(Member::id).toList();
    }
}
