package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * S8, S12: what a window of calls writes, and what happens when other calls come while it judges one: the adder of the
 * good calls lets them in.
 */
class CallWindowWritesTest {
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    private final LongAdder goodCalls = new LongAdder() {
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
        return new CallWindow(size, minimum, new RateThreshold(rate), goodCalls);
    }

    private static void good(CallWindow window, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(window.good(0)).as("good call %d", call).isNull();
        }
    }

    @Test
    void aGoodCallIntoAFullWindowOfGoodCallsIsNotWritten() {
        CallWindow window = window(3, 3, 1);
        good(window, 1_000);

        assertThat(goodCalls.sum()).isEqualTo(3);
    }

    @Test
    void aGoodCallIsWrittenUntilTheLastBadCallHasLeft() {
        CallWindow window = window(3, 3, 1);
        good(window, 3);
        window.bad(0);
        window.bad(0);
        good(window, 2);
        assertThat(goodCalls.sum()).isEqualTo(5);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 3));
        good(window, 1_000);

        assertThat(goodCalls.sum()).isEqualTo(6);
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 3));
    }

    @Test
    void aBadCallThatIsOvertakenByTheGoodOneThatCompletesTheMinimumJudgesIt() {
        CallWindow window = window(10, 2, 0.5);
        meanwhile.set(() -> assertThat(window.good(0)).as("before the bad call").isNull());

        assertThat(window.bad(0)).as("1 of 2").isNotNull();
    }

    @Test
    void aBadCallThatIsOvertakenFiresOnlyWhereTheRateIsReached() {
        CallWindow window = window(10, 2, 1);
        meanwhile.set(() -> assertThat(window.good(0)).as("before the bad call").isNull());

        assertThat(window.bad(0)).as("1 of 2").isNull();
    }

    @Test
    void aGoodCallThatComesBeforeTheTripJudgesAsTheBadOneDid() {
        CallWindow window = window(10, 2, 0.5);
        good(window, 1);

        assertThat(window.bad(0)).as("1 of 2").isNotNull();
        assertThat(window.good(0)).as("the first 2").isNotNull();
    }

    /** Good calls that come after the judgement and before the report push the earliest failures out of the window. */
    @Test
    void r36_theNumbersAreThoseThatFiredInAFullWindow() {
        CallWindow window = window(20, 20, 0.5);
        for (int call = 0; call < 9; call++) {
            assertThat(window.bad(0)).isNull();
        }
        good(window, 10);
        meanwhile.set(() -> good(window, 3));

        assertThat(window.bad(0)).isEqualTo(new RateWindow.Content(10, 20));
    }

    @Test
    void r36_theNumbersAreThoseThatFiredInAWindowThatFills() {
        CallWindow window = window(20, 2, 0.5);
        good(window, 2);
        assertThat(window.bad(0)).as("1 of 3").isNull();
        meanwhile.set(() -> good(window, 3));

        assertThat(window.bad(0)).isEqualTo(new RateWindow.Content(2, 4));
    }

    @Test
    void r36_theNumbersAreThoseOfTheFirstCallsWhereTheyFire() {
        CallWindow window = window(20, 3, 0.6);
        assertThat(window.bad(0)).isNull();
        assertThat(window.bad(0)).isNull();
        meanwhile.set(() -> window.good(0));

        assertThat(window.good(0)).isEqualTo(new RateWindow.Content(2, 3));
    }

    /** Plays a thread that is delayed between appending its call and counting it: puts the count back. */
    @Test
    void r36_theNumbersIncludeABadCallThatIsNotCountedYet() {
        CallWindow window = window(20, 2, 0.5);
        good(window, 1);
        assertThat(window.bad(0)).isEqualTo(new RateWindow.Content(1, 2));
        ((BadCalls) window.memory()).count = 0;

        assertThat(window.good(0)).isEqualTo(new RateWindow.Content(1, 2));
    }

    /** A good call, and then a bad one, come while somebody reads. */
    @Test
    void r40_aReadNeverShowsAHigherRateThanThereWas() {
        CallWindow window = window(4, 4, 1);
        good(window, 2);
        meanwhile.set(() -> {
            good(window, 1);
            assertThat(window.bad(0)).isNull();
        });

        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 2));
        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(1, 4));
    }
}
