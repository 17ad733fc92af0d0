package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.tools.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service is closed while it is called: nobody notices but the registry (J3, S44). */
class ClosingTest {
    private static final int CALLERS = 4;
    private static final int CALLS = 200;
    private static final int ROUNDS = 200;
    private static final long PATIENCE_SECONDS = 60;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** At first the meters are not there yet, in the middle they are, and the last time the calls are nearly over. */
    @ParameterizedTest
    @EnumSource
    void closingWhileCallsRunLeavesNoMeterAndLosesNoCall(CallMeters kind) throws Exception {
        registry.counter("somebody.elses");
        for (int round = 0; round < ROUNDS; round++) {
            int closeAt = round * CALLS / ROUNDS;
            Payments payments = protect(kind);
            Protection protection = Breakers.inspect(payments);
            var closing = new CyclicBarrier(CALLERS + 1);
            Callable<Void> caller = () -> {
                for (int call = 0; call < CALLS; call++) {
                    if (call == closeAt) {
                        closing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    }
                    // Whatever it throws ends the test.
                    assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
                    assertThat(payments.refund(() -> "refunded")).isEqualTo("refunded");
                }
                return null;
            };
            Callable<Void> closer = () -> {
                closing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                protection.close();
                return null;
            };
            List<Callable<Void>> everybody = new ArrayList<>(Collections.nCopies(CALLERS, caller));
            everybody.add(closer);

            try (var gate = new Gate(everybody.size())) {
                gate.runAll(everybody);
            }

            assertThat(registry.getMeters()).hasSize(1);
            for (Breaker breaker : protection.breakers()) {
                BreakerStats stats = breaker.stats();
                assertThat(stats.calls()).isEqualTo(CALLERS * CALLS);
                assertThat(stats.successes()).isEqualTo(CALLERS * CALLS);
                assertThat(stats.inFlight()).isZero();
                assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
            }
        }
    }

    /** One comes when the last one goes, again and again, on both sides at once. */
    @ParameterizedTest
    @EnumSource
    void servicesThatComeAndGoAtOnceLeaveNoMeter(CallMeters kind) throws Exception {
        Callable<Void> comeAndGo = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                Payments payments = protect(kind);
                assertThat(payments.charge(() -> "paid")).isEqualTo("paid");
                Breakers.inspect(payments).close();
            }
            return null;
        };

        try (var gate = new Gate(CALLERS)) {
            gate.run(comeAndGo);
        }

        assertThat(registry.getMeters()).isEmpty();
        Payments last = protect(kind);
        last.charge(() -> "paid");
        assertThat(registry.getMeters()).hasSize(25);
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);
    }

    private Payments protect(CallMeters kind) {
        BreakerMetrics metrics = BreakerMetrics.to(registry);
        BreakerMetrics chosen = switch (kind) {
            case FUNCTION_TIMERS -> metrics;
            case TIMERS -> metrics.withTimers();
            case COUNTERS -> metrics.countsOnly();
        };
        return Breakers.builder(Payments.class, new Payments.Real())
                .listener(chosen)
                .build();
    }
}
