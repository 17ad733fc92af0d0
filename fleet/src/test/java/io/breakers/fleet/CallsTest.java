package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakers.api.Breaker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** P21: nothing of the fleet is on the path of a call, also where trips are shared. */
class CallsTest {
    private static final int CALLS = 100_000;
    private static final long A_FEW_BYTES = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance instance = fleet.join(Quorum.of(0.5).within(Duration.ofSeconds(30)));

    @Test
    void aCallAllocatesNothingAndAsksNobody() {
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
