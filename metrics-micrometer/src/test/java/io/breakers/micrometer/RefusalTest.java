package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A refusal of the registry is told once for each breaker, and costs nothing but its meters (J11). What else a registry
 * may do is in {@link FaultyRegistryTest}.
 */
class RefusalTest {
    private final List<Throwable> thrown = new ArrayList<>();
    private final AtomicBoolean full = new AtomicBoolean();

    @RegisterExtension
    final RecordedLog log = new RecordedLog() {
        @Override
        protected void received(LogRecord logged) {
            super.received(logged);
            thrown.add(logged.getThrown());
            if (full.get()) {
                throw new IllegalStateException("disk full");
            }
        }
    };

    private final AtomicBoolean refusing = new AtomicBoolean(true);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    // A flag that the logger's exception left up sent every later call of the method through the lock of all.
    @Test
    void j11_aLoggerThatThrowsAsWellDoesNotSendLaterCallsThroughALock() throws Exception {
        full.set(true);
        refuse("breaker.state", () -> {});
        Payments payments = script.protect(metrics);
        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");

        synchronized (MeterBook.of(registry)) {
            try (var gate = new Gate(1)) {
                assertThat(gate.run(() -> payments.charge(() -> "paid again"))).containsExactly("paid again");
            }
        }

        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Payments.charge has no meters: the registry refused them (java.lang.IllegalStateException: no more meters)");
        assertThat(thrown.get(0).getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("disk full");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void j11_aRefusalIsToldForEachBreakerThatHasComeMeanwhile() throws Exception {
        Payments first = script.protect(metrics);
        Payments second = script.protect(metrics);
        refuse("breaker", () -> Script.charge(second, script.success(1)));

        assertThat(first.charge(() -> "paid")).isEqualTo("paid");

        assertThat(log.lines())
                .hasSize(2)
                .containsOnly(
                        "WARNING: Payments.charge has no meters: the registry refused them (java.lang.IllegalStateException: no more meters)");
    }

    @Test
    void j11_aBreakerThatComesAfterARefusalTriesAnew() throws Exception {
        refuse("breaker.state", () -> {});
        Payments refused = script.protect(metrics.withTimers());
        assertThat(refused.charge(() -> "paid")).isEqualTo("paid");
        refusing.set(false);

        Script.charge(script.protect(metrics.withTimers()), script.success(1));
        assertThat(refused.charge(() -> "unseen")).isEqualTo("unseen");
        Breakers.inspect(refused).close();

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);
    }

    private void refuse(String prefix, Runnable before) {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (refusing.get() && id.getName().startsWith(prefix)) {
                    before.run();
                    throw new IllegalStateException("no more meters");
                }
                return id;
            }
        });
    }
}
