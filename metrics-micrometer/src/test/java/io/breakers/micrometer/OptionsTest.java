package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    @Test
    void describesItself() {
        assertThat(metrics).hasToString("BreakerMetrics: breaker.*, FUNCTION_TIMERS, registered on the first call");
        assertThat(metrics.withTimers().prefix("shop").tags("region", "eu").eagerly())
                .hasToString("BreakerMetrics: shop.* with [tag(region=eu)], TIMERS, registered at once");
        assertThat(metrics.countsOnly())
                .hasToString("BreakerMetrics: breaker.*, COUNTERS, registered on the first call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "method", "outcome", "reason", "to", "state"})
    void refusesATagWithAKeyOfItsOwn(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.tags("region", "eu", key, "mine"))
                .withMessage("tags must not have the key " + key
                        + ": the meters have it already, as they have method, outcome, reason, service, state, to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesABlankPrefix(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.prefix(prefix))
                .withMessage("prefix must not be blank");
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> BreakerMetrics.to(null))
                .withMessage("registry");
        assertThatNullPointerException().isThrownBy(() -> metrics.prefix(null)).withMessage("prefix");
        assertThatNullPointerException()
                .isThrownBy(() -> metrics.tags((Iterable<Tag>) null))
                .withMessage("tags");
        assertThatNullPointerException()
                .isThrownBy(() -> metrics.tags((String[]) null))
                .withMessage("keysAndValues");
    }

    @Test
    void anOptionMakesAnotherOneAndLeavesThisAsItWas() {
        metrics.prefix("shop").tags("region", "eu").countsOnly().eagerly();

        Script.charge(script.protect(metrics), script.success(1));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.001",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1");
    }

    @Test
    void metersAppearWithTheFirstCallOfTheirMethod() {
        Payments payments = script.protect(metrics);
        assertThat(registry.getMeters()).isEmpty();

        Script.charge(payments, script.success(1));

        assertThat(Readings.of(registry)).hasSize(31).allMatch(line -> line.contains("method=charge"));
    }

    @Test
    void metersOfAllMethodsAreThereBeforeAnyCall_eagerly() {
        script.protect(metrics.eagerly());

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.state{method=charge,service=Payments,state=closed} value 1",
                        "breaker.state{method=refund,service=Payments,state=closed} value 1");
    }

    @Test
    void anEagerBreakerCountsItsCallsOnce() {
        Payments payments = script.protect(metrics.eagerly());

        Script.charge(payments, script.success(1));

        assertThat(Readings.of(registry, "breaker.calls", "method", "charge", "outcome", "success"))
                .isEqualTo(1);
    }

    @Test
    void aBreakerWithoutAnInterfaceHasMetersToo() throws Exception {
        var stock = Breakers.breaker("stock", script.config().listener(metrics).build());

        stock.call(script.success(4));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=call,outcome=success,service=stock} count 1",
                        "breaker.calls{method=call,outcome=success,service=stock} total 0.004",
                        "breaker.state{method=call,service=stock,state=closed} value 1");
    }

    @Test
    void theClockIsReadForTimesAlone() throws Exception {
        assertThat(readingsOfTheClock(metrics.countsOnly())).isZero();
        assertThat(readingsOfTheClock(metrics.prefix("function-timers"))).isPositive();
        assertThat(readingsOfTheClock(metrics.withTimers().prefix("timers"))).isPositive();
    }

    private static int readingsOfTheClock(BreakerMetrics metrics) throws Exception {
        var readings = new AtomicInteger();
        BreakerConfig config = BreakerConfig.builder()
                .listener(metrics)
                .ticker(readings::incrementAndGet)
                .build();
        Payments payments = Breakers.protect(Payments.class, new Payments.Real(), config);
        payments.charge(() -> "paid");
        int before = readings.get();
        for (int i = 0; i < 10; i++) {
            payments.charge(() -> "paid");
        }
        return readings.get() - before;
    }
}
