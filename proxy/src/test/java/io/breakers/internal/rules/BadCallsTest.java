package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakers.tools.Gate;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last bad calls and their positions. */
class BadCallsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Each of many simultaneous bad calls has a slot of its own, and none is lost. */
    @Test
    void badCallsOfManyThreadsHaveGaplessNumbersAndRisingPositions() throws Exception {
        int threads = 4;
        int each = 2_000;
        var calls = new BadCalls(threads * each);
        try (var gate = new Gate(threads)) {
            gate.run(() -> {
                for (int call = 0; call < each; call++) {
                    calls.append(3, number -> calls.positionOf(number - 1) + 2);
                }
                return null;
            });
        }

        assertThat(calls.count()).isEqualTo((long) threads * each);
        for (long number = 0; number < calls.count(); number++) {
            assertThat(calls.at(number))
                    .isEqualTo(
                            new BadCalls.BadCall(number, 2 * number + 1, number < 2 ? BadCalls.NONE : 2 * number - 3));
        }
    }

    @Test
    void aBadCallThatIsForgottenIsNotThere() {
        var calls = new BadCalls(2);
        assertThat(calls.at(0)).isNull();
        assertThat(calls.at(-1)).isNull();
        for (int position = 10; position <= 50; position += 10) {
            long at = position;
            calls.append(1, number -> at);
        }

        assertThat(List.of(calls.at(3).position(), calls.at(4).position())).containsExactly(40L, 50L);
        assertThat(calls.at(2)).isNull();
        assertThat(calls.at(5)).isNull();
        assertThat(calls.countAfter(0, calls.count())).isEqualTo(2);
        assertThat(calls.countAfter(39, 5)).isEqualTo(2);
        assertThat(calls.countAfter(40, 5)).isEqualTo(1);
        assertThat(calls.countAfter(50, 5)).isZero();
        assertThat(calls.countAfter(39, 4)).isEqualTo(1);
    }

    /** Plays a thread that is delayed between appending its call and counting it: puts the count back. */
    @Test
    void aBadCallIsCountedByTheNextOneIfItsOwnThreadIsDelayed() {
        var calls = new BadCalls(4);
        for (long position = 1; position <= 3; position++) {
            long at = position;
            calls.append(2, number -> at);
            calls.count = position - 1;
        }

        assertThat(calls.append(2, number -> calls.positionOf(number - 1) + 1))
                .isEqualTo(new BadCalls.BadCall(3, 4, 3));
        assertThat(calls.count()).isEqualTo(4);
    }

    /** The ring of a large window grows with its bad calls. */
    @Test
    @Tag("slow")
    void r38_oneBadCallAllocatesLittleHoweverLargeTheWindow() {
        var warm = new BadCalls(10_000_000);
        warm.append(1, number -> number);
        var calls = new BadCalls(10_000_000);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        calls.append(1, number -> number);

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 1024);
    }

    /** Over several rounds of a ring of several chunks. */
    @Test
    void aLargeRingRemembersExactlyTheLastCalls() {
        int capacity = 1 << 14;
        var calls = new BadCalls(capacity);
        for (long number = 0; number < 3L * capacity; number++) {
            long position = 2 * number;
            long reached = number < 9_999 ? BadCalls.NONE : position - 2 * 9_999;
            assertThat(calls.append(10_000, any -> position))
                    .isEqualTo(new BadCalls.BadCall(number, position, reached));
            assertThat(calls.positionOf(number)).isEqualTo(position);
            long oldest = Math.max(0, number - capacity + 1);
            assertThat(calls.positionOf(oldest)).isEqualTo(2 * oldest);
            assertThat(calls.at(oldest - 1)).isNull();
        }
        assertThat(calls.countAfter(-1, calls.count())).isEqualTo(capacity);
    }

    @Test
    void aRingThatIsToRememberMoreKeepsWhatItRemembers() {
        var calls = new BadCalls(2);
        for (long position = 10; position <= 50; position += 10) {
            long at = position;
            calls.append(1, number -> at);
        }

        calls.remember(5);
        calls.append(2, number -> 60);
        calls.append(3, number -> 70);

        assertThat(calls.count()).isEqualTo(7);
        assertThat(calls.countAfter(0, calls.count())).isEqualTo(3);
        assertThat(List.of(calls.positionOf(4), calls.positionOf(5), calls.positionOf(6)))
                .containsExactly(50L, 60L, 70L);
        assertThat(calls.at(6).reached()).isEqualTo(50);
    }

    /** Appending goes on while the ring is replaced, again and again. */
    @Test
    void badCallsOfManyThreadsAreNotLostWhenRingsAreReplaced() throws Exception {
        int threads = 4;
        int each = 2_000;
        var calls = new BadCalls(1);
        try (var gate = new Gate(threads)) {
            gate.run(() -> {
                for (int call = 1; call <= each; call++) {
                    calls.append(2, number -> calls.positionOf(number - 1) + 2);
                    calls.remember(4 * call);
                }
                return null;
            });
        }

        long last = calls.count() - 1;
        assertThat(last).isEqualTo((long) threads * each - 1);
        assertThat(calls.positionOf(last)).isEqualTo(2 * last + 1);
    }
}
