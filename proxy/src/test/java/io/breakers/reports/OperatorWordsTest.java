package io.breakers.reports;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.Transition;
import io.breakers.api.TransitionLog;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R17, R20, R24: what an operator reads in rejections and in the log. */
class OperatorWordsTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static String lastFailureAfter(Throwable failure) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        breaker.failWith(failure);
        return breaker.reject().lastFailure();
    }

    @Test
    void r17_theWaitOfAForcedOpenBreakerSurvivesArithmetic() {
        var breaker = TestedBreaker.with(config -> config);
        breaker.breaker().forceOpen();

        Duration wait = breaker.reject().retryAfter();

        assertThat(wait).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(wait.toMillis()).isPositive();
        assertThat(Instant.EPOCH.plus(wait)).isAfter(Instant.EPOCH);
    }

    @Test
    void r20_aLongMessageIsOneLine() {
        String text = lastFailureAfter(new IOException("<html>\r\n\t<body>\u2028down ".repeat(50_000)));

        assertThat(text)
                .startsWith("java.io.IOException: <html> <body> down <html>")
                .endsWith("…")
                .hasSize(300);
    }

    @Test
    void r20_anEscapeSequenceDoesNotReachATerminal() {
        assertThat(lastFailureAfter(new IOException("\u001b[31mdown\u0000\u0085now")))
                .isEqualTo("java.io.IOException: [31mdown now");
    }

    @Test
    void r20_aCharacterOfTwoHalvesIsNotCut() {
        String text = lastFailureAfter(new IOException("\uD83D\uDE00".repeat(500)));

        assertThat(text.length()).isBetween(299, 300);
        assertThat(text).endsWith("\uD83D\uDE00…");
    }

    @Test
    void r20_theInnermostCauseIsNamed() {
        var refused = new ConnectException("Connection refused");

        assertThat(lastFailureAfter(new IllegalStateException("no answer", new IOException("no bytes", refused))))
                .isEqualTo("java.lang.IllegalStateException: no answer,"
                        + " caused by java.net.ConnectException: Connection refused");
    }

    @Test
    void r20_aCauseThatIsInTheMessageIsNotRepeated() {
        assertThat(lastFailureAfter(new RuntimeException(new ConnectException("Connection refused"))))
                .isEqualTo("java.lang.RuntimeException: java.net.ConnectException: Connection refused");
    }

    @Test
    void r20_aLongMessageLeavesRoomForTheCause() {
        String small = lastFailureAfter(new IOException("x".repeat(1_000), new ConnectException("refused")));
        String large = lastFailureAfter(new IOException("x".repeat(1_000), new IOException("y".repeat(1_000))));

        assertThat(small)
                .hasSize(300)
                .startsWith("java.io.IOException: xxx")
                .endsWith("x…, caused by java.net.ConnectException: refused");
        assertThat(large)
                .hasSize(300)
                .contains("x…, caused by java.io.IOException: yyy")
                .endsWith("y…");
    }

    @Test
    void r20_causesThatFormARingEnd() {
        var outer = new IOException("outer");
        var middle = new IOException("middle", new IOException("inner", outer));
        outer.initCause(middle);

        assertThat(lastFailureAfter(outer)).startsWith("java.io.IOException: outer, caused by java.io.IOException: ");
    }

    @Test
    void r20_aFailureThatCannotBeAskedForItsCauseIsStillNamed() {
        assertThat(lastFailureAfter(new IOException("down") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public synchronized Throwable getCause() {
                        throw new IllegalStateException("secret");
                    }
                }))
                .endsWith(": down");
    }

    @Test
    void r24_aTransitionSaysWhoseItIsWhyAndHowLongTheStateLasted() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failureRate(0.5, Window.ofCalls(4)))
                .openFor(ofSeconds(10))
                .successThreshold(1));
        breaker.succeed();
        breaker.fail(2);
        breaker.advance(ofSeconds(3));
        breaker.succeed();
        breaker.advance(ofSeconds(60));
        breaker.begin();
        breaker.advance(ofSeconds(30));
        breaker.state();

        List<Transition> made = breaker.recorder().transitions();
        assertThat(made).extracting(Transition::breaker).containsOnly("payments");
        assertThat(made).extracting(Transition::lasted).containsExactly(ofSeconds(3), ofSeconds(60), ofSeconds(30));
        assertThat(made)
                .extracting(Transition::lastFailure)
                .containsExactly("java.io.IOException: down", null, "java.io.IOException: down");
        assertThat(made).extracting(Transition::counts).containsExactly(new Transition.Counts(2, 4), null, null);
    }

    @Test
    void r24_aRuleAboutFailuresCountsThemAlone() {
        for (TripRule rule : List.of(TripRule.consecutiveFailures(3), TripRule.failures(3, ofSeconds(10)))) {
            var breaker = TestedBreaker.with(config -> config.tripWhen(rule));
            breaker.succeed();

            breaker.fail(3);

            assertThat(breaker.recorder().transitions())
                    .singleElement()
                    .satisfies(trip -> assertThat(trip.counts()).isEqualTo(new Transition.Counts(3, 3)));
        }
    }

    @Test
    void r24_aBreakerWhoseWindowsAreEmptiedHasBeenClosedAllTheTime() {
        var breaker = TestedBreaker.with(config -> config);
        breaker.advance(ofSeconds(3));
        breaker.breaker().reset();
        breaker.advance(ofSeconds(4));

        breaker.breaker().disable();

        assertThat(breaker.recorder().transitions())
                .singleElement()
                .satisfies(made -> assertThat(made.lasted()).isEqualTo(ofSeconds(7)));
    }

    @Test
    void r24_theLogWarnsOfATripAndTellsAllElse() {
        var breaker = TestedBreaker.unheard(config -> config.failureThreshold(1)
                .openFor(ofSeconds(10))
                .successThreshold(1)
                .listener(TransitionLog.toSystemLogger()));
        breaker.succeed();
        breaker.advanceNanos(1_234_567_890);
        breaker.failWith(new IOException("{0} is\ndown"));
        breaker.advance(ofSeconds(10));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.succeed();
        breaker.breaker().forceOpen();

        assertThat(log.lines())
                .containsExactly(
                        "WARNING: payments CLOSED -> OPEN after 1.234 s: 1 failure;"
                                + " last failure java.io.IOException: {0} is down (null)",
                        "INFO: payments OPEN -> HALF_OPEN after 10 s: the wait is over (null)",
                        "INFO: payments HALF_OPEN -> OPEN after 0 s: a probe failed;"
                                + " last failure java.io.IOException: down (null)",
                        "INFO: payments OPEN -> HALF_OPEN after 10 s: the wait is over (null)",
                        "INFO: payments HALF_OPEN -> CLOSED after 0 s: 1 probe succeeded (null)",
                        "INFO: payments CLOSED -> FORCED_OPEN after 0 s: forced open by an operator (null)");
    }

    @Test
    void r24_theLogOfAServiceNamesTheMethod() {
        Runnable service = Breakers.builder(Runnable.class, () -> {})
                .config(BreakerConfig.builder().ticker(() -> 0).build())
                .listener(TransitionLog.toSystemLogger())
                .build();

        Breakers.inspect(service).breaker("run").disable();

        assertThat(log.lines())
                .containsExactly("INFO: Runnable.run CLOSED -> DISABLED after 0 s: disabled by an operator (null)");
    }

    @Test
    void r24_aWarningAboutAWaitNamesItsBreaker() {
        OpenWait wait = OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
            throw new IllegalStateException("no header");
        });

        TestedBreaker.with(config -> config.failureThreshold(1).openFor(wait)).fail();

        assertThat(log.lines())
                .containsExactly("WARNING: payments: the wait could not be computed; the base wait is used"
                        + " (java.lang.IllegalStateException: no header)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r24_aWarningAboutAPredicateNamesItsBreaker(boolean result) throws Exception {
        var breaker = TestedBreaker.with(config -> config.failOnResult(any -> {
                    throw new IllegalStateException("broken");
                })
                .fallbackOn(cause -> {
                    throw new IllegalStateException("broken");
                }));

        if (result) {
            breaker.breaker().call(() -> "paid", cause -> "offline");
        } else {
            breaker.breaker().forceOpen();
            breaker.reject();
        }

        assertThat(log.lines()).allMatch(line -> line.startsWith("WARNING: payments: a predicate about "));
        assertThat(log.lines()).hasSize(result ? 1 : 0);
    }

    @Test
    void r24_aWarningAboutATickerNamesItsBreaker() {
        var broken = new AtomicBoolean();
        var breaker = TestedBreaker.with(config -> config.ticker(() -> {
            if (broken.get()) {
                throw new IllegalStateException("stopped");
            }
            return 0;
        }));
        broken.set(true);

        breaker.state();
        breaker.succeed();

        assertThat(log.lines())
                .first()
                .isEqualTo("WARNING: payments: the ticker threw; its last reading is used"
                        + " (java.lang.IllegalStateException: stopped)");
    }

    @Test
    void r24_eachTransitionIsOneLineWhateverTheReason() {
        var breaker = TestedBreaker.unheard(config -> config.listener(TransitionLog.toSystemLogger()));

        breaker.breaker().forceOpen("maintenance\r\n2026-11-28 WARNING \u001b[31mall is lost\u2028now");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .isEqualTo("INFO: payments CLOSED -> FORCED_OPEN after 0 s: maintenance 2026-11-28 WARNING"
                        + " [31mall is lost now (null)");
    }
}
