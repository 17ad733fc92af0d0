package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakers.api.Breaker;
import io.breakers.tools.RecordedLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P21: nothing of the fleet is on the path of a call, also where trips are shared, and while the engine is away. */
class CallsTest {
    private static final int CALLS = 100_000;
    private static final long A_FEW_BYTES = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance instance = fleet.join(Quorum.of(0.5).within(Duration.ofSeconds(30)));

    /** What happens to the engine while calls are made. */
    enum Engine {
        ANSWERS,
        IS_DOWN,
        HANGS
    }

    @ParameterizedTest
    @EnumSource
    void aCallAllocatesNothingAndAsksNobody(Engine state) {
        fleet.engine.hangs = state == Engine.HANGS;
        fleet.engine.isDown = state == Engine.IS_DOWN;
        if (state != Engine.ANSWERS) {
            fleet.engine.restart();
            fleet.pass(10);
        }
        long questions = fleet.engine.questions;
        call(instance.breaker(), 1_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        call(instance.breaker(), CALLS);

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(A_FEW_BYTES);
        assertThat(fleet.engine.questions).isEqualTo(questions);
        assertThat(fleet.engine.messages).isZero();
        assertThat(instance.breaker().stats().successes()).isEqualTo(CALLS + 1_000);
    }

    private static void call(Breaker breaker, int times) {
        Runnable target = () -> {};
        for (int i = 0; i < times; i++) {
            breaker.run(target);
        }
    }
}
