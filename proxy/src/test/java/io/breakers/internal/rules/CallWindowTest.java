package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Gate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * S8, S12: a window of calls by itself, with calls of one thread and of many. What it says after it has fired does not
 * matter: the state that owned it is over.
 */
class CallWindowTest {
    private static CallWindow window(int size, int minimum, double rate) {
        return new CallWindow(size, minimum, new RateThreshold(rate), new LongAdder());
    }

    private static void good(CallWindow window, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(window.good(0)).as("good call %d", call).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2", "3, 2", "7, 7", "10, 3", "64, 64"})
    void holdsTheLastCallsAndNoOthers(int size, int minimum) {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            double rate = (1 + random.nextInt(100)) / 100d;
            var threshold = new RateThreshold(rate);
            CallWindow window = window(size, minimum, rate);
            Deque<Boolean> recount = new ArrayDeque<>();
            double failing = random.nextDouble();
            for (int call = 0; call < 4 * size + 20; call++) {
                boolean bad = random.nextDouble() < failing;
                boolean fires = (bad ? window.bad(0) : window.good(0)) != null;
                recount.addLast(bad);
                if (recount.size() > size) {
                    recount.removeFirst();
                }
                long badCalls = recount.stream().filter(each -> each).count();
                String where = "seed " + seed + ", rate " + rate + ", call " + call;
                assertThat(window.content(0).bad()).as(where).isEqualTo(badCalls);
                if (bad) {
                    assertThat(fires)
                            .as(where)
                            .isEqualTo(recount.size() >= minimum && threshold.isReachedBy(badCalls, recount.size()));
                }
                if (call + 1 == minimum) {
                    assertThat(fires).as(where).isEqualTo(threshold.isReachedBy(badCalls, minimum));
                }
                if (call + 1 > minimum && !bad) {
                    assertThat(fires)
                            .as("a good call after the minimum judges nothing: %s", where)
                            .isFalse();
                }
                if (fires) {
                    break;
                }
            }
        }
    }

    @Test
    void aFullWindowOfGoodCallsIsNotWrittenTo() {
        CallWindow window = window(3, 3, 1);
        good(window, 3);

        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
        good(window, 100);
        assertThat(window.bad(0)).isNull();
        assertThat(window.bad(0)).isNull();
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(2, 3));
        assertThat(window.bad(0)).isNotNull();
    }

    @Test
    void aWindowIsCleanAgainWhenItsLastBadCallHasLeft() {
        CallWindow window = window(3, 3, 1);
        good(window, 3);
        window.bad(0);
        good(window, 2);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
        good(window, 1);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
        good(window, 1_000_000);

        assertThat(window.bad(0)).isNull();
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
    }

    @Test
    void theMinimumIsJudgedOnceByWhateverCompletesIt() {
        CallWindow window = window(10, 3, 0.6);
        assertThat(window.bad(0)).isNull();
        assertThat(window.bad(0)).isNull();

        assertThat(window.good(0)).as("2 of 3").isNotNull();
        assertThat(window.good(0)).as("2 of 4").isNull();
        assertThat(window.bad(0)).as("3 of 5").isNotNull();
    }

    @Test
    void aBadCallBeyondTheFirstCallsIsNotAmongThem() {
        CallWindow window = window(4, 2, 0.5);
        good(window, 2);

        assertThat(window.bad(0)).as("1 of 3").isNull();
        assertThat(window.good(0)).as("1 of 4").isNull();
    }

    @Test
    void callsOfManyThreadsAreAllInTheWindow() throws Exception {
        int threads = 4;
        int each = 3_000;
        CallWindow window = window(threads * each, threads * each, 1);
        try (var gate = new Gate(threads)) {
            List<Integer> bad = gate.run(() -> {
                int badCalls = 0;
                for (int call = 0; call < each; call++) {
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        window.bad(0);
                        badCalls++;
                    } else {
                        window.good(0);
                    }
                }
                return badCalls;
            });
            assertThat(window.content(0))
                    .isEqualTo(new RateWindow.Content(
                            bad.stream().mapToInt(Integer::intValue).sum(), (long) threads * each));
        }
    }
}
