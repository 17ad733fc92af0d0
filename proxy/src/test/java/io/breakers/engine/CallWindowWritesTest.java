package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** S8, S12: what a window of calls writes, and what another thread does between a reading and a writing: the adder of the passes plays that thread. */
class CallWindowWritesTest {
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    private final LongAdder passes = new LongAdder() {
        private static final long serialVersionUID = 1L;

        @Override
        public long sum() {
            long sum = super.sum();
            Runnable other = meanwhile.getAndSet(null);
            if (other != null) {
                other.run();
            }
            return sum;
        }
    };

    private CallWindow window(int size, int minimum, double rate) {
        return new CallWindow(size, minimum, new Share(rate), passes);
    }

    private static void pass(CallWindow window, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(window.pass(0)).as("pass %d", call).isNull();
        }
    }

    @Test
    void aPassIntoAFullWindowOfPassesIsNotWritten() {
        CallWindow window = window(3, 3, 1);
        pass(window, 1_000);

        assertThat(passes.sum()).isEqualTo(3);
    }

    @Test
    void aPassIsWrittenUntilTheLastMarkHasLeft() {
        CallWindow window = window(3, 3, 1);
        pass(window, 3);
        window.mark(0);
        window.mark(0);
        pass(window, 2);
        assertThat(passes.sum()).isEqualTo(5);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
        pass(window, 1_000);

        assertThat(passes.sum()).isEqualTo(6);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
    }

    @Test
    void aMarkThatIsOvertakenByThePassThatCompletesTheMinimumJudgesIt() {
        CallWindow window = window(10, 2, 0.5);
        meanwhile.set(() -> assertThat(window.pass(0)).as("before the mark").isNull());

        assertThat(window.mark(0)).as("1 of 2").isNotNull();
    }

    @Test
    void aMarkThatIsOvertakenFiresOnlyWhereTheRateIsReached() {
        CallWindow window = window(10, 2, 1);
        meanwhile.set(() -> assertThat(window.pass(0)).as("before the mark").isNull());

        assertThat(window.mark(0)).as("1 of 2").isNull();
    }

    /** A thread is held up when its mark is in the sequence and not yet counted: the count is put back to where that thread found it. */
    @Test
    void aMarkIsCountedByTheNextOneIfItsOwnThreadIsHeldUp() throws Exception {
        var calm = Calm.notYet();
        var marks = new Marks(4, 2, calm);
        for (long position = 1; position <= 3; position++) {
            long at = position;
            marks.append(number -> at);
            MethodHandles.privateLookupIn(Calm.class, MethodHandles.lookup())
                    .findVarHandle(Calm.class, "marks", long.class)
                    .set(calm, position - 1);
        }

        assertThat(marks.append(number -> marks.positionOf(number - 1) + 1)).isEqualTo(new Marks.Mark(3, 4, 3));
        assertThat(marks.count()).isEqualTo(4);
    }

    @Test
    void aPassThatComesBeforeTheTripJudgesAsTheMarkDid() {
        CallWindow window = window(10, 2, 0.5);
        pass(window, 1);

        assertThat(window.mark(0)).as("1 of 2").isNotNull();
        assertThat(window.pass(0)).as("the first 2").isNotNull();
    }
}
