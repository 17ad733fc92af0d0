package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What went wrong in what the meters of other breakers said, and what it cost: J6 to J13 of the bug museum, but for
 * J11, which is {@link FaultyRegistryTest}.
 */
class ReadingMuseumTest {
    private static final int CALLS = 20_000;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BreakerMetrics metrics = BreakerMetrics.to(registry);
    private final Script script = new Script();

    @Test
    void j6_aRateWithoutEnoughCallsIsNotANumber() {
        Script.charge(script.protect(metrics), script.failure(1));

        assertThat(Readings.of(registry, "breaker.failure.rate")).isNaN();
        assertThat(Readings.of(registry, "breaker.slow.rate")).isNaN();
    }

    @Test
    void j7_aBreakerIsInOneStateInEachReadingOfAllFive() {
        Payments payments = script.protect(metrics);
        for (int i = 0; i < 3; i++) {
            Script.charge(payments, script.failure(1));
            script.ticker.advance(Duration.ofSeconds(4));
        }
        assertThat(states()).containsExactly(0, 1, 0, 0, 0);

        script.ticker.advance(Duration.ofSeconds(6));
        assertThat(states()).containsExactly(0, 0, 1, 0, 0);

        Breaker breaker = Breakers.inspect(payments).breaker("charge");
        breaker.disable();
        assertThat(states()).containsExactly(0, 0, 0, 0, 1);
        breaker.forceOpen();
        assertThat(states()).containsExactly(0, 0, 0, 1, 0);
        breaker.reset();
        assertThat(states()).containsExactly(1, 0, 0, 0, 0);
    }

    @Test
    void j8_countsAgreeWithTheBreakerAfterEveryCall() {
        Payments payments = script.protect(metrics);
        Breaker breaker = Breakers.inspect(payments).breaker("charge");
        List<Callable<String>> all = List.of(
                script.success(1), script.failure(2), script.ignored(3), script.failure(4), script.cancelled(5));
        for (int i = 0; i < 200; i++) {
            Script.charge(payments, all.get(i * 7 % 13 % all.size()));
            script.ticker.advance(Duration.ofMillis(700));

            BreakerStats stats = breaker.stats();
            assertThat(sum("breaker.calls")).isEqualTo(stats.calls() - stats.rejected() - stats.inFlight());
            assertThat(sum("breaker.rejections")).isEqualTo(stats.rejected());
            assertThat(sum("breaker.transitions")).isEqualTo(stats.transitions());
        }
        assertThat(breaker.stats().rejected()).isPositive();
    }

    @Test
    void j9_aRejectionIsNoCallOfNoLength() {
        Payments payments = script.protect(metrics.withTimers());
        Breakers.inspect(payments).breaker("charge").forceOpen();

        Script.charge(payments, script.success(1));

        assertThat(sum("breaker.calls")).isZero();
        assertThat(Readings.of(registry, "breaker.rejections", "reason", "forced_open"))
                .isEqualTo(1);
    }

    @Test
    void j10_j12_callsLeaveNothingBehindWhileNobodyReads() throws Exception {
        for (BreakerMetrics each : List.of(metrics, metrics.countsOnly().prefix("counts"))) {
            Payments payments = Breakers.protect(
                    Payments.class,
                    new Payments.Real(),
                    script.config().listener(each).build());
            Callable<String> work = () -> "paid";
            allocatedBy(payments, work);

            long bytes = allocatedBy(payments, work);

            // A few bytes may be the virtual machine's own, one for each call would be ours.
            assertThat(bytes).as("%s", each).isLessThan(CALLS);
        }
    }

    private static long allocatedBy(Payments payments, Callable<String> work) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            payments.charge(work);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void j13_theBreakersWorkWithoutMicrometer() throws Exception {
        URL[] own = {location(Breaker.class), location(Breakers.class)};
        try (var loader = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass(MeterRegistry.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            Callable<String> target = () -> "paid";

            Object payments = loader.loadClass(Breakers.class.getName())
                    .getMethod("protect", Class.class, Object.class)
                    .invoke(null, Callable.class, target);

            assertThat(((Callable<?>) payments).call()).isEqualTo("paid");
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private List<Integer> states() {
        return Stream.of(
                        BreakerState.CLOSED,
                        BreakerState.OPEN,
                        BreakerState.HALF_OPEN,
                        BreakerState.FORCED_OPEN,
                        BreakerState.DISABLED)
                .map(state -> (int) Readings.of(
                        registry, "breaker.state", "state", state.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private double sum(String name) {
        return Readings.sum(registry, name, Statistic.COUNT);
    }
}
