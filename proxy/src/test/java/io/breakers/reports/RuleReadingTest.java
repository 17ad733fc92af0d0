package io.breakers.reports;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import org.junit.jupiter.api.Test;

/** R44: how near a trip is can be read (S44a). */
class RuleReadingTest {
    private static final TripRule ROW = TripRule.consecutiveFailures(5);
    private static final TripRule WITHIN = TripRule.failures(3, ofSeconds(10));
    private static final TripRule RATE = TripRule.failureRate(0.9, Window.ofCalls(4));
    private static final TripRule SLOW = TripRule.slowCallRate(0.9, ofMillis(100), Window.ofDuration(ofSeconds(10)));

    private final TestedBreaker breaker =
            TestedBreaker.with(config -> config.rules(ROW, WITHIN, RATE, SLOW).openFor(ofSeconds(60)));

    private static RuleReading reading(TripRule rule, long bad, long calls) {
        return new RuleReading(rule, new Transition.Counts(bad, calls));
    }

    @Test
    void r44_aNewBreakerHasCountedNothing() {
        assertThat(breaker.breaker().readings())
                .containsExactly(reading(ROW, 0, 0), reading(WITHIN, 0, 0), reading(RATE, 0, 0), reading(SLOW, 0, 0));
    }

    @Test
    void r44_eachRuleTellsWhatItCountsNow() {
        breaker.fail();
        breaker.succeedIn(ofMillis(100));
        breaker.fail();

        assertThat(breaker.breaker().readings())
                .containsExactly(reading(ROW, 1, 1), reading(WITHIN, 2, 2), reading(RATE, 2, 3), reading(SLOW, 1, 3));
    }

    @Test
    void r44_whatHasLeftItsWindowIsNotTold() {
        breaker.fail();
        breaker.succeed(4);
        breaker.advance(ofSeconds(11));

        assertThat(breaker.breaker().readings())
                .containsExactly(reading(ROW, 0, 0), reading(WITHIN, 0, 0), reading(RATE, 0, 4), reading(SLOW, 0, 0));
    }

    @Test
    void r44_aSingleRuleTellsToo() {
        var single = TestedBreaker.unheard(config -> config.rules(ROW));
        single.fail(4);
        single.succeed(2);
        single.fail(2);

        assertThat(single.breaker().readings()).containsExactly(reading(ROW, 2, 2));
    }

    @Test
    void r44_anOpenBreakerTellsTheNumbersThatTrippedIt() {
        breaker.succeed();
        breaker.fail(3);
        RuleReading fired = reading(WITHIN, 3, 3);
        assertThat(breaker.breaker().readings()).containsExactly(fired);

        breaker.advance(ofSeconds(60));
        breaker.begin();
        assertThat(breaker.breaker().readings()).containsExactly(fired);

        breaker.breaker().forceOpen();
        assertThat(breaker.breaker().readings()).isEmpty();
    }

    @Test
    void r44_whereAnOperatorHasTrippedNoRuleTells() {
        breaker.fail();
        breaker.breaker().trip("maintenance");
        assertThat(breaker.breaker().readings()).isEmpty();
        breaker.advance(ofSeconds(60));
        breaker.fail();
        assertThat(breaker.breaker().readings()).isEmpty();
    }

    @Test
    void r44_whatARuleHasSeenIsToldUnderItsNewLimit() {
        breaker.fail(2);
        TripRule larger = TripRule.consecutiveFailures(7);
        breaker.breaker()
                .reconfigure(breaker.breaker().config().toBuilder()
                        .rules(larger, RATE)
                        .build());

        assertThat(breaker.breaker().readings()).containsExactly(reading(larger, 2, 2), reading(RATE, 2, 2));
    }
}
