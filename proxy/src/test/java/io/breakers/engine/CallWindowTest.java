package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.testing.Gate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S8, S12: a window of calls by itself, told of calls by one thread and by many. What it says after it has fired does not matter: the state that owned it is over. */
class CallWindowTest {
    private static CallWindow window(int size, int minimum, double rate) {
        return new CallWindow(size, minimum, new Share(rate));
    }

    private static void pass(CallWindow window, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(window.pass(0)).as("pass %d", call).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2", "3, 2", "7, 7", "10, 3", "64, 64"})
    void holdsTheLastCallsAndNoOthers(int size, int minimum) {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            double rate = (1 + random.nextInt(100)) / 100d;
            var share = new Share(rate);
            CallWindow window = window(size, minimum, rate);
            Deque<Boolean> recount = new ArrayDeque<>();
            double marking = random.nextDouble();
            for (int call = 0; call < 4 * size + 20; call++) {
                boolean marked = random.nextDouble() < marking;
                boolean fires = (marked ? window.mark(0) : window.pass(0)) != null;
                recount.addLast(marked);
                if (recount.size() > size) {
                    recount.removeFirst();
                }
                long marks = recount.stream().filter(each -> each).count();
                String where = "seed " + seed + ", rate " + rate + ", call " + call;
                assertThat(window.content(0).marked()).as(where).isEqualTo(marks);
                if (marked) {
                    assertThat(fires)
                            .as(where)
                            .isEqualTo(recount.size() >= minimum && share.isReachedBy(marks, recount.size()));
                }
                if (call + 1 == minimum) {
                    assertThat(fires).as(where).isEqualTo(share.isReachedBy(marks, minimum));
                }
                if (call + 1 > minimum && !marked) {
                    assertThat(fires)
                            .as("a pass after the minimum judges nothing: %s", where)
                            .isFalse();
                }
                if (fires) {
                    break;
                }
            }
        }
    }

    @Test
    void aFullWindowOfPassesIsNotWrittenTo() {
        CallWindow window = window(3, 3, 1);
        pass(window, 3);

        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
        pass(window, 100);
        assertThat(window.mark(0)).isNull();
        assertThat(window.mark(0)).isNull();
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(2, 3));
        assertThat(window.mark(0)).isNotNull();
    }

    @Test
    void aWindowIsQuietAgainWhenItsLastMarkHasLeft() {
        CallWindow window = window(3, 3, 1);
        pass(window, 3);
        window.mark(0);
        pass(window, 2);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
        pass(window, 1);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
        pass(window, 1_000_000);

        assertThat(window.mark(0)).isNull();
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
    }

    @Test
    void theMinimumIsJudgedOnceByWhateverCompletesIt() {
        CallWindow window = window(10, 3, 0.6);
        assertThat(window.mark(0)).isNull();
        assertThat(window.mark(0)).isNull();

        assertThat(window.pass(0)).as("2 of 3").isNotNull();
        assertThat(window.pass(0)).as("2 of 4").isNull();
        assertThat(window.mark(0)).as("3 of 5").isNotNull();
    }

    @Test
    void aMarkBeyondTheFirstCallsIsNotAmongThem() {
        CallWindow window = window(4, 2, 0.5);
        pass(window, 2);

        assertThat(window.mark(0)).as("1 of 3").isNull();
        assertThat(window.pass(0)).as("1 of 4").isNull();
    }

    @Test
    void aShareIsReachedExactly() {
        assertThat(new Share(0.07).isReachedBy(7, 100)).isTrue();
        assertThat(new Share(0.07).isReachedBy(6, 100)).isFalse();
        assertThat(new Share(0.57).isReachedBy(57, 100)).isTrue();
        assertThat(new Share(0.0699999).isReachedBy(7, 100)).isTrue();
        assertThat(new Share(0.0700001).isReachedBy(7, 100)).isFalse();
        assertThat(new Share(0.5).isReachedBy(5_000_000, 10_000_000)).isTrue();
        assertThat(new Share(0.50000001).isReachedBy(5_000_000, 10_000_000)).isFalse();
        assertThat(new Share(0.29).of(100)).isEqualTo(29);
        assertThat(new Share(0.291).of(100)).isEqualTo(30);
        assertThat(new Share(1).of(7)).isEqualTo(7);
    }

    /** Of many marks at once each has a place of its own, and none is lost. */
    @Test
    void marksOfManyThreadsHaveGaplessNumbersAndRisingPositions() throws Exception {
        int threads = 4;
        int each = 2_000;
        var marks = new Marks(threads * each, 3, Calm.notYet());
        try (var gate = new Gate(threads)) {
            gate.run(() -> {
                for (int mark = 0; mark < each; mark++) {
                    marks.append(number -> marks.positionOf(number - 1) + 2);
                }
                return null;
            });
        }

        assertThat(marks.count()).isEqualTo((long) threads * each);
        for (long number = 0; number < marks.count(); number++) {
            assertThat(marks.at(number))
                    .isEqualTo(new Marks.Mark(number, 2 * number + 1, number < 2 ? Marks.NONE : 2 * number - 3));
        }
    }

    @Test
    void aMarkThatIsForgottenIsNotThere() {
        var marks = new Marks(2, 1, Calm.notYet());
        assertThat(marks.at(0)).isNull();
        assertThat(marks.at(-1)).isNull();
        for (int position = 10; position <= 50; position += 10) {
            long at = position;
            marks.append(number -> at);
        }

        assertThat(List.of(marks.at(3).position(), marks.at(4).position())).containsExactly(40L, 50L);
        assertThat(marks.at(2)).isNull();
        assertThat(marks.at(5)).isNull();
        assertThat(marks.countAfter(0)).isEqualTo(2);
        assertThat(marks.countAfter(39)).isEqualTo(2);
        assertThat(marks.countAfter(40)).isEqualTo(1);
        assertThat(marks.countAfter(50)).isZero();
    }

    @Test
    void callsOfManyThreadsAreAllInTheWindow() throws Exception {
        int threads = 4;
        int each = 3_000;
        CallWindow window = window(threads * each, threads * each, 1);
        try (var gate = new Gate(threads)) {
            List<Integer> marked = gate.run(() -> {
                int marks = 0;
                for (int call = 0; call < each; call++) {
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        window.mark(0);
                        marks++;
                    } else {
                        window.pass(0);
                    }
                }
                return marks;
            });
            assertThat(window.content(0))
                    .isEqualTo(new RateWindow.Content(
                            marked.stream().mapToInt(Integer::intValue).sum(), (long) threads * each));
        }
    }
}
