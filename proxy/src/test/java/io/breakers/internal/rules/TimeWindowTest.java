package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S8, S9, S12, S13: windows of time, the sliding one in twentieths and the exact one of failures. */
class TimeWindowTest {
    private static TestedBreaker watching(double rate, Duration window, int minimum) {
        return TestedBreaker.unheard(config -> config.tripWhen(
                TripRule.failureRate(rate, Window.ofDuration(window)).minimumCalls(minimum)));
    }

    @Test
    void twentyCallsAreTheMinimumByDefault() {
        var breaker = TestedBreaker.unheard(
                config -> config.tripWhen(TripRule.failureRate(0.5, Window.ofDuration(ofSeconds(10)))));

        breaker.fail(19);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failureRate()).isNaN();
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("19 of 20 calls: 50 % of the last 10 s failed");
    }

    /** A window whose first sum of calls lets other calls in. */
    private static TimeWindow window(long nanos, int minimum, double rate, AtomicReference<Runnable> meanwhile) {
        return new TimeWindow(nanos, minimum, new RateThreshold(rate), 0, () -> new LongAdder() {
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
        });
    }

    /** Ten failures of a hundred calls leave, while five of ten stay, and one call comes. */
    @Test
    void aTwentiethThatLeavesWhileItIsCountedIsCountedWholeOrNotAtAll() {
        var meanwhile = new AtomicReference<Runnable>();
        TimeWindow window = window(200, 20, 0.6, meanwhile);
        record(window, 0, 90, 10);
        record(window, 190, 5, 5);
        assertThat(window.content(195)).isEqualTo(new RateWindow.Content(15, 110));

        meanwhile.set(() -> window.good(200));

        assertThat(window.content(195)).isEqualTo(new RateWindow.Content(5, 11));
    }

    /** A failure at 5, judged by a thread that is delayed until others have recorded one at 385. */
    @Test
    void r33_callsThatNeverLayInOneWindowAreNotCountedTogether() {
        var meanwhile = new AtomicReference<Runnable>();
        TimeWindow window = window(200, 2, 0.5, meanwhile);
        meanwhile.set(() -> assertThat(window.bad(385)).isNull());

        assertThat(window.bad(5)).isNull();

        assertThat(window.content(5)).isEqualTo(new RateWindow.Content(1, 1));
    }

    /** The same for a reader, and half a window each: together they would fill one. */
    @Test
    void r33_noReadCombinesTwoWindows() {
        var meanwhile = new AtomicReference<Runnable>();
        TimeWindow window = window(200, 1_000, 0.5, meanwhile);
        for (int time = 5; time < 100; time += 10) {
            record(window, time, 0, 1);
        }
        meanwhile.set(() -> {
            for (int time = 305; time < 400; time += 10) {
                record(window, time, 0, 1);
            }
        });

        assertThat(window.content(95)).isEqualTo(new RateWindow.Content(10, 10));
    }

    /** A success, and then a failure, of another thread come while a failure is judged: 1 of 1, 1 of 2, 2 of 3. */
    @Test
    void r40_badCallsAreCountedBeforeGoodOnes() {
        var meanwhile = new AtomicReference<Runnable>();
        TimeWindow window = window(200, 2, 1, meanwhile);
        meanwhile.set(() -> record(window, 5, 1, 1));

        assertThat(window.bad(5)).isNull();
        assertThat(window.content(5)).isEqualTo(new RateWindow.Content(2, 3));
    }

    /** A window of 39 nanoseconds is one of 20. */
    @Test
    void r37_aWindowIsRoundedDownToAMultipleOfTwentyNanoseconds() {
        var window = new TimeWindow(39, 2, new RateThreshold(1), 0, LongAdder::new);
        record(window, 0, 0, 1);

        assertThat(window.content(19).calls()).isEqualTo(1);
        assertThat(window.content(20).calls()).isZero();
    }

    @Test
    void aThreadThatWasDelayedLooksAtNoMoreThanTheWindow() {
        var window = new TimeWindow(200, 3, new RateThreshold(0.5), 0, LongAdder::new);
        assertThat(window.bad(5)).isNull();
        assertThat(window.bad(385)).isNull();

        assertThat(window.bad(195)).isNull();

        assertThat(window.content(195)).isEqualTo(new RateWindow.Content(2, 2));
        assertThat(window.bad(385)).isEqualTo(new RateWindow.Content(3, 3));
    }

    private static void record(TimeWindow window, long time, int good, int bad) {
        for (int i = 0; i < good; i++) {
            assertThat(window.good(time)).isNull();
        }
        for (int i = 0; i < bad; i++) {
            assertThat(window.bad(time)).isNull();
        }
    }

    @Test
    void aCallIsInTheWindowForNineteenTwentiethsOfIt() {
        var breaker = watching(1, ofSeconds(20), 2);

        breaker.fail();
        breaker.advance(ofSeconds(20).minusNanos(1));
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aCallHasLeftTheWindowWhenItIsThatOld() {
        var breaker = watching(1, ofSeconds(20), 2);

        breaker.fail();
        breaker.advance(ofSeconds(20));
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aCallAtTheEndOfItsTwentiethLeavesWithThatTwentieth() {
        var stays = watching(1, ofSeconds(20), 2);
        stays.advance(ofSeconds(1).minusNanos(1));
        stays.fail();
        stays.advance(ofSeconds(19));
        stays.fail();
        assertThat(stays.state()).isEqualTo(OPEN);

        var leaves = watching(1, ofSeconds(20), 2);
        leaves.advance(ofSeconds(1).minusNanos(1));
        leaves.fail();
        leaves.advance(ofSeconds(19).plusNanos(1));
        leaves.fail();
        assertThat(leaves.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3_600})
    void aSuccessThatCompletesTheMinimumFiresWhileAFailureIsInTheWindow(long age) {
        var breaker = watching(0.2, ofSeconds(20), 4);
        breaker.advance(ofSeconds(age));

        breaker.fail();
        breaker.succeed(2);
        breaker.advance(ofSeconds(19));
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aSuccessThatCompletesTheMinimumDoesNotFireWithoutAFailureInTheWindow() {
        var breaker = watching(0.2, ofSeconds(20), 4);

        breaker.fail();
        breaker.advance(ofSeconds(20));
        breaker.succeed(4);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failureRate()).isZero();
    }

    @Test
    void successesWithoutAnyFailureNeverFire() {
        var breaker = watching(1e-9, ofSeconds(20), 1);

        for (int call = 0; call < 50; call++) {
            breaker.succeed();
            breaker.advance(ofMillis(700));
        }

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void theRateFallsAndEndsWithoutTraffic() {
        var breaker = watching(0.6, ofSeconds(20), 2);
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.succeed(2);

        assertThat(breaker.stats().failureRate()).isEqualTo(1 / 3d);
        breaker.advance(ofSeconds(10));
        assertThat(breaker.stats().failureRate()).isZero();
        breaker.advance(ofSeconds(10));
        assertThat(breaker.stats().failureRate()).isNaN();
    }

    @Test
    void aTickerThatRunsBackwardsCountsWhereItIsOrNowhere() {
        var breaker = watching(1, ofSeconds(20), 3);

        breaker.advance(ofSeconds(25));
        breaker.fail();
        breaker.goBack(ofSeconds(1));
        breaker.fail();
        assertThat(breaker.state()).as("two of three").isEqualTo(CLOSED);
        breaker.goBack(ofSeconds(19));
        breaker.fail();
        breaker.succeed();
        assertThat(breaker.state())
                .as("calls of an overwritten twentieth are not counted")
                .isEqualTo(CLOSED);
        breaker.advance(ofSeconds(20));
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aReadingBeforeTheBeginningCountsAsTheBeginning() {
        var breaker = watching(1, ofSeconds(20), 2);

        breaker.goBack(ofDays(1));
        breaker.fail(2);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000, Long.MIN_VALUE, -1, 0, 1})
    void theOriginOfTimeDoesNotMatter(long start) {
        TripRule rule =
                TripRule.failureRate(1, Window.ofDuration(ofNanos(20_000))).minimumCalls(3);
        var breaker = TestedBreaker.at(ManualTicker.startingAt(start), config -> config.tripWhen(rule));

        breaker.fail();
        breaker.advanceNanos(20_000);
        breaker.fail();
        breaker.advanceNanos(19_000);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aWindowOfAges() {
        var breaker = watching(1, ofSeconds(Long.MAX_VALUE), 3);

        breaker.fail();
        breaker.advance(ofDays(30_000));
        breaker.fail();
        breaker.advance(ofDays(30_000));
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    /** A window of twenty nanoseconds has buckets of one: it is exact, and can be recounted. */
    @Test
    void agreesWithARecount() {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int minimum = 1 + random.nextInt(10);
            var breaker = watching(1, ofNanos(20), minimum);
            List<long[]> calls = new ArrayList<>();
            long now = 0;
            for (int call = 0; call < 100; call++) {
                long step = random.nextInt(4) == 0 ? random.nextInt(25) : random.nextInt(3);
                breaker.advanceNanos(step);
                now += step;
                boolean fails = random.nextInt(5) > 0;
                if (fails) {
                    breaker.fail();
                } else {
                    breaker.succeed();
                }
                calls.add(new long[] {now, fails ? 1 : 0});
                long horizon = now - 20;
                long recorded = calls.stream().filter(each -> each[0] > horizon).count();
                long failures = calls.stream()
                        .filter(each -> each[0] > horizon && each[1] == 1)
                        .count();
                boolean fires = recorded >= minimum && failures == recorded;
                assertThat(breaker.state())
                        .as("seed %d, round %d, call %d", seed, round, call)
                        .isEqualTo(fires ? OPEN : CLOSED);
                if (fires) {
                    break;
                }
                assertThat(breaker.stats().failureRate())
                        .isEqualTo(Double.valueOf(recorded < minimum ? Double.NaN : (double) failures / recorded));
            }
        }
    }
}
