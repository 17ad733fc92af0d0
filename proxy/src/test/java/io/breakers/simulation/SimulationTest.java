package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Many virtual clients of an asynchronous backend, through weeks of changing weather, on one thread that owns the time.
 * After each step what must always hold is looked at; a seed that fails is printed, and {@code -Dbreakers.seed} plays
 * it again, step by step the same.
 */
class SimulationTest {
    private static final int RUNS = Integer.getInteger("breakers.simulations", 50);
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());

    private static final int A_FEW_PERIODS = 20;

    @ParameterizedTest
    @BothEngines
    void whatMustHoldHoldsAfterEveryStep(ProxyEngine engine) {
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run;
            try {
                new SimulatedRun(engine, seed).playInChangingWeather();
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("-Dbreakers.simulations=1 -Dbreakers.seed=" + seed, broken);
            }
        }
    }

    @ParameterizedTest
    @BothEngines
    void aTargetThatIsDownIsAskedByNoMoreThanItsProbesInEachPeriod(ProxyEngine engine) {
        var run = new SimulatedRun(engine, SEED);
        run.playWhileItIsDown();
        assertThat(run.admittedByPeriod())
                .as("-Dbreakers.seed=%d", SEED)
                .hasSizeGreaterThan(A_FEW_PERIODS)
                .allSatisfy(admitted -> assertThat(admitted).isBetween(1, SimulatedRun.PROBES));
    }

    @ParameterizedTest
    @BothEngines
    void aSeedReplaysExactly(ProxyEngine engine) {
        var first = new SimulatedRun(engine, SEED);
        var second = new SimulatedRun(engine, SEED);
        first.playInChangingWeather();
        second.playInChangingWeather();
        assertThat(first.events())
                .as("-Dbreakers.seed=%d", SEED)
                .hasSizeGreaterThan(A_FEW_PERIODS)
                .isEqualTo(second.events());
    }
}
