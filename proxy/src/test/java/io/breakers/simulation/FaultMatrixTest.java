package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.RecordedLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every callback of the user, every fault, every state, values and stages, both engines: the caller sees what the rules
 * say, every permit ends, and the next call is served. All combinations are there; none is left out.
 */
class FaultMatrixTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    /**
     * Where something went wrong: a matrix of faults that never strike would prove nothing. Stages are observed in the
     * staged half only.
     */
    private final Set<String> struck = new HashSet<>();

    @TestFactory
    List<DynamicTest> whateverUserCodeDoesTheBreakerStaysWhole() {
        var matrix = new ArrayList<DynamicTest>();
        for (ProxyEngine engine : List.of(ProxyEngine.JDK, ProxyEngine.GENERATED)) {
            for (boolean staged : new boolean[] {false, true}) {
                for (BreakerState state : BreakerState.values()) {
                    for (Callback callback : Callback.values()) {
                        for (Fault fault : Fault.values()) {
                            String name =
                                    engine + (staged ? " stage " : " value ") + state + " " + callback + " " + fault;
                            matrix.add(dynamicTest(
                                    name, () -> check(new FaultyService(engine, staged, callback, fault), state)));
                        }
                    }
                }
            }
        }
        matrix.add(dynamicTest(
                "every fault has struck at every callback, with values and with stages",
                () -> assertThat(struck).hasSize((2 * Callback.values().length - 1) * Fault.values().length)));
        return matrix;
    }

    private void check(FaultyService service, BreakerState state) {
        service.bring(state);
        service.arm();
        Seen seen = service.call();
        assertThat(seen).isEqualTo(service.expected(state));
        if (service.hasStruck()) {
            struck.add(service.place());
        }
        boolean interrupted = Thread.interrupted();
        assertThat(interrupted).as("the interrupt flag").isEqualTo(service.hasInterrupted());
        service.disarm();

        assertThatAllIsCounted(service);
        recover(service, state);
        assertThat(service.breaker().state()).isEqualTo(BreakerState.CLOSED);
        assertThat(service.call()).as("the next call").isEqualTo(Seen.ANSWER);
        assertThatAllIsCounted(service);
    }

    /**
     * By time and by calls alone: an operator's word would heal a place for a probe that was never given back. Only an
     * operator's states end by it.
     */
    private static void recover(FaultyService service, BreakerState from) {
        service.passTime();
        if (from == BreakerState.FORCED_OPEN || from == BreakerState.DISABLED) {
            service.breaker().reset();
        }
        for (int call = 0; call < service.breaker().config().successThreshold(); call++) {
            assertThat(service.call()).as("call %d afterwards", call).isEqualTo(Seen.ANSWER);
        }
    }

    /** What caller and target have counted for themselves. */
    private static void assertThatAllIsCounted(FaultyService service) {
        assertThat(service.counted(BreakerStats::calls)).as("calls").isEqualTo(service.calls());
        assertThat(service.counted(BreakerStats::rejected))
                .as("rejected")
                .isEqualTo(service.calls() - service.entered());
        assertThat(service.counted(stats -> stats.successes() + stats.failures() + stats.ignored() + stats.cancelled()))
                .as("ended")
                .isEqualTo(service.entered());
        assertThat(service.breaker().revision()).as("changes").isEqualTo(service.changes());
    }
}
