package io.breakers.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A success that cannot change anything writes nothing that threads share: each call of a healthy breaker writes two
 * counts, which belong to its thread. Writing what is there already could only be seen on the bus between processors,
 * so the writes themselves are counted.
 */
class HealthyWritesTest {
    private static final int CALLS = 1_000;

    /** Which of its writes are to what belongs to one thread. */
    private static final String OWN = "Cell.";

    /** The writes of so many calls, after those that fill the windows. */
    private static Map<String, Integer> writes(ProxyEngine engine, HealthyCalls.Watch watch) throws Exception {
        var calls = (IntConsumer) new NotingLoader()
                .loadClass(HealthyCalls.class.getName())
                .getConstructor(String.class, String.class)
                .newInstance(engine.name(), watch.name());
        calls.accept(CALLS);
        NotedWrites.forget();
        calls.accept(CALLS);
        return new TreeMap<>(NotedWrites.byPlace());
    }

    @ParameterizedTest
    @CsvSource({
        "JDK, CONSECUTIVE_FAILURES",
        "JDK, FAILURES_WITHIN",
        "JDK, RATE_OF_CALLS",
        "GENERATED, CONSECUTIVE_FAILURES",
        "GENERATED, FAILURES_WITHIN",
        "GENERATED, RATE_OF_CALLS"
    })
    void aHealthyCallWritesTwoCountsOfItsThreadAndNothingElse(ProxyEngine engine, HealthyCalls.Watch watch)
            throws Exception {
        Map<String, Integer> writes = writes(engine, watch);
        assertThat(writes.keySet()).as("%s", writes).allMatch(place -> place.startsWith(OWN));
        assertThat(writes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * CALLS);
    }

    /** That it would be noticed: a window of time counts its successes. */
    @ParameterizedTest
    @BothEngines
    void aSuccessThatAWindowOfTimeCountsIsWritten(ProxyEngine engine) throws Exception {
        assertThat(writes(engine, HealthyCalls.Watch.RATE_OF_TIME)).containsEntry("TimeWindow.good", CALLS);
    }
}
