package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerStatus;
import io.breakers.api.OpenWait;
import io.breakers.api.Reconfiguration;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S45 to S47: a breaker whose configuration changes while it works. */
class ReconfigureTest {
    private static void change(TestedBreaker breaker, UnaryOperator<BreakerConfigBuilder> settings) {
        breaker.breaker()
                .reconfigure(
                        settings.apply(breaker.breaker().config().toBuilder()).build());
    }

    private static void rule(TestedBreaker breaker, TripRule rule) {
        change(breaker, config -> config.rules(rule));
    }

    private static TestedBreaker watching(boolean heard, TripRule rule) {
        return heard
                ? TestedBreaker.with(config -> config.rules(rule))
                : TestedBreaker.unheard(config -> config.rules(rule));
    }

    private static TripRule failing(double rate, int calls, int minimum) {
        return TripRule.failureRate(rate, Window.ofCalls(calls)).minimumCalls(minimum);
    }

    @Test
    void s45_configurationAndRevisionChangeAtOnce() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3));

        change(breaker, config -> config.failureThreshold(2));

        assertThat(breaker.breaker().config().rules()).containsExactly(TripRule.consecutiveFailures(2));
        assertThat(breaker.breaker().revision()).isEqualTo(1);
    }

    @Test
    void s45_aCallIsClassifiedByTheConfigurationThatLetItIn() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).ignore(IOException.class));
        TestedBreaker.Pending before = breaker.begin();
        BreakerConfig other = BreakerConfig.builder()
                .failureThreshold(1)
                .ticker(breaker.ticker())
                .build();

        breaker.breaker().reconfigure(other);
        before.fail();

        assertThat(breaker.stats().ignored()).isEqualTo(1);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void s45_aCallIsTimedByTheConfigurationThatLetItIn() {
        var breaker = TestedBreaker.unheard(config -> config);
        TestedBreaker.Pending before = breaker.begin();
        change(breaker, BreakerConfigBuilder::measureTime);
        TestedBreaker.Pending after = breaker.begin();
        breaker.advance(ofSeconds(1));

        before.succeed();
        assertThat(breaker.stats().totalTime()).isEqualTo(ZERO);
        after.succeed();
        assertThat(breaker.stats().totalTime()).isEqualTo(ofSeconds(1));
    }

    @Test
    void s45_aFallbackIsTimedByTheConfigurationWithWhichItBegan() throws Exception {
        var breaker = TestedBreaker.unheard(config -> config);
        breaker.advance(ofSeconds(5));

        breaker.breaker()
                .call(
                        () -> {
                            throw new IOException("down");
                        },
                        cause -> {
                            change(breaker, BreakerConfigBuilder::measureTime);
                            breaker.advance(ofSeconds(1));
                            return "instead";
                        });

        assertThat(breaker.stats().fallbackTime()).isEqualTo(ZERO);
    }

    @Test
    void s45_anotherTickerIsRefused() {
        var breaker = TestedBreaker.with(config -> config);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        change(breaker, config -> config.failureThreshold(1).ticker(new ManualTicker())))
                .withMessage("reconfigure of payments must keep its ticker, because times of two cannot be compared:"
                        + " start with config().toBuilder(), or set the same ticker");
        assertThat(breaker.breaker().revision()).isZero();
    }

    @Test
    void s45_otherListenersAreRefused() {
        var breaker = TestedBreaker.with(config -> config);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> change(breaker, config -> config.listener(any -> BreakerListener.NONE)))
                .withMessage("reconfigure of payments must keep its listeners, which are made with the breaker: start"
                        + " with config().toBuilder(), or set the same listeners");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s46_aRowGoesOnUnderItsNewLimit(boolean heard) {
        var breaker = watching(heard, TripRule.consecutiveFailures(5));
        breaker.fail(3);

        rule(breaker, TripRule.consecutiveFailures(2));

        assertThat(breaker.state()).as("the change itself never trips").isEqualTo(CLOSED);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().rule()).isEqualTo(TripRule.consecutiveFailures(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s46_aCallFromBeforeCountsInTheRow(boolean heard) {
        var breaker = watching(heard, TripRule.consecutiveFailures(5));
        TestedBreaker.Pending one = breaker.begin();
        TestedBreaker.Pending other = breaker.begin();
        rule(breaker, TripRule.consecutiveFailures(3));
        breaker.fail(2);

        one.succeed();
        breaker.fail(2);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        other.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void s46_failuresWithinTheSameDurationAreKept() {
        var breaker = watching(true, TripRule.failures(2, ofSeconds(10)));
        breaker.fail();

        rule(breaker, TripRule.failures(4, ofSeconds(10)));
        breaker.fail(2);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        rule(breaker, TripRule.failures(3, ofSeconds(10)));
        breaker.succeed();
        assertThat(breaker.state()).as("a success does not fire it").isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void s46_aRuleOfAnotherDurationStartsEmpty() {
        var breaker = watching(true, TripRule.failures(3, ofSeconds(10)));
        breaker.fail(2);

        rule(breaker, TripRule.failures(3, ofSeconds(20)));
        breaker.fail(2);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s46_aSmallerWindowForgetsTheOldestCalls(boolean heard) {
        var breaker = watching(heard, failing(0.9, 10, 10));
        breaker.fail(2);
        breaker.succeed(2);

        rule(breaker, failing(0.9, 3, 1));
        assertThat(breaker.stats().failureRate()).isEqualTo(1 / 3.0);
        breaker.succeed();

        assertThat(breaker.stats().failureRate()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s46_aLargerWindowFillsUp(boolean heard) {
        var breaker = watching(heard, failing(1, 4, 1));
        breaker.succeed();
        breaker.fail();
        breaker.succeed(6);
        TestedBreaker.Pending before = breaker.begin();
        breaker.succeed();

        rule(breaker, failing(0.5, 8, 1));
        breaker.fail(2);
        assertThat(breaker.stats().failureRate()).isEqualTo(2 / 6.0);
        before.succeed();
        assertThat(breaker.stats().failureRate()).isEqualTo(2 / 7.0);
        breaker.succeed(20);
        breaker.fail(3);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.reject().reason()).isEqualTo("4 of 8 calls: 50 % of the last 8 calls failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s46_aSuccessTripsARateWhoseLimitWasLowered(boolean heard) {
        var breaker = watching(heard, failing(0.9, 10, 2));
        breaker.succeed();
        breaker.fail(3);
        TestedBreaker.Pending before = breaker.begin();

        rule(breaker, failing(0.5, 10, 2));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        before.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("3 of 5 calls: 50 % of the last 10 calls failed");
        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: down");
    }

    @Test
    void s46_aWindowOfTheSameTimeIsKept() {
        var breaker = watching(
                true,
                TripRule.failureRate(0.9, Window.ofDuration(ofSeconds(20))).minimumCalls(2));
        breaker.succeed();
        breaker.fail();
        breaker.advance(ofSeconds(10));

        rule(
                breaker,
                TripRule.failureRate(0.5, Window.ofDuration(ofSeconds(20))).minimumCalls(3));
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.reject().reason()).isEqualTo("2 of 4 calls: 50 % of the last 20 s failed");
    }

    @Test
    void s46_aCallFromBeforeDoesNotCountInARuleThatStartsEmpty() {
        var breaker = watching(true, TripRule.consecutiveFailures(5));
        TestedBreaker.Pending before = breaker.begin();

        rule(breaker, failing(1, 1, 1));
        before.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void s46_aResetEmptiesWhatCallsFromBeforeWouldCountIn() {
        var breaker = watching(true, TripRule.consecutiveFailures(5));
        TestedBreaker.Pending before = breaker.begin();
        rule(breaker, TripRule.consecutiveFailures(1));
        breaker.breaker().reset();

        before.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void s46_theWaitCountsFromTheSameMomentWithTheSameNumberOfTrips() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.fail();
        breaker.advance(ofSeconds(4));

        change(breaker, config -> config.openFor(OpenWait.exponential(ofSeconds(6), 2, ofSeconds(60))));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(8));
    }

    @Test
    void s46_theWaitMayBeOverByThatOrNotAnyMore() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        breaker.fail();
        breaker.advance(ofSeconds(5));

        change(breaker, config -> config.openFor(ofSeconds(5)));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        change(breaker, config -> config.openFor(ofSeconds(6)));
        assertThat(breaker.state()).isEqualTo(OPEN);

        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "reconfigured 1", "reconfigured 2");
    }

    @Test
    void s46_aWaitThatAFailureHasSetStays() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofSeconds(30))));
        breaker.fail();

        change(breaker, config -> config.openFor(ofSeconds(1)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(30));
    }

    @Test
    void s46_halfOpenGoesOnAsItBeganAndWhatComesNextIsNew() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(ofSeconds(10))
                .successThreshold(2)
                .probeLease(ofSeconds(30)));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending probe = breaker.begin();

        change(
                breaker,
                config -> config.successThreshold(1)
                        .openFor(ofSeconds(7))
                        .probeLease(ofMillis(1))
                        .failureThreshold(2));
        breaker.advance(ofSeconds(1));
        TestedBreaker.Pending second = breaker.begin();
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(29));
        probe.succeed();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        second.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(7));
        breaker.advance(ofSeconds(7));
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void s46_aProbeFromBeforeTheChangeClosesTheBreaker() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(1));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending probe = breaker.begin();
        change(breaker, config -> config.failureThreshold(3));
        change(breaker, config -> config.failureThreshold(2));

        probe.succeed();

        assertThat(breaker.events())
                .containsExactly(
                        "failure",
                        "CLOSED->OPEN",
                        "OPEN->HALF_OPEN",
                        "reconfigured 1",
                        "reconfigured 2",
                        "success",
                        "HALF_OPEN->CLOSED");
        assertThat(breaker.breaker().config().rules()).containsExactly(TripRule.consecutiveFailures(2));
    }

    @Test
    void s46_anOverdueProbeOpensByTheNewConfiguration() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).probeLease(ofSeconds(30)));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.begin();
        change(breaker, config -> config.openFor(ofSeconds(7)));
        breaker.advance(ofSeconds(30));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(7));
    }

    @Test
    void s46_whatIsLeftOfHalfOpenJudgesItsProbesByTheShareWithWhichItBegan() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(2, 3));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending first = breaker.begin();

        change(breaker, config -> config.successThreshold(1, 5).openFor(ofSeconds(7)));
        first.fail();
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.fail();

        assertThat(breaker.breaker().status().reason()).isEqualTo("2 probes failed");
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(7));
        breaker.advance(ofSeconds(7));
        breaker.fail(4);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void s54_whatTrippedIsKnownAfterAChangeInHalfOpenToo() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(2, 3));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending probe = breaker.begin();

        change(breaker, config -> config.openFor(ofSeconds(7)));
        BreakerStatus before = breaker.breaker().status();
        probe.fail();

        assertThat(before.state()).isEqualTo(HALF_OPEN);
        assertThat(before.rule()).isEqualTo(TripRule.consecutiveFailures(1));
        assertThat(before.lastFailure()).isNotNull();
        assertThat(breaker.breaker().status().state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.breaker().status().rule()).isEqualTo(TripRule.consecutiveFailures(1));
    }

    @Test
    void s46_aRampGoesOnAsItBegan() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(ofSeconds(10))
                .probes(1)
                .growProbes(2)
                .successThreshold(7));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending first = breaker.begin();

        change(breaker, config -> config.probes(3).growProbes(1));
        breaker.reject();
        first.succeed();

        breaker.begin();
        breaker.begin();
        breaker.reject();
    }

    @Test
    void s46_whatAnOperatorHasSetStays() {
        var breaker = TestedBreaker.with(config -> config);
        breaker.breaker().forceOpen("maintenance");
        change(breaker, config -> config.failureThreshold(1));
        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("maintenance");

        breaker.breaker().disable();
        change(breaker, config -> config.failureThreshold(2));
        assertThat(breaker.state()).isEqualTo(DISABLED);
    }

    @Test
    void s46_fallbacksUnderWayGoOnCounting() throws Exception {
        var breaker = TestedBreaker.with(config -> config.maxConcurrentFallbacks(1));
        var inner = new AtomicReference<Object>();

        breaker.breaker()
                .<Object>call(
                        () -> {
                            throw new IOException("down");
                        },
                        cause -> {
                            change(breaker, config -> config.maxConcurrentFallbacks(Integer.MAX_VALUE));
                            change(breaker, config -> config.maxConcurrentFallbacks(1));
                            breaker.failWith(TestedBreaker.DOWN);
                            inner.set(org.assertj.core.api.Assertions.catchThrowable(() -> breaker.breaker()
                                    .<Object>call(
                                            () -> {
                                                throw TestedBreaker.DOWN;
                                            },
                                            other -> "one too many")));
                            return "instead";
                        });

        assertThat(inner.get()).isSameAs(TestedBreaker.DOWN);
        assertThat(breaker.breaker()
                        .<Object>call(
                                () -> {
                                    throw TestedBreaker.DOWN;
                                },
                                other -> "the next one"))
                .isEqualTo("the next one");
    }

    @Test
    void s47_anEqualConfigurationIsNoRevision() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3).ignore(IOException.class));
        BreakerConfig equal = BreakerConfig.builder()
                .ignore(IOException.class)
                .failureThreshold(3)
                .ticker(breaker.ticker())
                .build();

        breaker.breaker().reconfigure(equal);

        assertThat(breaker.breaker().revision()).isZero();
        assertThat(breaker.events()).isEmpty();
    }

    @Test
    void s47_aListenerHearsWhatChangedAndWhy() {
        var heard = new ArrayList<Reconfiguration>();
        var breaker = TestedBreaker.with(config -> config.listener(owner -> new BreakerListener() {
            @Override
            public void onReconfigured(Reconfiguration reconfiguration) {
                heard.add(reconfiguration);
            }
        }));
        BreakerConfig before = breaker.breaker().config();
        BreakerConfig after = before.toBuilder().failureThreshold(1).build();

        breaker.breaker().reconfigure(after, "too many false alarms");

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).from()).isSameAs(before);
        assertThat(heard.get(0).to()).isSameAs(after);
        assertThat(heard.get(0).revision()).isEqualTo(1);
        assertThat(heard.get(0).reason()).isEqualTo("too many false alarms");
    }

    @Test
    void s47_aListenerThatReconfiguresIsToldAfterwards() {
        var order = new ArrayList<String>();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(io.breakers.api.Transition transition) {
                order.add("before");
                owner.reconfigure(owner.config().toBuilder().failureThreshold(7).build(), "calm down");
                order.add(transition.to() + " #" + transition.number());
            }

            @Override
            public void onReconfigured(Reconfiguration reconfiguration) {
                order.add(reconfiguration.reason());
            }
        }));

        breaker.fail();

        assertThat(order).containsExactly("before", "OPEN #1", "calm down");
        assertThat(breaker.stats().transitions()).isEqualTo(1);
    }

    @Test
    void s46_aStateThatIsOverHoldsNoneOfWhatCameAfterAChange() throws InterruptedException {
        var machine = new StateMachine(
                "payments", BreakerConfig.builder().rules(failing(1, 2, 2)).build(), false);
        var held = (Permit) machine.accounts().enter();
        machine.operator()
                .change(BreakerConfig.builder().rules(failing(1, 4, 2)).build(), "larger");
        machine.operator().tell();
        var next = (Closed) machine.current();
        machine.accounts().failed((Permit) machine.accounts().enter(), 0, new IOException("down"));
        var later = new java.lang.ref.WeakReference<>(next);
        next = null;
        machine.operator().forceOpen("maintenance");
        machine.operator().reset("over");
        ((Permit) machine.accounts().enter()).onRelease();

        assertThat(io.breakers.tools.Reachable.areGone(List.of(later))).isTrue();
        assertThat(((Closed) held.state()).rate(false, 0)).isNaN();
    }
}
