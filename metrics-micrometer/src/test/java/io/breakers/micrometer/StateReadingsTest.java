package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import io.breakers.testing.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One look at the breakers serves all gauges of a scrape, and no later one (J7). What a scrape shows under load is in {@link AgreementTest}. */
class StateReadingsTest {
    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Payments payments = protect();
    private final Breaker breaker = Breakers.inspect(payments).breaker("charge");

    @Test
    void whatAnotherThreadChangesInTheMiddleOfAScrapeShowsInTheNextOne() throws Exception {
        Script.charge(payments, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);

        elsewhere(breaker::forceOpen);

        assertThat(breakersIn("forced_open")).isZero();
        assertThat(breakersIn("closed")).isZero();
        assertThat(breakersIn("forced_open")).isEqualTo(1);
    }

    @Test
    void aScrapeByAnotherThreadDoesNotEndTheLookOfThisOne() throws Exception {
        Script.charge(payments, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);

        elsewhere(() -> {
            breaker.forceOpen();
            assertThat(breakersIn("forced_open")).isEqualTo(1);
        });

        assertThat(breakersIn("forced_open")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000000000, 0", "1000000001, 1"})
    void aLookLastsForASecond(long nanos, int forcedOpen) throws Exception {
        Script.charge(payments, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);
        elsewhere(breaker::forceOpen);

        clock.add(Duration.ofNanos(nanos));

        assertThat(breakersIn("forced_open")).isEqualTo(forcedOpen);
    }

    @Test
    void looksOfThreadsThatAreGoneAreForgotten() throws Exception {
        var readings = new StateReadings(clock, () -> Members.NONE);
        var field = StateReadings.class.getDeclaredField("looks");
        field.setAccessible(true);
        var looks = (Map<?, ?>) field.get(readings);
        for (int thread = 0; thread < 3; thread++) {
            elsewhere(() -> readings.count(breaker.state()));
        }
        assertThat(looks).hasSize(3);

        clock.add(Duration.ofSeconds(2));
        readings.count(breaker.state());

        assertThat(looks).hasSize(1);
    }

    @Test
    void whatTheReaderItselfChangesShowsAtOnce() {
        Script.charge(payments, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);

        breaker.forceOpen();

        assertThat(breakersIn("forced_open")).isEqualTo(1);
    }

    @Test
    void aBreakerThatComesShowsAtOnceEvenByARejection() {
        Script.charge(payments, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);

        Script.charge(forcedOpenUnheard(), () -> "rejected");

        assertThat(breakersIn("forced_open")).isEqualTo(1);
    }

    @Test
    void aBreakerThatGoesIsGoneAtOnce() {
        Payments another = forcedOpenUnheard();
        Script.charge(payments, () -> "paid");
        Script.charge(another, () -> "rejected");
        assertThat(breakersIn("closed")).isEqualTo(1);

        Breakers.inspect(another).close();

        assertThat(breakersIn("forced_open")).isZero();
    }

    @Test
    void whereTimeIsMovedByHandEachGaugeLooksForItself() {
        var script = new Script();
        Payments byHand = script.protect(metrics);
        for (int i = 0; i < 3; i++) {
            Script.charge(byHand, script.failure(1));
        }
        assertThat(breakersIn("open")).isEqualTo(1);

        script.ticker.advance(Duration.ofSeconds(10));

        assertThat(breakersIn("half_open")).isEqualTo(1);
    }

    private Payments protect() {
        return Breakers.builder(Payments.class, new Payments.Real())
                .listener(metrics)
                .build();
    }

    /** Is led to its state before there is a listener that could tell. */
    private Payments forcedOpenUnheard() {
        return Breakers.builder(Payments.class, new Payments.Real())
                .listener(unheard -> {
                    unheard.forceOpen();
                    return BreakerListener.NONE;
                })
                .listener(metrics)
                .build();
    }

    private double breakersIn(String state) {
        return Readings.of(registry, "breaker.state", "method", "charge", "state", state);
    }

    private static void elsewhere(Runnable deed) throws Exception {
        try (var gate = new Gate(1)) {
            gate.runAll(List.of(() -> {
                deed.run();
                return null;
            }));
        }
    }
}
