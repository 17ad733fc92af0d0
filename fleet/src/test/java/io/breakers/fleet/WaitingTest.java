package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RegistryListener;
import io.breakers.operations.Settings;
import io.breakers.tools.Bell;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S62a: for how long a caller waits for an engine that does not answer, at most 5 s in all. No time passes: the test
 * sees each wait that is asked for, and ends it. That such waits do end is in {@link SilentServerTest} and
 * {@link RedisFleetTest}.
 */
class WaitingTest {
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);
    private static final long LIMIT_SECONDS = 60;
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final StubbornEngine engine = new StubbornEngine();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final Fleet fleet = new Fleet(registry, engine, this::waitFor);
    private final CountDownLatch isBusy = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    private void waitFor(CompletableFuture<?> stage, Duration limit) {
        if (!stage.isDone()) {
            waits.add(limit);
            engine.answerLate();
        }
    }

    /** What one call asks for, which is no more than is promised. */
    private List<Duration> waits(Runnable call) {
        List<Duration> asked = waitsOf(call);
        assertThat(asked.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(PROMISED);
        return asked;
    }

    private List<Duration> waitsOf(Runnable call) {
        waits.clear();
        call.run();
        return List.copyOf(waits);
    }

    /** All that operators give. */
    enum Command {
        FORCE_OPEN(fleet -> fleet.forceOpen("Stock.find", "maintenance", "ops-7")),
        FORCE_OPEN_FOR(fleet -> fleet.forceOpen("Stock.find", "maintenance", "ops-7", Duration.ofDays(1))),
        DISABLE(fleet -> fleet.disable("Stock.find", "maintenance", "ops-7")),
        DISABLE_FOR(fleet -> fleet.disable("Stock.find", "maintenance", "ops-7", Duration.ofDays(1))),
        RESET(fleet -> fleet.reset("Stock.find", "done", "ops-7")),
        TRIP(fleet -> fleet.trip("Stock.find", "test", "ops-7")),
        APPLY(fleet -> fleet.apply(Settings.of(Map.of("defaults.open-for", "9s")))),
        ROLLBACK(Fleet::rollback);

        private final Consumer<Fleet> call;

        Command(Consumer<Fleet> call) {
            this.call = call;
        }
    }

    /** The user's, which does not return on the thread of the fleet. */
    private final class Endless implements RegistryListener {
        @Override
        public void onTransition(Breaker breaker, Transition transition) {
            isBusy.countDown();
            await(mayGoOn);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void join() {
        fleet.join(Duration.ZERO);
        Bell.ask("it is connected", fleet::connected);
    }

    private void joinAndKeepItsThreadBusy() {
        registry.breaker("Stock.find");
        registry.addListener(new Endless());
        join();
        fleet.forceOpen("Stock.find", "maintenance", "ops-7");
        await(isBusy);
    }

    /** A test that has not joined has no thread. */
    @AfterEach
    void itsThreadEnds() throws Exception {
        mayGoOn.countDown();
        fleet.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("breakers-fleet-stubborn")) {
                thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "beat", "read"})
    void joiningWaitsFourSecondsAndSucceeds(String question) {
        engine.silent.add(question);

        assertThat(waits(() -> assertThat(fleet.join()).isSameAs(fleet))).containsExactly(FOUR_SECONDS);
        assertThat(fleet.connected()).isFalse();
    }

    @Test
    void joiningWaitsForAsLongAsIsSaid() {
        engine.silent.add("connect");

        assertThat(waitsOf(() -> fleet.join(Duration.ofMinutes(1)))).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void joiningWithoutPatienceDoesNotWait() {
        engine.silent.add("connect");

        assertThat(waits(() -> fleet.join(Duration.ZERO))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCommandWaitsFourSecondsAndItsFateIsUnknown(Command command) {
        join();
        engine.silent.add("write");

        assertThat(waits(() -> assertThatThrownBy(() -> command.call.accept(fleet))
                        .isInstanceOfSatisfying(
                                FleetException.class,
                                unknown -> assertThat(unknown.isFateUnknown()).isTrue())
                        .hasMessage("The fate of the command is unknown: the fleet stubborn at memory has not confirmed"
                                + " it: there was no answer within 4000 ms; it may have been given, or may be later")))
                .containsExactly(FOUR_SECONDS);
    }

    /** Looking for a place takes as many questions as it does, within the one wait. */
    @Test
    void aCommandThatLooksForAPlaceWaitsFourSeconds() {
        join();
        engine.isFull = true;
        engine.silent.add("read");

        assertThat(waits(() -> assertThatThrownBy(() -> Command.RESET.call.accept(fleet))
                        .isInstanceOf(FleetException.class)))
                .containsExactly(FOUR_SECONDS);
    }

    /** A rollback needs to know a document first. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROLLBACK")
    void aCommandBeforeTheEngineHasAnsweredIsRefusedWithoutAWait(Command command) {
        engine.silent.add("read");
        fleet.join(Duration.ZERO);

        assertThat(waits(() -> assertThatThrownBy(() -> command.call.accept(fleet))
                        .isInstanceOfSatisfying(
                                FleetException.class,
                                refused -> assertThat(refused.isFateUnknown()).isFalse())
                        .hasMessage("The command was refused, and nothing of it is applied: the fleet stubborn at"
                                + " memory cannot take it: it has not been reached yet")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCommandWaitsHalfASecondForAListenerThatDoesNotReturn(Command command) {
        joinAndKeepItsThreadBusy();
        engine.late.add("write");

        assertThat(waits(() -> command.call.accept(fleet))).containsExactly(FOUR_SECONDS, Duration.ofMillis(500));
    }

    @Test
    void aThreadThatIsInterruptedWaitsNoLongerAndStaysSo() {
        var waiting = Fleet.of(registry, engine);
        try (waiting) {
            waiting.join(Duration.ZERO);
            Bell.ask("it is connected", waiting::connected);
            engine.silent.add("write");
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> Command.RESET.call.accept(waiting))
                    .isInstanceOf(FleetException.class)
                    .hasMessageContaining("the thread was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void membersAreTheAskerAloneAfterFourSeconds() {
        join();
        engine.silent.add("members");

        assertThat(waits(() -> assertThat(fleet.members()).hasSize(1))).containsExactly(FOUR_SECONDS);
    }

    @Test
    void closingWaitsThreeSecondsAndSoDoesClosingAgain() {
        join();
        engine.silent.add("leave");

        assertThat(waits(fleet::close)).containsExactly(THREE_SECONDS);
        assertThat(waits(fleet::close)).containsExactly(THREE_SECONDS);
    }

    @Test
    void closingWaitsThreeSecondsForAListenerThatDoesNotReturn() {
        joinAndKeepItsThreadBusy();

        assertThat(waits(fleet::close)).containsExactly(THREE_SECONDS);
    }
}
