package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.Gate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registering takes locks of the registry, whose filters and listeners may do anything meanwhile, and so may other threads (J11). */
class RegistrationTest {
    private static final long PATIENCE_SECONDS = 20;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    /** What a listener of the registry does under the registry's lock. */
    enum Deed {
        FIRST_CALL(test -> Script.charge(test.payments, () -> "paid")),
        CLOSE(test -> Breakers.inspect(test.payments).close()),
        PROTECT(test -> test.script.protect(test.metrics.eagerly()));

        private final Consumer<RegistrationTest> what;

        Deed(Consumer<RegistrationTest> what) {
            this.what = what;
        }
    }

    private final Payments payments = script.protect(metrics);

    // While the lock of the groups was held for a registration, this was a dead-lock of two threads.
    @ParameterizedTest
    @EnumSource
    void j11_aListenerOfTheRegistryMayUseAServiceWhileAnotherThreadRegisters(Deed deed) throws Exception {
        var inTheRegistry = new CountDownLatch(1);
        var atTheDoor = new CountDownLatch(1);
        registry.config().meterFilter(whenMapped("breaker.calls", atTheDoor::countDown));
        registry.config().onMeterAdded(meter -> {
            if (meter.getId().getName().equals("users.own")) {
                inTheRegistry.countDown();
                await(atTheDoor);
                deed.what.accept(this);
            }
        });
        Callable<Void> user = () -> {
            registry.counter("users.own");
            return null;
        };
        Callable<Void> caller = () -> {
            await(inTheRegistry);
            Script.refund(payments, () -> "refunded");
            return null;
        };

        try (var gate = new Gate(2)) {
            gate.runAll(List.of(user, caller));
        }

        assertThat(Breakers.inspect(payments).breaker("refund").stats().successes())
                .isEqualTo(1);
        assertThat(registry.find("breaker.inflight").tag("method", "refund").gauges())
                .hasSize(deed == Deed.CLOSE ? 0 : 1);
        assertThat(registry.find("breaker.inflight").tag("method", "charge").gauges())
                .hasSize(deed == Deed.CLOSE ? 0 : 1);
    }

    @Test
    void closingWhileItsMetersAreBeingRegisteredLeavesNone() {
        registry.config()
                .meterFilter(whenMapped(
                        "breaker.transitions", () -> Breakers.inspect(payments).close()));

        Script.charge(payments, script.success(1));

        assertThat(Breakers.inspect(payments).breaker("charge").stats().successes())
                .isEqualTo(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aProxyThatIsCalledWhileTheMetersOfTheLastOneGoIsShown() {
        Script.charge(payments, script.success(1));
        var renewed = new AtomicBoolean();
        registry.config().onMeterRemoved(meter -> {
            if (!renewed.getAndSet(true)) {
                Script.charge(script.protect(metrics), script.success(2));
            }
        });

        Breakers.inspect(payments).close();

        assertThat(registry.getMeters()).hasSize(23);
        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.002",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1");
    }

    @Test
    void callsThatEndBeforeTheirTimersAreThereAreTimed() throws Exception {
        Payments timed = protectWithFallbackAndTimers();
        var early = new AtomicBoolean();
        registry.config().meterFilter(whenMapped("breaker.calls", () -> {
            if (!early.getAndSet(true)) {
                Script.charge(timed, script.success(1));
                Script.charge(timed, script.failure(2));
                Script.refund(timed, script.success(4));
                Script.charge(timed, script.ignored(8));
                Script.charge(timed, script.cancelled(16));
                Breakers.inspect(timed).breaker("charge").forceOpen();
                Script.charge(timed, () -> "rejected");
                Breakers.inspect(timed).breaker("charge").reset();
            }
        }));

        timed.charge(script.success(32));

        assertThat(Readings.telling(registry))
                .filteredOn(line -> !line.contains(" max "))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=cancelled,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=cancelled,service=Payments} total 0.016",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.002",
                        "breaker.calls{method=charge,outcome=ignored,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=ignored,service=Payments} total 0.008",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.033",
                        "breaker.calls{method=refund,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=refund,outcome=success,service=Payments} total 0.004",
                        "breaker.fallbacks{method=charge,outcome=failure,service=Payments} count 1",
                        "breaker.fallbacks{method=charge,outcome=failure,service=Payments} total 0.128",
                        "breaker.fallbacks{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.fallbacks{method=charge,outcome=success,service=Payments} total 0.064",
                        "breaker.rejections{method=charge,reason=forced_open,service=Payments} count 1",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1",
                        "breaker.state{method=refund,service=Payments,state=closed} value 1",
                        "breaker.transitions{method=charge,service=Payments,to=closed} count 1",
                        "breaker.transitions{method=charge,service=Payments,to=forced_open} count 1");
    }

    @Test
    void aCallThatLookedForTimersJustBeforeTheyCameIsTimed() {
        var group = new MeterGroup(registry, key(), CallMeters.TIMERS);
        var before = group.timed();
        group.register();

        before.onSuccess(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(Readings.telling(registry))
                .contains("breaker.calls{method=charge,outcome=success,service=s} count 1");
    }

    @Test
    void whatAStuckRegistryLetsGoByDoesNotPileUp() {
        var group = new MeterGroup(registry, key(), CallMeters.TIMERS);
        int most = 1 << 17;
        for (int i = 0; i < most + 1; i++) {
            group.onSuccess(1);
        }

        group.register();

        assertThat(Readings.sum(registry, "breaker.calls", Statistic.COUNT)).isEqualTo(most);
    }

    @Test
    void afterARefusalNobodyTimesCalls() {
        registry.config().meterFilter(whenMapped("breaker.calls", () -> {
            throw new IllegalStateException("no more meters");
        }));
        var group = new MeterGroup(registry, key(), CallMeters.TIMERS);

        assertThat(group.register()).isFalse();

        assertThat(group.timed()).isSameAs(BreakerListener.NONE);
    }

    private static GroupKey key() {
        return new GroupKey("breaker", Tags.empty(), "s", "charge");
    }

    /** Its fallback takes 64 ms for what failed, and fails after 128 ms for what was rejected. */
    private Payments protectWithFallbackAndTimers() {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(script.config().listener(metrics.withTimers()).build())
                .fallbackFactory(cause -> new Payments() {
                    @Override
                    public String charge(Callable<String> work) throws Exception {
                        boolean rejected = cause instanceof CallRejectedException;
                        return (rejected ? script.ignored(128) : script.success(64)).call();
                    }

                    @Override
                    public String refund(Callable<String> work) {
                        return "later";
                    }
                })
                .build();
    }

    private static MeterFilter whenMapped(String prefix, Runnable then) {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().startsWith(prefix)) {
                    then.run();
                }
                return id;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
