package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was reported of the meters: R27 to R31. */
class MeterReportsTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final Script script = new Script();

    static Stream<MeterRegistry> registries() {
        return MeterMuseumTest.registries();
    }

    private static PrometheusMeterRegistry withHistograms() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                        .percentilesHistogram(true)
                        .build()
                        .merge(config);
            }
        });
        return registry;
    }

    private Payments protect(String name, BreakerMetrics metrics) {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(script.config().listener(metrics).build())
                .name(name)
                .build();
    }

    @Test
    void r27_theLaterOfTwoKindsOfTimersFollowsTheFirst() {
        var registry = withHistograms();
        Payments first = protect("first", BreakerMetrics.to(registry).withTimers());
        Payments second = protect("second", BreakerMetrics.to(registry));
        Script.charge(first, script.success(1));
        Script.charge(second, script.success(2));

        assertThat(registry.scrape())
                .contains("breaker_calls_seconds_count{method=\"charge\",outcome=\"success\",service=\"first\"} 1")
                .contains("breaker_calls_seconds_sum{method=\"charge\",outcome=\"success\",service=\"second\"} 0.002");
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: breaker.calls of second.charge and others are TIMERS and not FUNCTION_TIMERS: "
                                + "the first breaker decided; another prefix keeps them apart (null)");
    }

    @Test
    void r27_theFirstOneDecidesInWhicheverOrderTheyAreCalled() {
        var registry = withHistograms();
        Payments first = protect("first", BreakerMetrics.to(registry));
        Payments second = protect("second", BreakerMetrics.to(registry).withTimers());
        Script.charge(second, script.success(2));
        Script.charge(first, script.success(1));

        assertThat(registry.scrape())
                .contains("breaker_calls_seconds_sum{method=\"charge\",outcome=\"success\",service=\"first\"} 0.001")
                .contains("breaker_calls_seconds_sum{method=\"charge\",outcome=\"success\",service=\"second\"} 0.002")
                .doesNotContain("breaker_calls_seconds_bucket");
    }

    @Test
    void r27_whenTheFirstOnesAreClosedTheNextDecides() {
        var registry = withHistograms();
        Payments first = protect("first", BreakerMetrics.to(registry));
        Script.charge(first, script.success(1));
        Breakers.inspect(first).close();

        Script.charge(protect("second", BreakerMetrics.to(registry).withTimers()), script.success(2));

        assertThat(registry.scrape()).contains("breaker_calls_seconds_bucket");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void r27_anotherPrefixKeepsTheKindsApart() {
        var registry = withHistograms();
        Script.charge(protect("first", BreakerMetrics.to(registry)), script.success(1));
        Script.charge(protect("second", BreakerMetrics.to(registry).withTimers().prefix("shop")), script.success(2));

        assertThat(registry.scrape())
                .doesNotContain("breaker_calls_seconds_bucket")
                .contains("shop_calls_seconds_bucket");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void r27_countsAloneGoWithBothKinds() {
        for (UnaryOperator<BreakerMetrics> timers :
                List.<UnaryOperator<BreakerMetrics>>of(UnaryOperator.identity(), BreakerMetrics::withTimers)) {
            var registry = withHistograms();
            Script.charge(protect("first", BreakerMetrics.to(registry).countsOnly()), script.success(1));
            Script.charge(protect("second", timers.apply(BreakerMetrics.to(registry))), script.success(2));

            assertThat(registry.scrape())
                    .contains("breaker_calls_total{method=\"charge\",outcome=\"success\",service=\"first\"} 1.0")
                    .contains(
                            "breaker_calls_seconds_sum{method=\"charge\",outcome=\"success\",service=\"second\"} 0.002");
        }
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void r28_whereAFilterDropsTheServiceTheyAddUpAndTheLivingOneKeepsItsMeters(MeterRegistry registry) {
        registry.config().meterFilter(MeterFilter.ignoreTags("service"));
        Payments first = protect("first", BreakerMetrics.to(registry));
        Payments second = protect("second", BreakerMetrics.to(registry));
        Script.charge(first, script.success(1));
        Script.charge(second, script.success(2));
        Breakers.inspect(second).breaker("charge").forceOpen();
        List<String> both = List.of(
                "breaker.calls{method=charge,outcome=success} count 2",
                "breaker.calls{method=charge,outcome=success} total 0.003",
                "breaker.state{method=charge,state=closed} value 1",
                "breaker.state{method=charge,state=forced_open} value 1",
                "breaker.transitions{method=charge,to=forced_open} count 1");
        assertThat(Readings.telling(registry)).isEqualTo(both);

        Breakers.inspect(first).close();
        Script.charge(first, script.success(4));

        assertThat(Readings.telling(registry))
                .containsExactlyElementsOf(both.stream()
                        .filter(line -> !line.contains("state=closed"))
                        .toList());
        Breakers.inspect(second).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void r28_realTimersToo(MeterRegistry registry) {
        registry.config().meterFilter(MeterFilter.ignoreTags("service"));
        Payments first = protect("first", BreakerMetrics.to(registry).withTimers());
        Payments second = protect("second", BreakerMetrics.to(registry).withTimers());
        Script.charge(first, script.success(1));
        Script.charge(second, script.success(2));

        Breakers.inspect(first).close();
        Script.charge(second, script.success(4));

        assertThat(Readings.sum(registry, "breaker.calls", Statistic.COUNT)).isEqualTo(3);
        assertThat(Readings.sum(registry, "breaker.calls", Statistic.TOTAL_TIME))
                .isEqualTo(0.007);
    }

    @Test
    void r28_whereAFilterDropsTheMethodTheMethodsOfAServiceAddUp() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.ignoreTags("method"));
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));
        Script.refund(payments, script.success(2));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{outcome=success,service=Payments} count 2",
                        "breaker.calls{outcome=success,service=Payments} total 0.003",
                        "breaker.state{service=Payments,state=closed} value 2");
    }

    @Test
    void r28_whereAFilterDropsATagOfOneMeterItsRowsAddUp() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.ignoreTags("outcome", "to"));
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));
        Script.charge(payments, script.failure(2));
        Script.charge(payments, script.cancelled(4));
        Breakers.inspect(payments).breaker("charge").forceOpen();
        Breakers.inspect(payments).breaker("charge").reset();

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,service=Payments} count 3",
                        "breaker.calls{method=charge,service=Payments} total 0.007",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1",
                        "breaker.transitions{method=charge,service=Payments} count 2");
        Breakers.inspect(payments).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void r28_whereAFilterGivesTwoPrefixesOneNameTheyAddUp() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName(id.getName().replace("shop.", "breaker.")).replaceTags(Tags.of("app", "till"));
            }
        });
        Payments first = protect("first", BreakerMetrics.to(registry).countsOnly());
        Payments second =
                protect("second", BreakerMetrics.to(registry).countsOnly().prefix("shop"));
        Script.charge(first, script.success(1));
        Script.charge(second, script.failure(1));

        Breakers.inspect(first).close();

        assertThat(registry.getMeters())
                .hasSize(11)
                .allMatch(meter -> meter.getId().getTags().equals(List.of(Tag.of("app", "till"))));
        assertThat(Readings.of(registry, "breaker.calls")).isEqualTo(2);
        assertThat(Readings.of(registry, "breaker.state")).isEqualTo(1);
    }

    @Test
    void r28_aMeterOfTheUsersThatLooksLikeOursIsLeftAlone() {
        var registry = new SimpleMeterRegistry();
        registry.gauge("breaker.inflight", Tags.of("service", "Payments", "method", "charge"), 7);
        List<Meter> before = registry.getMeters();
        Payments payments = script.protect(BreakerMetrics.to(registry));

        Script.charge(payments, script.success(1));
        Breakers.inspect(payments).close();

        assertThat(registry.getMeters()).isEqualTo(before);
        assertThat(log.lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("WARNING: Payments.charge has no meters: the registry refused them")
                .contains("there is another MeterId{name='breaker.inflight'");
    }

    @ParameterizedTest
    @MethodSource("registries")
    void r29_whoComesAfterAClearBringsAllMetersBack(MeterRegistry registry) {
        Payments first = script.protect(BreakerMetrics.to(registry));
        Script.charge(first, script.success(1));
        registry.clear();
        assertThat(registry.getMeters()).isEmpty();

        Payments second = script.protect(BreakerMetrics.to(registry));
        Script.charge(second, script.success(2));

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.003",
                        "breaker.state{method=charge,service=Payments,state=closed} value 2");
        Breakers.inspect(first).close();
        Breakers.inspect(second).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void r29_timersToo_andTheCallsOfTheFirstOneAreRecordedInThem(MeterRegistry registry) {
        Payments first = script.protect(BreakerMetrics.to(registry).withTimers());
        Script.charge(first, script.success(1));
        registry.clear();

        Script.charge(script.protect(BreakerMetrics.to(registry).withTimers()), script.success(2));
        Script.charge(first, script.success(4));

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.sum(registry, "breaker.calls", Statistic.COUNT)).isEqualTo(2);
        assertThat(Readings.sum(registry, "breaker.calls", Statistic.TOTAL_TIME))
                .isEqualTo(0.006);
    }

    @Test
    void r29_oneMeterThatSomebodyRemovedComesBackToo() {
        var registry = new SimpleMeterRegistry();
        Script.charge(script.protect(BreakerMetrics.to(registry)), script.success(1));
        registry.remove(registry.get("breaker.inflight").gauge());

        Script.charge(script.protect(BreakerMetrics.to(registry)), script.success(2));

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(log.lines()).isEmpty();
    }

    // Micrometer warns of it, once in the life of a process.
    @Test
    void r29_furtherServicesOfOneNameAreNoDoubleRegistration() {
        var registry = new SimpleMeterRegistry();
        var warnings = new ArrayList<String>();
        var micrometer = Logger.getLogger(MeterRegistry.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        micrometer.setLevel(Level.ALL);
        micrometer.addHandler(handler);
        try {
            Payments first = script.protect(BreakerMetrics.to(registry));
            Script.charge(first, script.success(1));
            Script.charge(script.protect(BreakerMetrics.to(registry)), script.success(2));
            Breakers.inspect(first).close();
            Script.charge(script.protect(BreakerMetrics.to(registry)), script.success(4));
        } finally {
            micrometer.removeHandler(handler);
            micrometer.setLevel(null);
        }

        assertThat(warnings).isEmpty();
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(3);
    }

    @Test
    void r30_whatTheReaderItselfDoesShowsAtOnceInEachGauge() {
        var registry = new SimpleMeterRegistry();
        Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                .listener(BreakerMetrics.to(registry))
                .build();
        var breaker = Breakers.inspect(payments).breaker("charge");
        Script.charge(payments, () -> "paid");
        for (BreakerState state : List.of(BreakerState.FORCED_OPEN, BreakerState.DISABLED, BreakerState.CLOSED)) {
            assertThat(Readings.of(registry, "breaker.state", "state", "open")).isZero();
            switch (state) {
                case FORCED_OPEN -> breaker.forceOpen();
                case DISABLED -> breaker.disable();
                default -> breaker.reset();
            }
            assertThat(Readings.of(
                            registry, "breaker.state", "state", state.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(1);
        }
    }

    // A single gauge that was read before another thread's transition made the next one old for a second.
    @ParameterizedTest
    @ValueSource(longs = {0, 250_000_001})
    void r30_whatAnotherThreadDidIsThereAfterAMomentAndWhereTimeStandsStillAtOnce(long moment) throws Exception {
        var registry = new SimpleMeterRegistry();
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);

        elsewhere(() -> Breakers.inspect(payments).breaker("charge").forceOpen());
        script.ticker.advance(Duration.ofNanos(moment));

        assertThat(Readings.of(registry, "breaker.state", "state", "forced_open"))
                .isEqualTo(1);
    }

    @Test
    void r30_whoWasRejectedSeesTheBreakerOpenAtOnce() throws Exception {
        var registry = new SimpleMeterRegistry();
        Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                .listener(BreakerMetrics.to(registry))
                .build();
        Script.charge(payments, () -> "paid");
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);
        elsewhere(Breakers.inspect(payments).breaker("charge")::forceOpen);

        Script.charge(payments, () -> "rejected");

        assertThat(Readings.of(registry, "breaker.state", "state", "forced_open"))
                .isEqualTo(1);
    }

    @Test
    void r30_noCountIsOlderThanTheLastCallThatTheReaderKnowsOf() throws Exception {
        var registry = new SimpleMeterRegistry();
        Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                .listener(BreakerMetrics.to(registry))
                .build();
        Script.charge(payments, () -> "paid");
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);

        elsewhere(() -> Script.charge(payments, script.failure(1)));

        assertThat(Readings.of(registry, "breaker.calls", "outcome", "failure")).isEqualTo(1);
        elsewhere(() -> Script.charge(payments, script.ignored(1)));
        assertThat(Readings.sum(registry, "breaker.calls", Statistic.COUNT)).isEqualTo(3);
    }

    // It took nineteen, and each reads the counts of all threads.
    @Test
    void r31_allMetersOfAQuietBreakerShareASnapshotButThatOfCallsInFlight() {
        var registry = new SimpleMeterRegistry();
        var snapshots = new AtomicInteger();
        BreakerListener listener = BreakerMetrics.to(registry).create(counting(snapshots));
        listener.onSuccess(1);
        assertThat(Readings.of(registry)).hasSize(31);
        snapshots.set(0);

        Readings.of(registry);

        assertThat(snapshots).hasValue(1);
        listener.onSuccess(1);
        Readings.of(registry);
        assertThat(snapshots.get()).isBetween(2, 3);
    }

    /** A breaker in virtual time that counts its snapshots. */
    private Breaker counting(AtomicInteger snapshots) {
        Breaker breaker = Breakers.breaker("stock", script.config().build());
        return (Breaker) Proxy.newProxyInstance(
                MeterReportsTest.class.getClassLoader(), new Class<?>[] {Breaker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("stats")) {
                        snapshots.incrementAndGet();
                    }
                    return method.invoke(breaker, arguments);
                });
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
