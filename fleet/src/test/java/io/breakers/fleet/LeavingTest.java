package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S62: who closes is gone within 5 s, at whatever moment that is. */
class LeavingTest {
    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();

    private List<String> members() {
        var members = first.node.members().toCompletableFuture();
        fleet.pass(1);
        return members.join().stream().map(Member::id).toList();
    }

    /** A sign of life that is due while it leaves would make it a member again. */
    @Test
    void whoLeavesGivesNoFurtherSignOfLife() {
        for (int moment = 0; moment < 2_100; moment += 4) {
            VirtualFleet.Instance leaving = fleet.join();
            fleet.time.advance(Duration.ofMillis(moment));
            leaving.node.close();
            fleet.time.advance(Duration.ofMillis(100));

            assertThat(members()).as("after %s ms", moment).containsExactly("i0");
        }
    }

    @Test
    void whoLeavesWhileItJoinsIsGoneToo() {
        for (int moment = 0; moment < 40; moment++) {
            VirtualFleet.Instance leaving = fleet.add();
            var joined = leaving.node.join().toCompletableFuture();
            fleet.time.advance(Duration.ofMillis(moment));
            leaving.node.close();
            fleet.pass(3);

            assertThat(members()).as("after %s ms", moment).containsExactly("i0");
            assertThat(joined).as("after %s ms", moment).isDone();
        }
    }
}
