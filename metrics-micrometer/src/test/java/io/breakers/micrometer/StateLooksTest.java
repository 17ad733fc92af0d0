package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Ticker;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One look at the breakers serves all gauges of a scrape, and no later one (J7). What a scrape shows under load is in
 * {@link AgreementTest}.
 */
class StateLooksTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final AtomicLong ticks = new AtomicLong();
    private final MeterRegistry registry = new SimpleMeterRegistry();
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
    @CsvSource({"0, 1", "1, 0", "250000000, 0", "250000001, 1"})
    void aLookLastsForAMomentWhileTimePasses(long nanos, int forcedOpen) throws Exception {
        var ticker = new ManualTicker();
        Payments byHand = protect(ticker);
        Script.charge(byHand, () -> "paid");
        assertThat(breakersIn("closed")).isEqualTo(1);
        elsewhere(Breakers.inspect(byHand).breaker("charge")::forceOpen);

        ticker.advanceNanos(nanos);

        assertThat(breakersIn("forced_open")).isEqualTo(forcedOpen);
    }

    @Test
    void looksOfThreadsThatAreGoneAreForgotten() throws Exception {
        var looks = new StateLooks(breaker);
        var field = StateLooks.class.getDeclaredField("looks");
        field.setAccessible(true);
        var kept = (AtomicReference<?>) field.get(looks);
        for (int thread = 0; thread < 3; thread++) {
            elsewhere(() -> looks.isIn(breaker.state()));
        }
        assertThat(kept.get().toString().split("Look@")).hasSize(1 + 3);

        ticks.addAndGet(300_000_000);
        looks.isIn(breaker.state());

        assertThat(kept.get().toString().split("Look@")).hasSize(1 + 1);
    }

    @Test
    void aTickerThatThrowsCostsTheSharedLookAlone() {
        Payments broken = protect(() -> {
            throw new IllegalStateException("no time");
        });
        Script.charge(broken, () -> "paid");
        for (String state : List.of("closed", "open", "half_open", "forced_open", "disabled")) {
            assertThat(breakersIn(state)).isEqualTo(state.equals("closed") ? 1 : 0);
        }
        assertThat(Readings.of(registry, "breaker.failure.rate")).isNaN();
        assertThat(log.lines()).isNotEmpty();
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
    void aTimeThatIsMovedByHandEndsALook() {
        var script = new Script();
        Payments byHand = script.protect(metrics);
        for (int i = 0; i < 3; i++) {
            Script.charge(byHand, script.failure(1));
        }
        assertThat(breakersIn("open")).isEqualTo(1);

        script.ticker.advance(Duration.ofSeconds(10));

        assertThat(breakersIn("half_open")).isEqualTo(1);
    }

    /** In a time that passes with each look at it. */
    private Payments protect() {
        return protect(ticks::incrementAndGet);
    }

    private Payments protect(Ticker ticker) {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(BreakerConfig.builder().ticker(ticker).listener(metrics).build())
                .build();
    }

    /** Is led to its state before there is a listener that could tell. */
    private Payments forcedOpenUnheard() {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(BreakerConfig.builder().ticker(ticks::incrementAndGet).build())
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
