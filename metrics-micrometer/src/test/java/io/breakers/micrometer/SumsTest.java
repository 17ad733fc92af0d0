package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several breakers behind one meter. */
class SumsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    @Test
    void proxiesOfOneServiceAddUp() {
        Payments first = script.protect(metrics);
        Payments second = script.protect(BreakerMetrics.to(registry));
        Script.charge(first, script.success(1));
        Script.charge(second, script.success(2));
        Script.charge(second, script.failure(4));
        Breakers.inspect(second).breaker("charge").forceOpen();
        Script.charge(second, script.success(1));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.004",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.003",
                        "breaker.rejections{method=charge,reason=forced_open,service=Payments} count 1",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1",
                        "breaker.state{method=charge,service=Payments,state=forced_open} value 1",
                        "breaker.transitions{method=charge,service=Payments,to=forced_open} count 1");
    }

    @Test
    void aClosedProxyLeavesItsCountsAndTakesItsStateAlong() {
        Payments first = script.protect(metrics);
        Payments second = script.protect(metrics);
        Script.charge(first, script.success(1));
        Script.charge(second, script.success(2));
        Script.charge(second, script.failure(4));

        Breakers.inspect(second).close();
        Script.charge(second, script.success(8));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.004",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.003",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1");
    }

    @Test
    void theRateOfSeveralIsTheHighest() {
        BreakerMetrics shared = metrics;
        List<Payments> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(Breakers.protect(
                    Payments.class,
                    new Payments.Real(),
                    script.config()
                            .tripWhen(
                                    TripRule.failureRate(0.9, Window.ofCalls(4)).minimumCalls(2))
                            .listener(shared)
                            .build()));
        }
        Script.charge(all.get(0), script.success(1));
        Script.charge(all.get(1), script.success(1));
        Script.charge(all.get(1), script.failure(1));
        Script.charge(all.get(2), script.success(1));
        Script.charge(all.get(2), script.success(1));

        assertThat(Readings.of(registry, "breaker.failure.rate")).isEqualTo(0.5);
    }

    @Test
    void noCounterFallsForAReaderWhileProxiesAreClosed() throws Exception {
        Payments kept = script.protect(metrics);
        Script.charge(kept, script.success(1));
        for (int round = 0; round < 200; round++) {
            Payments closing = script.protect(metrics);
            var over = new AtomicBoolean();
            Callable<Void> work = () -> {
                for (int i = 0; i < 50; i++) {
                    closing.charge(() -> "paid");
                    if (i == 25) {
                        Breakers.inspect(closing).close();
                    }
                }
                over.set(true);
                return null;
            };
            Callable<Void> read = () -> {
                double last = 0;
                while (!over.get()) {
                    double now = Readings.of(registry, "breaker.calls", "outcome", "success");
                    assertThat(now).isGreaterThanOrEqualTo(last);
                    last = now;
                }
                return null;
            };
            try (var gate = new Gate(2)) {
                gate.runAll(List.of(work, read));
            }
        }
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1 + 200 * 26);
    }

    @Test
    void aNameOfTheirOwnKeepsProxiesApart() {
        for (String name : List.of("stripe-eu", "stripe-us")) {
            Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                    .config(script.config().listener(metrics).build())
                    .name(name)
                    .build();
            Script.charge(payments, script.success(1));
        }

        assertThat(Readings.of(registry, "breaker.calls", "service", "stripe-eu", "outcome", "success"))
                .isEqualTo(1);
        assertThat(Readings.of(registry, "breaker.calls", "service", "stripe-us", "outcome", "success"))
                .isEqualTo(1);
    }

    @Test
    void theLaterInterfaceOfOneSimpleNameGoesByItsFullName() {
        Payments first = script.protect(metrics);
        Elsewhere.Payments second = elsewhere();
        Script.charge(first, script.success(1));
        second.charge();
        second.charge();

        assertThat(Readings.of(registry, "breaker.calls", "service", "Payments", "outcome", "success"))
                .isEqualTo(1);
        assertThat(Readings.of(
                        registry, "breaker.calls", "service", Elsewhere.Payments.class.getName(), "outcome", "success"))
                .isEqualTo(2);
    }

    @Test
    void interfacesOfDifferentSimpleNamesKeepThem() {
        Script.charge(script.protect(metrics), script.success(1));
        Ping ping = Breakers.protect(
                Ping.class, () -> {}, script.config().listener(metrics).build());

        ping.ping();

        assertThat(Readings.of(registry, "breaker.calls", "service", "Ping", "outcome", "success"))
                .isEqualTo(1);
    }

    @Test
    void aSimpleNameIsFreeAgainWhenItsLastProxyIsClosed() {
        Payments first = script.protect(metrics);
        Payments another = script.protect(metrics);
        Breakers.inspect(first).close();
        Elsewhere.Payments second = elsewhere();
        second.charge();
        assertThat(registry.get("breaker.inflight").gauge().getId().getTag("service"))
                .isEqualTo(Elsewhere.Payments.class.getName());
        Breakers.inspect(second).close();
        Breakers.inspect(another).close();

        elsewhere().charge();

        assertThat(registry.get("breaker.inflight").gauge().getId().getTag("service"))
                .isEqualTo("Payments");
    }

    @Test
    void theFirstProxyDecidesTheKindOfMeters() {
        Script.charge(script.protect(metrics.countsOnly()), script.success(1));
        Payments timed = script.protect(metrics.withTimers());
        Script.charge(timed, script.success(1));

        Breaker breaker = Breakers.inspect(timed).breaker("charge");
        assertThat(breaker.stats().successes()).isEqualTo(1);
        assertThat(registry.get("breaker.calls")
                        .tag("outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }

    private Elsewhere.Payments elsewhere() {
        return Breakers.protect(
                Elsewhere.Payments.class,
                new Elsewhere.Real(),
                script.config().listener(metrics).build());
    }

    static final class Elsewhere {
        interface Payments {
            void charge();
        }

        static final class Real implements Payments {
            @Override
            public void charge() {}
        }

        private Elsewhere() {}
    }
}
