package io.breakers.testkit;

import static io.breakers.testing.BreakerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import io.breakers.proxy.Breakers;
import io.breakers.testing.BreakerAssert;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Both kinds of {@code assertThat} are imported, as users of AssertJ would do. */
class BreakerAssertTest {
    private final ManualTicker time = new ManualTicker();
    private final Breaker breaker = Breakers.breaker(
            "stock",
            BreakerConfig.builder()
                    .failureThreshold(2)
                    .openFor(Duration.ofSeconds(30))
                    .ignore(IllegalArgumentException.class)
                    .ticker(time)
                    .build());

    private void fail() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> breaker.call(() -> {
                    throw new IOException("down");
                }));
    }

    private void trip() {
        fail();
        fail();
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message.stripTrailing());
    }

    @Test
    void eachStateIsToldFromAllOthers() {
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put("CLOSED", () -> {});
        ways.put("OPEN", this::trip);
        ways.put("HALF_OPEN", () -> time.advance(Duration.ofSeconds(30)));
        ways.put("FORCED_OPEN", breaker::forceOpen);
        ways.put("DISABLED", breaker::disable);
        Map<String, Consumer<BreakerAssert>> words = Map.of(
                "CLOSED", BreakerAssert::isClosed,
                "OPEN", BreakerAssert::isOpen,
                "HALF_OPEN", BreakerAssert::isHalfOpen,
                "FORCED_OPEN", BreakerAssert::isForcedOpen,
                "DISABLED", BreakerAssert::isDisabled);
        ways.forEach((state, way) -> {
            way.run();
            words.forEach((said, word) -> {
                if (said.equals(state)) {
                    word.accept(assertThat(breaker));
                } else {
                    assertThatExceptionOfType(AssertionError.class)
                            .isThrownBy(() -> word.accept(assertThat(breaker)))
                            .withMessageContaining("to be:\n  " + said + "\nbut it is:\n  " + state + " for ");
                }
            });
        });
    }

    @Test
    void aFailureTellsAllOfTheStatus() {
        time.advance(Duration.ofMillis(1_500));
        fail();

        fails(() -> assertThat(breaker).isOpen(), """

                Expecting breaker:
                  stock
                to be:
                  OPEN
                but it is:
                  CLOSED for 1.5 s: new
                  1 calls: 0 successes, 1 failures, 0 ignored, 0 cancelled, 0 in flight, 0 rejected
                  0 spared, 0 slow, 0 answers by a fallback, 0 fallbacks threw, 0 transitions, revision 0
                  rule: 2 consecutive failures; counted: 1 of 1 calls
                """);
    }

    @Test
    void aFailureTellsWhyItIsOpenAndForHowLong() {
        trip();
        time.advance(Duration.ofSeconds(12));

        fails(() -> assertThat(breaker).isClosed(), """

                Expecting breaker:
                  stock
                to be:
                  CLOSED
                but it is:
                  OPEN for 12 s: 2 consecutive failures; last failure java.io.IOException: down; retry after 18 s
                  2 calls: 0 successes, 2 failures, 0 ignored, 0 cancelled, 0 in flight, 0 rejected
                  0 spared, 0 slow, 0 answers by a fallback, 0 fallbacks threw, 1 transitions, revision 0
                  rule: 2 consecutive failures; counted: 2 of 2 calls
                """);
    }

    @Test
    void aBreakerThatIsForcedOpenHasNoEnd() {
        breaker.forceOpen("maintenance");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).isClosed())
                .withMessageContaining("\n  FORCED_OPEN for 0 s: maintenance; rejects until it is reset\n");
    }

    @Test
    void theReasonIsJudgedByWordsOrRule() {
        trip();
        TripRule rule = TripRule.consecutiveFailures(2);
        assertThat(breaker).isOpen().becauseOf("consecutive").becauseOf(rule).hasLastFailure("IOException: down");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).becauseOf("slow"))
                .withMessageContaining("to be in its state because of:\n  slow\nbut it is:\n  OPEN for 0 s: 2 consec");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).becauseOf(TripRule.consecutiveFailures(3)))
                .withMessageContaining("to be tripped by the rule:\n  3 consecutive failures\nbut it is:\n  OPEN");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).hasLastFailure("time-out"))
                .withMessageContaining("to have as its last failure:\n  time-out\nbut it is:\n  OPEN");
        breaker.reset();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).hasLastFailure("down"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).becauseOf(rule));
    }

    @Test
    void theRemainingWaitIsExact() {
        trip();
        time.advance(Duration.ofNanos(1));
        assertThat(breaker).hasRetryAfter(Duration.ofSeconds(30).minusNanos(1));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).hasRetryAfter(Duration.ofSeconds(30)))
                .withMessageContaining("to reject calls for:\n  30 s\nbut it is:\n  OPEN")
                .withMessageContaining("retry after 29.999999999 s\n");
    }

    @Test
    void everyCountIsJudged() throws Exception {
        breaker.run(() -> {});
        assertThat(breaker.<String>call(
                        () -> {
                            throw new IOException("down");
                        },
                        cause -> "fallback"))
                .isEqualTo("fallback");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> breaker.run(() -> {
                    throw new IllegalArgumentException("no such article");
                }));
        breaker.callStage(() -> {
            var cancelled = new CompletableFuture<String>();
            cancelled.cancel(false);
            return cancelled;
        });
        CompletableFuture<String> pending = new CompletableFuture<>();
        breaker.callStage(() -> pending);
        breaker.forceOpen();
        breaker.<String>call(() -> "never", cause -> "fallback");

        assertThat(breaker)
                .hasCalls(6)
                .hasSuccesses(1)
                .hasFailures(1)
                .hasIgnored(1)
                .hasCancelled(1)
                .hasInFlight(1)
                .hasRejected(1)
                .hasFallbacks(2)
                .hasFallbackFailures(0)
                .hasSpared(0)
                .hasSlow(0)
                .hasTransitions(1);
        Map<String, ThrowingCallable> wrong = new LinkedHashMap<>();
        wrong.put("to have:\n  7 calls\n", () -> assertThat(breaker).hasCalls(7));
        wrong.put("to have:\n  7 successes\n", () -> assertThat(breaker).hasSuccesses(7));
        wrong.put("to have:\n  7 failures\n", () -> assertThat(breaker).hasFailures(7));
        wrong.put("to have:\n  7 ignored calls\n", () -> assertThat(breaker).hasIgnored(7));
        wrong.put("to have:\n  7 cancelled calls\n", () -> assertThat(breaker).hasCancelled(7));
        wrong.put("to have in flight:\n  7 calls\n", () -> assertThat(breaker).hasInFlight(7));
        wrong.put("to have:\n  7 rejected calls\n", () -> assertThat(breaker).hasRejected(7));
        wrong.put(
                "to have:\n  7 answers by a fallback\n",
                () -> assertThat(breaker).hasFallbacks(7));
        wrong.put(
                "to have:\n  7 fallbacks that threw\n",
                () -> assertThat(breaker).hasFallbackFailures(7));
        wrong.put("to have:\n  7 spared calls\n", () -> assertThat(breaker).hasSpared(7));
        wrong.put("to have:\n  7 slow calls\n", () -> assertThat(breaker).hasSlow(7));
        wrong.put("to have:\n  7 transitions\n", () -> assertThat(breaker).hasTransitions(7));
        wrong.forEach((message, assertion) -> assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContaining(message));
        pending.complete("late");
    }

    @Test
    void countsMayBeginLater() {
        breaker.run(() -> {});
        BreakerStats before = breaker.stats();
        breaker.run(() -> {});

        assertThat(breaker).since(before).hasCalls(1).hasFailures(0);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(breaker).since(before).hasCalls(2))
                .withMessageContaining(
                        "to have:\n  2 calls, not 1, since then\nbut it is:\n  CLOSED for 0 s: new\n  2 calls");
    }

    @Test
    void nullIsRefusedByTheNameOfTheParameter() {
        Map<String, ThrowingCallable> nulls = Map.of(
                "breaker", () -> BreakerAssert.assertThat(null),
                "before", () -> assertThat(breaker).since(null),
                "words", () -> assertThat(breaker).becauseOf((String) null),
                "rule", () -> assertThat(breaker).becauseOf((TripRule) null),
                "wait", () -> assertThat(breaker).hasRetryAfter(null));
        nulls.forEach((name, call) ->
                assertThatNullPointerException().isThrownBy(call).withMessage(name));
    }
}
