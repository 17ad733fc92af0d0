package io.breakers.testkit;

import static io.breakers.testing.BreakerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.Faults;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.testing.Scripted;
import io.breakers.tools.BothEngines;
import io.breakers.tools.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** Scripted targets behind real breakers. */
@ParameterizedClass
@BothEngines
class ScriptedServiceTest {
    private static final IOException DOWN = new IOException("down");

    interface Payments {
        String charge(String customer) throws IOException;

        CompletableFuture<String> chargeLater(String customer);

        default String chargeTwice(String customer) throws IOException {
            return charge(customer) + charge(customer);
        }
    }

    @Parameter
    private ProxyEngine engine;

    private final ManualTicker time = new ManualTicker();
    private final RecordingListener recorder = new RecordingListener();
    private final Scripted<Payments> scripted = Scripted.target(Payments.class, time);

    private Payments protect(Payments target) {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(2)
                .openFor(Duration.ofSeconds(30))
                .successThreshold(1)
                .listener(recorder)
                .ticker(time)
                .build();
        return Breakers.builder(Payments.class, target)
                .engine(engine)
                .config(config)
                .build();
    }

    @Test
    void anOutageIsPlayedToTheEnd() throws IOException {
        scripted.on("charge").fails(DOWN).times(2).takes(Duration.ofMillis(300)).returns("paid");
        Payments payments = protect(scripted.target());
        Breaker charge = Breakers.inspect(payments).breaker("charge");

        assertThatThrownBy(() -> payments.charge("Ada")).isSameAs(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada")).isSameAs(DOWN);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> payments.charge("Ada"));
        assertThat(charge)
                .isOpen()
                .hasRetryAfter(Duration.ofSeconds(30))
                .hasFailures(2)
                .hasRejected(1);
        time.advance(Duration.ofSeconds(30));
        assertThat(payments.charge("Ada")).isEqualTo("paid");

        assertThat(charge).isClosed();
        assertThat(scripted.calls("charge")).isEqualTo(3);
        assertThat(recorder.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED");
        assertThat(recorder.times()).containsExactly(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ZERO);
    }

    @Test
    void aProbeThatHangsOutlivesItsLease() {
        scripted.on("chargeLater").fails(DOWN).times(2).hangs().returns("paid");
        Payments payments = protect(scripted.target());
        Breaker charge = Breakers.inspect(payments).breaker("chargeLater");
        payments.chargeLater("Ada");
        payments.chargeLater("Ada");
        time.advance(Duration.ofSeconds(30));
        CompletableFuture<String> probe = payments.chargeLater("Ada");
        assertThat(charge).isHalfOpen().hasInFlight(1);

        time.advance(Duration.ofSeconds(30));
        assertThat(charge).isOpen().hasInFlight(1);
        scripted.release("chargeLater");

        assertThat(probe).isCompletedWithValue("paid");
        assertThat(charge).isOpen().hasInFlight(0).hasSuccesses(1);
    }

    @Test
    void callsOfOtherThreadsHangUntilTheyAreReleased() throws Exception {
        scripted.on("charge").hangs().times(2).fails(DOWN).returns("paid");
        Payments payments = protect(scripted.target());
        Breaker charge = Breakers.inspect(payments).breaker("charge");
        try (var threads = new Gate(3)) {
            threads.runAll(List.of(() -> outcome(payments), () -> outcome(payments), () -> {
                scripted.awaitHanging("charge", 2);
                assertThat(charge).isClosed().hasInFlight(2).hasCalls(2);
                scripted.release("charge");
                return "released";
            }));
        }

        assertThat(charge).isClosed().hasInFlight(0).hasFailures(1).hasSuccesses(1);
    }

    private static String outcome(Payments payments) {
        try {
            return payments.charge("Ada");
        } catch (IOException down) {
            return "down";
        }
    }

    @Test
    void noFallbackHidesThatAMethodHasNoScript() {
        Payments payments = Breakers.builder(Payments.class, scripted.target())
                .engine(engine)
                .fallback("charge", (arguments, cause) -> "hidden")
                .build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> payments.charge("Ada"))
                .withMessage("Payments.charge(String) has no script: begin one with on(\"charge(String)\")");
    }

    @Test
    void aDefaultMethodOfTheTargetRunsAsItIs() throws IOException {
        scripted.on("charge").returns("a").returns("b");

        assertThat(protect(scripted.target()).chargeTwice("Ada")).isEqualTo("ab");
    }

    @Test
    void faultsTripABreaker() {
        scripted.on("charge").returns("paid");
        Payments payments = protect(Faults.into(Payments.class, scripted.target())
                .on("charge")
                .failing(1, DOWN)
                .target());

        assertThatThrownBy(() -> payments.charge("Ada")).isSameAs(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada")).isSameAs(DOWN);
        assertThat(Breakers.inspect(payments).breaker("charge")).isOpen().becauseOf("2 consecutive failures");
        assertThat(scripted.calls("charge")).isZero();
    }
}
