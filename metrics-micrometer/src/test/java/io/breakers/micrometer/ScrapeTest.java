package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a real Prometheus scrape says after one scripted history, to the last character. */
class ScrapeTest {
    private final Script script = new Script();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), new MockClock());

    @Test
    void tellsTheWholeHistoryByDefault() throws Exception {
        history(metrics -> metrics);

        assertThat(registry.scrape()).isEqualTo(expected("default.txt"));
    }

    @Test
    void tellsMaximaToo_withTimers() throws Exception {
        history(BreakerMetrics::withTimers);

        assertThat(registry.scrape()).isEqualTo(expected("with-timers.txt"));
    }

    @Test
    void tellsCountsAlone_countsOnly() throws Exception {
        history(metrics -> metrics.countsOnly().prefix("shop").tags("region", "eu"));

        assertThat(registry.scrape()).isEqualTo(expected("counts-only.txt"));
    }

    @Test
    void ratesAndInFlightAreThoseOfTheMoment() throws Exception {
        var simple = new SimpleMeterRegistry();
        Payments payments = Breakers.protect(
                Payments.class,
                new Payments.Real(),
                script.config()
                        .tripWhen(TripRule.failureRate(0.9, Window.ofCalls(4)))
                        .tripWhen(TripRule.slowCallRate(0.9, Duration.ofMillis(100), Window.ofCalls(4)))
                        .listener(BreakerMetrics.to(simple))
                        .build());

        Script.charge(payments, script.success(1));
        Script.charge(payments, script.failure(100));
        Script.charge(payments, script.success(99));
        assertThat(Readings.of(simple, "breaker.failure.rate")).isNaN();
        assertThat(Readings.of(simple, "breaker.slow.rate")).isNaN();
        Script.charge(payments, () -> {
            assertThat(Readings.of(simple, "breaker.inflight")).isEqualTo(1);
            return script.failure(1).call();
        });

        assertThat(Readings.of(simple, "breaker.failure.rate")).isEqualTo(0.5);
        assertThat(Readings.of(simple, "breaker.slow.rate")).isEqualTo(0.25);
        assertThat(Readings.telling(simple))
                .isEqualTo(List.of(
                        "breaker.calls.slow{method=charge,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.101",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.1",
                        "breaker.failure.rate{method=charge,service=Payments} value 0.5",
                        "breaker.slow.rate{method=charge,service=Payments} value 0.25",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1"));
    }

    /** Every meter moves: four outcomes, three kinds of rejection, a good and a bad fallback, all five states. */
    private void history(UnaryOperator<BreakerMetrics> options) {
        Payments payments = Breakers.protect(
                Payments.class,
                new Payments.Real(),
                script.config()
                        .tripWhen(TripRule.slowCallRate(1.0, Duration.ofMillis(100), Window.ofCalls(10)))
                        .fallbackOn(cause -> cause instanceof IOException)
                        .listener(options.apply(BreakerMetrics.to(registry)))
                        .build(),
                new Offline());
        Breaker breaker = Breakers.inspect(payments).breaker("charge");

        Script.charge(payments, script.success(10));
        Script.charge(payments, script.success(200));
        Script.charge(payments, script.ignored(5));
        Script.charge(payments, script.cancelled(1));
        Script.charge(payments, script.failure(20));
        Script.charge(payments, script.failure(20));
        Script.charge(payments, script.failure(30));
        Script.charge(payments, script.success(0));
        script.ticker.advance(Duration.ofSeconds(10));
        Script.charge(payments, () -> {
            Script.charge(payments, script.success(0));
            return script.success(7).call();
        });
        Script.charge(payments, script.success(8));
        breaker.forceOpen();
        Script.charge(payments, script.success(0));
        breaker.disable();
        Script.charge(payments, script.success(0));
    }

    private String expected(String file) throws IOException {
        try (var text = ScrapeTest.class.getResourceAsStream("scrape-" + file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Takes 2 ms, and 3 ms more to fail the second time. */
    private final class Offline implements Payments {
        private int answers;

        @Override
        public String charge(Callable<String> work) throws Exception {
            script.ticker.advance(Duration.ofMillis(2));
            if (++answers == 2) {
                script.ticker.advance(Duration.ofMillis(3));
                throw new IOException("the queue is full");
            }
            return "queued";
        }

        @Override
        public String refund(Callable<String> work) {
            return "queued";
        }
    }
}
