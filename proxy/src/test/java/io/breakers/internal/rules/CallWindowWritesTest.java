package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.util.Objects;
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

    @Test
    void r36_theNumbersLeaveOutABadCallThatComesAfterTheFirstCalls() {
        CallWindow window = window(20, 3, 0.6);
        assertThat(window.bad(0)).isNull();
        assertThat(window.bad(0)).isNull();
        meanwhile.set(() -> window.bad(0));

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

    // Windows whose limits were changed (S46).

    private static CallWindow changed(CallWindow window, double rate, int size, int minimum) {
        var changed = (CallWindow) Objects.requireNonNull(
                window.as(TripRule.failureRate(rate, Window.ofCalls(size)).minimumCalls(minimum)));
        window.retire();
        return changed;
    }

    /** A window that holds two good calls, and had a bad one before. */
    private CallWindow holdsTwo(double rate, int size, int minimum) {
        CallWindow window = window(2, 2, 1);
        window.bad(0);
        good(window, 2);
        return changed(window, rate, size, minimum);
    }

    @Test
    void s46_theNumbersAreThoseOfTheFirstCallsSinceTheChangeWhereTheyFire() {
        CallWindow window = holdsTwo(0.25, 10, 4);
        assertThat(window.bad(0)).as("1 of 3").isNull();
        meanwhile.set(() -> window.good(0));

        assertThat(window.good(0)).isEqualTo(new RateWindow.Content(1, 4));
    }

    @Test
    void s46_aWindowIsCleanWhenItIsFullOfGoodCallsAndNotBefore() {
        CallWindow window = holdsTwo(1, 4, 4);
        good(window, 1);
        assertThat(window.mayHoldBad(0)).as("3 of 4").isTrue();

        good(window, 1_000);
        assertThat(window.mayHoldBad(0)).isFalse();
        assertThat(goodCalls.sum()).isEqualTo(4);
    }

    /** A call that has found the window before its limits were changed. */
    @Test
    void s46_aLateBadCallIsInTheWindowOfNow() {
        CallWindow before = window(3, 3, 1);
        good(before, 3);
        CallWindow window = changed(before, 0.5, 2, 2);
        good(window, 10);
        assertThat(window.mayHoldBad(0)).isFalse();

        assertThat(before.good(0)).isNull();
        assertThat(window.ask(false, 0)).isNull();
        assertThat(window.mayHoldBad(0)).as("a good one changes nothing").isFalse();
        before.bad(0);
        assertThat(window.ask(true, 0)).isEqualTo(new RateWindow.Content(1, 2));
        assertThat(window.mayHoldBad(0)).isTrue();
    }

    @Test
    void s46_aLateCallThatCompletesTheMinimumOfNowFires() {
        CallWindow before = window(10, 10, 1);
        good(before, 1);
        CallWindow window = changed(before, 0.5, 10, 2);
        before.bad(0);

        assertThat(window.ask(true, 0)).isEqualTo(new RateWindow.Content(1, 2));
    }

    @Test
    void aForgottenWindowRemembersNoBadCall() {
        CallWindow window = window(3, 3, 1);
        window.bad(0);

        window.forget();

        assertThat(window.content(0)).isEqualTo(new RateWindow.Content(0, 1));
    }
}
