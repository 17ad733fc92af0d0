package io.breakers.internal.calls;

import static io.breakers.api.FallbackOn.REJECTION;
import static io.breakers.api.FallbackOn.REJECTION_OR_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.CallRejectedException;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S29–S31 for {@code Breaker.call(target, fallback)}: when the fallback answers, with what, and what is counted. */
class FallbackTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final List<Throwable> causes = new ArrayList<>();

    private Object call(TestedBreaker breaker, Callable<Object> target) throws Exception {
        return breaker.breaker().call(target, cause -> {
            causes.add(cause);
            return "offline";
        });
    }

    private Object callWith(TestedBreaker breaker, Throwable thrown) throws Exception {
        return call(breaker, () -> {
            throw TestedBreaker.<RuntimeException>sneaky(thrown);
        });
    }

    @Test
    void answersAFailureAndKnowsTheCause() throws Exception {
        var breaker = TestedBreaker.with(config -> config);

        assertThat(callWith(breaker, TestedBreaker.DOWN)).isEqualTo("offline");

        assertThat(causes).containsExactly(TestedBreaker.DOWN);
        assertThat(breaker.events()).containsExactly("failure", "fallback");
        assertThat(breaker.stats().fallbacks()).isEqualTo(1);
    }

    @Test
    void answersARejectionAndKnowsTheCause() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        breaker.fail();

        assertThat(call(breaker, () -> "paid")).isEqualTo("offline");

        assertThat(causes).singleElement().isInstanceOf(CallRejectedException.class);
        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN", "fallback");
    }

    @Test
    void isNotAskedWhereTheTargetAnswered() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failOn(IllegalStateException.class));

        assertThat(call(breaker, () -> "paid")).isEqualTo("paid");
        assertThat(catchThrowable(() -> callWith(breaker, TestedBreaker.DOWN))).isSameAs(TestedBreaker.DOWN);

        assertThat(causes).isEmpty();
        assertThat(breaker.events()).containsExactly("success", "success");
    }

    @Test
    void isNotAskedAboutIgnoredAndCancelledCalls() {
        var breaker =
                TestedBreaker.with(config -> config.ignore(IOException.class).fallbackOn(cause -> true));
        var interrupt = new InterruptedException();

        assertThat(catchThrowable(() -> callWith(breaker, TestedBreaker.DOWN))).isSameAs(TestedBreaker.DOWN);
        assertThat(catchThrowable(() -> callWith(breaker, interrupt))).isSameAs(interrupt);

        assertThat(causes).isEmpty();
        assertThat(breaker.events()).containsExactly("ignored", "cancelled");
    }

    @Test
    void isNotAskedAboutErrors() {
        var breaker = TestedBreaker.with(config -> config);
        var error = new AssertionError("broken");

        assertThat(catchThrowable(() -> callWith(breaker, error))).isSameAs(error);

        assertThat(causes).isEmpty();
    }

    @Test
    void answersForAnErrorThatItsPredicatePicks() throws Exception {
        var breaker = TestedBreaker.with(config -> config.fallbackOn(cause -> cause instanceof AssertionError));

        assertThat(callWith(breaker, new AssertionError("broken"))).isEqualTo("offline");
    }

    @Test
    void answersForTheCausesThatItsPredicatePicksOnly() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).fallbackOn(cause -> cause instanceof AssertionError));

        assertThat(catchThrowable(() -> callWith(breaker, TestedBreaker.DOWN))).isSameAs(TestedBreaker.DOWN);
        assertThat(catchThrowable(() -> call(breaker, () -> "paid"))).isInstanceOf(CallRejectedException.class);

        assertThat(causes).isEmpty();
    }

    @Test
    void aPredicateThatThrowsMeansNoFallback() {
        var breaker = TestedBreaker.with(config -> config.fallbackOn(cause -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(catchThrowable(() -> callWith(breaker, TestedBreaker.DOWN))).isSameAs(TestedBreaker.DOWN);

        assertThat(log.lines())
                .containsExactly("WARNING: payments: the predicate of fallbackOn threw; no fallback answers"
                        + " (java.lang.IllegalStateException: broken)");
    }

    @Test
    void answersRejectionsOnlyIfThatIsWanted() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).fallbackOn(REJECTION));

        assertThat(catchThrowable(() -> callWith(breaker, TestedBreaker.DOWN))).isSameAs(TestedBreaker.DOWN);
        assertThat(call(breaker, () -> "paid")).isEqualTo("offline");
    }

    @Test
    void theLastWordOnWhenItAnswersCounts() throws Exception {
        var breaker =
                TestedBreaker.with(config -> config.fallbackOn(cause -> false).fallbackOn(REJECTION_OR_FAILURE));

        assertThat(callWith(breaker, TestedBreaker.DOWN)).isEqualTo("offline");
    }

    @Test
    void answersForAFailedResult() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failOnResult("declined"::equals));

        assertThat(call(breaker, () -> "declined")).isEqualTo("offline");

        assertThat(causes).singleElement().hasToString("payments returned a result that counts as a failure");
    }

    @Test
    void isNotAskedWhereTheOutcomeCouldNotBeJudged() throws Exception {
        var breaker = TestedBreaker.with(config -> config.ignoreWhen(thrown -> {
                    throw new IllegalStateException("broken");
                })
                .failOnResult(result -> {
                    throw new IllegalStateException("broken");
                }));
        var down = new IOException("down");

        assertThat(catchThrowable(() -> callWith(breaker, down))).isSameAs(down);
        assertThat(call(breaker, () -> "paid")).isEqualTo("paid");

        assertThat(causes).isEmpty();
        assertThat(breaker.events()).containsExactly("failure", "failure");
    }

    @Test
    void itsAnswerMayBeNull() throws Exception {
        var breaker = TestedBreaker.with(config -> config);

        assertThat(breaker.breaker()
                        .<Object>call(
                                () -> {
                                    throw TestedBreaker.DOWN;
                                },
                                cause -> null))
                .isNull();

        assertThat(breaker.stats().fallbacks()).isEqualTo(1);
    }

    @Test
    void itsOwnThrowableReachesTheCallerWithTheCauseSuppressed() {
        var breaker = TestedBreaker.with(config -> config);
        var failure = new IllegalStateException("offline too");

        assertThat(catchThrowable(() -> breaker.breaker()
                        .call(
                                () -> {
                                    throw TestedBreaker.DOWN;
                                },
                                cause -> {
                                    throw failure;
                                })))
                .isSameAs(failure)
                .hasSuppressedException(TestedBreaker.DOWN);

        assertThat(breaker.events()).containsExactly("failure", "fallback failed");
        assertThat(breaker.stats().fallbackFailures()).isEqualTo(1);
        assertThat(breaker.stats().fallbacks()).isZero();
        assertThat(breaker.stats().failures()).isEqualTo(1);
    }

    @Test
    void mayThrowItsCauseAgain() {
        var breaker = TestedBreaker.with(config -> config);
        var down = new IllegalStateException("down");

        assertThat(catchThrowable(() -> breaker.breaker()
                        .call(
                                () -> {
                                    throw down;
                                },
                                cause -> {
                                    throw (IllegalStateException) cause;
                                })))
                .isSameAs(down)
                .hasNoSuppressedExceptions();
    }

    @Test
    void mayThrowTheRejectionAgain() {
        var breaker = TestedBreaker.with(config -> config);
        breaker.breaker().forceOpen();

        assertThat(catchThrowable(() -> breaker.breaker().call(() -> "paid", cause -> {
                    throw (CallRejectedException) cause;
                })))
                .isInstanceOf(CallRejectedException.class);
        assertThat(breaker.stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void itsTimeIsItsOwn() throws Exception {
        var breaker = TestedBreaker.with(config -> config);
        for (int call = 0; call < 2; call++) {
            boolean throwing = call == 1;
            catchThrowable(() -> breaker.breaker()
                    .call(
                            () -> {
                                breaker.advance(Duration.ofSeconds(3));
                                throw TestedBreaker.DOWN;
                            },
                            cause -> {
                                breaker.advance(Duration.ofSeconds(throwing ? 5 : 7));
                                if (throwing) {
                                    throw new IllegalStateException("offline too");
                                }
                                return "offline";
                            }));
        }

        assertThat(breaker.stats().failureTime()).isEqualTo(Duration.ofSeconds(6));
        assertThat(breaker.stats().fallbackTime()).isEqualTo(Duration.ofSeconds(12));
        assertThat(breaker.stats().fallbackFailureTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(breaker.recorder().times())
                .containsExactly(
                        Duration.ofSeconds(3), Duration.ofSeconds(7), Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void aFallbackIsNotTimedWhereNobodyWantsItsTime() throws Exception {
        var breaker = TestedBreaker.unheard(config -> config);

        breaker.breaker()
                .call(
                        () -> {
                            throw TestedBreaker.DOWN;
                        },
                        cause -> {
                            breaker.advance(Duration.ofSeconds(7));
                            return "offline";
                        });

        assertThat(breaker.stats().fallbackTime()).isZero();
    }

    /** The reading that means that a fallback is not timed is one that a clock may give. */
    @Test
    void aFallbackIsTimedFromAnyReadingOfTheClock() throws Exception {
        var breaker = TestedBreaker.at(ManualTicker.startingAt(Long.MIN_VALUE), config -> config);

        breaker.breaker()
                .call(
                        () -> {
                            throw TestedBreaker.DOWN;
                        },
                        cause -> {
                            breaker.advance(Duration.ofSeconds(7));
                            return "offline";
                        });

        assertThat(breaker.stats().fallbackTime())
                .as("but for a nanosecond")
                .isEqualTo(Duration.ofSeconds(7).minusNanos(1));
    }

    @Test
    void runsOutsideOfThePermit() throws Exception {
        var breaker = TestedBreaker.with(config -> config);
        breaker.breaker()
                .call(
                        () -> {
                            assertThat(breaker.stats().inFlight()).isEqualTo(1);
                            throw TestedBreaker.DOWN;
                        },
                        cause -> {
                            assertThat(breaker.stats().inFlight()).isZero();
                            return "offline";
                        });

        assertThat(breaker.stats().fallbacks()).isEqualTo(1);
    }
}
