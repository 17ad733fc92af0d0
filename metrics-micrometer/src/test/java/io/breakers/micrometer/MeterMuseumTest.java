package io.breakers.micrometer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What went wrong with the meters of other breakers, which there were and when they went: J1 to J5 of the bug museum.
 * J11 is {@link FaultyRegistryTest}.
 */
class MeterMuseumTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    static Stream<MeterRegistry> registries() {
        return Stream.of(
                new SimpleMeterRegistry(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new CompositeMeterRegistry().add(new SimpleMeterRegistry()));
    }

    @ParameterizedTest
    @MethodSource("registries")
    void j1_noGaugeFallsSilentWhileItsProxyLives(MeterRegistry registry) {
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));

        Collected.awaitACollection();

        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);
        assertThat(Readings.of(registry, "breaker.inflight")).isZero();
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);
        Breakers.inspect(payments).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void j2_aServiceThatIsProtectedAnewIsTheOneThatMetersShow() {
        Payments old = script.protect(metrics);
        Script.charge(old, script.failure(1));
        Breakers.inspect(old).breaker("charge").forceOpen();
        Breakers.inspect(old).close();
        Payments renewed = script.protect(metrics);

        Script.charge(renewed, script.success(1));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.001",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1");
    }

    @Test
    void j3_closingRemovesAllMetersHoweverOften() {
        registry.counter("somebody.elses");
        List<Meter> before = registry.getMeters();
        for (int i = 0; i < 50; i++) {
            Payments payments = script.protect(metrics);
            Script.charge(payments, script.success(1));
            Script.refund(payments, script.success(1));
            assertThat(registry.getMeters()).hasSize(1 + 2 * 25);
            Breakers.inspect(payments).close();
            assertThat(registry.getMeters()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("registries")
    void j3_metricsGivenTwiceCountOnce(MeterRegistry registry) {
        BreakerMetrics once = BreakerMetrics.to(registry).withTimers();
        Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                .config(script.config().listener(once).listener(once).build())
                .listener(BreakerMetrics.to(registry))
                .build();

        Script.charge(payments, script.success(1));

        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);
        Breakers.inspect(payments).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void j3_aClosedProxyRegistersNothingAnew() {
        Payments payments = script.protect(metrics);
        Protection protection = Breakers.inspect(payments);
        protection.close();

        Script.charge(payments, script.success(1));
        protection.close();

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void j4_allMetersOfOneNameHaveTheSameTagKeysAndNoEmptyValue() {
        Payments payments = script.protect(metrics);
        Script.charge(payments, script.success(1));
        Script.charge(payments, script.failure(1));
        Script.refund(payments, script.ignored(1));

        var keys = registry.getMeters().stream()
                .collect(groupingBy(
                        meter -> meter.getId().getName(),
                        mapping(
                                meter -> meter.getId().getTags().stream()
                                        .map(Tag::getKey)
                                        .toList(),
                                toSet())));

        List<String> base = List.of("method", "service");
        List<String> outcome = List.of("method", "outcome", "service");
        assertThat(keys)
                .containsOnlyKeys(
                        "breaker.calls",
                        "breaker.calls.slow",
                        "breaker.rejections",
                        "breaker.spared",
                        "breaker.enforced",
                        "breaker.fallbacks",
                        "breaker.transitions",
                        "breaker.state",
                        "breaker.failure.rate",
                        "breaker.slow.rate",
                        "breaker.inflight")
                .containsEntry("breaker.calls", Set.of(outcome))
                .containsEntry("breaker.calls.slow", Set.of(base))
                .containsEntry("breaker.rejections", Set.of(List.of("method", "reason", "service")))
                .containsEntry("breaker.spared", Set.of(base))
                .containsEntry("breaker.enforced", Set.of(base))
                .containsEntry("breaker.fallbacks", Set.of(outcome))
                .containsEntry("breaker.transitions", Set.of(List.of("method", "service", "to")))
                .containsEntry("breaker.state", Set.of(List.of("method", "service", "state")))
                .containsEntry("breaker.failure.rate", Set.of(base))
                .containsEntry("breaker.slow.rate", Set.of(base))
                .containsEntry("breaker.inflight", Set.of(base));
        assertThat(registry.getMeters())
                .allMatch(meter -> meter.getId().getTags().stream()
                        .noneMatch(tag -> tag.getValue().isEmpty()));
    }

    @Test
    void j5_noTagComesFromData() {
        Payments payments = script.protect(metrics);
        Script.charge(payments, script.success(1));
        List<Meter> before = registry.getMeters();

        for (int i = 0; i < 100; i++) {
            Script.charge(payments, () -> {
                throw new IOException(UUID.randomUUID().toString());
            });
            script.ticker.advance(Duration.ofSeconds(1));
        }

        assertThat(registry.getMeters()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void j5_overloadsHaveTheirSignaturesAsMethod() {
        Overloaded service = Breakers.protect(
                Overloaded.class,
                new TwoCharges(),
                script.config().listener(metrics).build());
        service.charge("card");
        service.charge("card", 2);

        assertThat(Readings.of(registry, "breaker.calls", "method", "charge(String)", "outcome", "success"))
                .isEqualTo(1);
        assertThat(Readings.of(registry, "breaker.calls", "method", "charge(String,long)", "outcome", "success"))
                .isEqualTo(1);
    }

    interface Overloaded {
        void charge(String card);

        void charge(String card, long cents);
    }

    static final class TwoCharges implements Overloaded {
        @Override
        public void charge(String card) {}

        @Override
        public void charge(String card, long cents) {}
    }
}
