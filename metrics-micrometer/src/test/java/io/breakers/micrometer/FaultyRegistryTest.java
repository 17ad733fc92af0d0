package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that refuses, throws or is gone never reaches a call (J11). */
class FaultyRegistryTest {
    private static final Logger LOGGER = Logger.getLogger("io.breakers.micrometer");

    private final Script script = new Script();
    private final List<String> complaints = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord complaint) {
            complaints.add(complaint.getLevel() + " " + complaint.getMessage() + ": "
                    + complaint.getThrown().getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void j11_aFilterThatThrowsCostsTheMetersAndIsToldOnce() throws Exception {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("no more meters");
            }
        });

        everyCallIsServed(registry, BreakerMetrics.to(registry));

        assertThat(complaints)
                .containsExactly("WARNING Payments.charge has no meters: the registry refused them: no more meters");
    }

    @Test
    void j11_anErrorOfTheRegistryIsHeldBackWhenTheServiceIsProtectedToo() throws Exception {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new StackOverflowError("deep");
            }
        });

        everyCallIsServed(registry, BreakerMetrics.to(registry).eagerly());

        assertThat(complaints)
                .containsExactly(
                        "WARNING Payments.charge has no meters: the registry refused them: deep",
                        "WARNING Payments.refund has no meters: the registry refused them: deep");
    }

    @Test
    void j11_whatWasRegisteredBeforeARefusalIsRemoved() throws Exception {
        var registry = new SimpleMeterRegistry();
        Counter.builder("breaker.inflight")
                .tags("service", "Payments", "method", "charge")
                .register(registry);
        List<Meter> before = registry.getMeters();

        everyCallIsServed(registry, BreakerMetrics.to(registry));

        assertThat(registry.getMeters()).isEqualTo(before);
        assertThat(complaints).hasSize(1);
    }

    @Test
    void j11_aRegistryThatFailsToRemoveRemovesTheRest() throws Exception {
        var registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, Clock.SYSTEM) {
            @Override
            public Meter remove(Meter meter) {
                if (meter.getId().getName().equals("breaker.inflight")) {
                    throw new IllegalStateException("stuck");
                }
                return super.remove(meter);
            }
        };
        Payments payments = script.protect(BreakerMetrics.to(registry));
        payments.charge(() -> "paid");

        Breakers.inspect(payments).close();

        assertThat(registry.getMeters()).hasSize(1);
        assertThat(complaints).hasSize(1).first().asString().endsWith("could not be removed: stuck");
        assertThat(payments.charge(() -> "paid again")).isEqualTo("paid again");
    }

    @Test
    void j11_aClosedRegistryDoesNoHarm() throws Exception {
        var registry = new SimpleMeterRegistry();
        registry.close();

        everyCallIsServed(registry, BreakerMetrics.to(registry));

        assertThat(complaints).isEmpty();
    }

    @Test
    void j11_aRegistryClosedInTheMiddleDoesNoHarm() throws Exception {
        var registry = new SimpleMeterRegistry();
        Payments payments = script.protect(BreakerMetrics.to(registry).withTimers());
        Script.charge(payments, script.success(1));
        registry.close();

        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
        Script.refund(payments, script.success(1));
        Breakers.inspect(payments).close();

        assertThat(complaints).isEmpty();
    }

    @Test
    void j11_deniedMetersAreMissingAndTheOthersAreThere() throws Exception {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("breaker.calls"));
        Payments payments = script.protect(BreakerMetrics.to(registry).withTimers());

        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");

        assertThat(registry.find("breaker.calls").meters()).isEmpty();
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);
        Breakers.inspect(payments).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void j11_aRegistryThatDeniesEverythingDoesNoHarm() throws Exception {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.deny());

        everyCallIsServed(registry, BreakerMetrics.to(registry).withTimers());

        assertThat(registry.getMeters()).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFilterMayCallTheServiceThatIsBeingRegistered() throws Exception {
        var registry = new SimpleMeterRegistry();
        Payments payments = script.protect(BreakerMetrics.to(registry));
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                Script.charge(payments, script.success(1));
                return id;
            }
        });

        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");

        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success"))
                .isEqualTo(Breakers.inspect(payments).breaker("charge").stats().successes())
                .isGreaterThan(1);
    }

    @Test
    void aCompositeShowsTheSameInEachOfItsRegistries() throws Exception {
        var simple = new SimpleMeterRegistry();
        var later = new SimpleMeterRegistry();
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var composite = new CompositeMeterRegistry().add(simple).add(prometheus);
        Payments payments = script.protect(BreakerMetrics.to(composite));
        Script.charge(payments, script.success(1));
        composite.add(later);
        Script.charge(payments, script.failure(2));
        Breakers.inspect(payments).breaker("charge").forceOpen();

        assertThat(Readings.of(later)).isEqualTo(Readings.of(simple)).hasSize(31);
        assertThat(Readings.telling(later))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.002",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.001",
                        "breaker.state{method=charge,service=Payments,state=forced_open} value 1",
                        "breaker.transitions{method=charge,service=Payments,to=forced_open} count 1");
        assertThat(prometheus.scrape().lines())
                .contains("breaker_state{method=\"charge\",service=\"Payments\",state=\"forced_open\"} 1.0");
        Breakers.inspect(payments).close();
        assertThat(simple.getMeters()).isEmpty();
        assertThat(later.getMeters()).isEmpty();
    }

    /** Through a trip and back, and closed at the end: what callers see is as if there were no meters. */
    private void everyCallIsServed(MeterRegistry registry, BreakerMetrics metrics) throws Exception {
        Payments payments = script.protect(metrics);
        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
        for (int i = 0; i < 3; i++) {
            Script.charge(payments, script.failure(1));
        }
        var breaker = Breakers.inspect(payments).breaker("charge");
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        Script.charge(payments, script.success(1));
        breaker.reset();
        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
        Breakers.inspect(payments).close();
        assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
        assertThat(breaker.stats().calls()).isEqualTo(7);
    }
}
