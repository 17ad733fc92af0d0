package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S49: what the meters say of rejections that are not carried out. */
class SparedMeterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Script script = new Script();

    private Payments tripped(double enforced, BreakerMetrics metrics) {
        Payments payments = Breakers.protect(
                Payments.class,
                new Payments.Real(),
                script.config()
                        .failureThreshold(1)
                        .enforce(enforced)
                        .listener(metrics)
                        .build());
        Script.charge(payments, script.failure(1));
        return payments;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void s49_sparedCallsAndTheShareAreShown(double share) {
        Payments payments = tripped(share, BreakerMetrics.to(registry));
        for (int call = 0; call < 8; call++) {
            Script.charge(payments, script.success(1));
        }

        assertThat(registry.get("breaker.spared").functionCounter().count()).isEqualTo(8 - 8 * share);
        assertThat(registry.get("breaker.rejections")
                        .tag("reason", "open")
                        .functionCounter()
                        .count())
                .isEqualTo(8 * share);
        assertThat(Readings.of(registry, "breaker.enforced")).isEqualTo(share);
    }

    /** Also if nobody has heard of anything since the last scrape. */
    @Test
    void s49_aSparedCallIsShownWhenItHasEnded() {
        Payments payments = tripped(0, BreakerMetrics.to(registry).countsOnly());
        assertThat(registry.get("breaker.spared").functionCounter().count()).isZero();
        Script.charge(payments, script.success(1));

        assertThat(registry.get("breaker.spared").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void s49_ofBreakersThatShareAMeterTheHighestShareCounts() {
        tripped(0, BreakerMetrics.to(registry));
        tripped(0.25, BreakerMetrics.to(registry));

        assertThat(Readings.of(registry, "breaker.enforced")).isEqualTo(0.25);
    }
}
