package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Gate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Registering takes locks of the registry, whose filters and listeners may do anything meanwhile, and so may other
 * threads (J11).
 */
class RegistrationTest {
    private static final long PATIENCE_SECONDS = 60;

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

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 1",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.002",
                        "breaker.state{method=charge,service=Payments,state=closed} value 1");
    }

    @Test
    void aFilterMayCallTheMethodWhoseTimersAreAskedForAndThatCallIsServedButNotTimed() throws Exception {
        Payments timed = script.protect(metrics.withTimers().prefix("timed"));
        registry.config().meterFilter(whenMapped("timed.fallbacks", () -> {
            Script.charge(timed, script.success(1));
            Script.refund(timed, script.success(2));
        }));

        timed.charge(script.success(32));

        assertThat(Breakers.inspect(timed).breaker("charge").stats().successes())
                .isEqualTo(5);
        assertThat(Readings.of(registry, "timed.calls", "method", "charge", "outcome", "success"))
                .isEqualTo(1);
        // Of the four that were served, two came in the middle of their own registration.
        assertThat(Readings.of(registry, "timed.calls", "method", "refund", "outcome", "success"))
                .isEqualTo(2);
        Breakers.inspect(timed).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void allOutcomesAreTimedFromTheFirstOn() throws Exception {
        Payments timed = protectWithFallbackAndTimers();
        Script.charge(timed, script.failure(2));
        Script.refund(timed, script.success(4));
        Script.charge(timed, script.ignored(8));
        Script.charge(timed, script.cancelled(16));
        Breakers.inspect(timed).breaker("charge").forceOpen();
        Script.charge(timed, () -> "rejected");
        Breakers.inspect(timed).breaker("charge").reset();
        timed.charge(script.success(32));

        assertThat(Readings.telling(registry))
                .filteredOn(line -> !line.contains(" max "))
                .containsExactly(
                        "timed.calls{method=charge,outcome=cancelled,service=Payments} count 1",
                        "timed.calls{method=charge,outcome=cancelled,service=Payments} total 0.016",
                        "timed.calls{method=charge,outcome=failure,service=Payments} count 1",
                        "timed.calls{method=charge,outcome=failure,service=Payments} total 0.002",
                        "timed.calls{method=charge,outcome=ignored,service=Payments} count 1",
                        "timed.calls{method=charge,outcome=ignored,service=Payments} total 0.008",
                        "timed.calls{method=charge,outcome=success,service=Payments} count 1",
                        "timed.calls{method=charge,outcome=success,service=Payments} total 0.032",
                        "timed.calls{method=refund,outcome=success,service=Payments} count 1",
                        "timed.calls{method=refund,outcome=success,service=Payments} total 0.004",
                        "timed.fallbacks{method=charge,outcome=failure,service=Payments} count 1",
                        "timed.fallbacks{method=charge,outcome=failure,service=Payments} total 0.128",
                        "timed.fallbacks{method=charge,outcome=success,service=Payments} count 1",
                        "timed.fallbacks{method=charge,outcome=success,service=Payments} total 0.064",
                        "timed.rejections{method=charge,reason=forced_open,service=Payments} count 1",
                        "timed.state{method=charge,service=Payments,state=closed} value 1",
                        "timed.state{method=refund,service=Payments,state=closed} value 1",
                        "timed.transitions{method=charge,service=Payments,to=closed} count 1",
                        "timed.transitions{method=charge,service=Payments,to=forced_open} count 1");
    }

    @Test
    void aProxyThatIsCalledWhileTheTimersOfTheLastOneGoIsTimedFromThenOn() {
        BreakerMetrics timers = metrics.withTimers().prefix("shop");
        Payments last = script.protect(timers);
        Script.charge(last, script.success(1));
        var renewed = new AtomicReference<Payments>();
        registry.config().onMeterRemoved(meter -> {
            if (renewed.get() == null) {
                renewed.set(script.protect(timers));
                Script.charge(renewed.get(), script.success(2));
            }
        });

        Breakers.inspect(last).close();
        Script.charge(renewed.get(), script.success(4));

        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.of(registry, "shop.calls", "outcome", "success")).isPositive();
        assertThat(Readings.of(registry, "shop.state", "state", "closed")).isEqualTo(1);
        Breakers.inspect(renewed.get()).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    /** Its fallback takes 64 ms for what failed, and fails after 128 ms for what was rejected. */
    private Payments protectWithFallbackAndTimers() {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(script.config()
                        .listener(metrics.withTimers().prefix("timed"))
                        .build())
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
