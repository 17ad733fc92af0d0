package io.breakers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** S28: the one exception of ours, and the ticker, which can be made by hand. */
class CallRejectedExceptionTest {
    private static final TripRule RULE = TripRule.consecutiveFailures(5);

    private static CallRejectedException open(long retryAfterNanos) {
        return new CallRejectedException(
                "PaymentService.charge",
                BreakerState.OPEN,
                "5 consecutive failures",
                RULE,
                "java.io.IOException: down",
                retryAfterNanos);
    }

    @Test
    void saysAllItKnowsInOneSentence() {
        assertThat(open(12_400_000_000L))
                .hasMessage("PaymentService.charge is OPEN: 5 consecutive failures;"
                        + " last failure java.io.IOException: down; retry after 12.4 s");
    }

    /** Whoever waits as long as it says does not come too early. */
    @Test
    void r17_itsMessageRoundsTheWaitUp() {
        assertThat(open(0)).hasMessageEndingWith("; retry after 0.0 s");
        assertThat(open(1)).hasMessageEndingWith("; retry after 0.1 s");
        assertThat(open(12_400_000_001L)).hasMessageEndingWith("; retry after 12.5 s");
        assertThat(open(Long.MAX_VALUE - 1)).hasMessageEndingWith("; retry after 9223372036.9 s");
    }

    @Test
    void isSilentAboutWhatIsNotThere() {
        assertThat(new CallRejectedException(
                        "payments", BreakerState.FORCED_OPEN, "by an operator", null, null, Long.MAX_VALUE))
                .hasMessage("payments is FORCED_OPEN: by an operator");
    }

    @Test
    void itsMessageDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(open(1_500_000_000L)).hasMessageEndingWith("; retry after 1.5 s");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void retryAfterIsForEverWhereThereIsNoEnd() {
        assertThat(open(0).retryAfter()).isZero();
        assertThat(open(Long.MAX_VALUE - 1).retryAfter()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE - 1));
        assertThat(open(Long.MAX_VALUE).retryAfter()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> open(-1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("retryAfterNanos must not be negative, was -1");
        assertThatThrownBy(() -> new CallRejectedException(null, BreakerState.OPEN, "", null, null, 0))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("breaker");
        assertThatThrownBy(() -> new CallRejectedException("", null, "", null, null, 0))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("state");
        assertThatThrownBy(() -> new CallRejectedException("", BreakerState.OPEN, null, null, null, 0))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("reason");
    }

    @Test
    void hasNoStackTraceAndTakesNoSuppressedExceptions() {
        CallRejectedException rejection = open(0);

        rejection.addSuppressed(new IllegalStateException());
        rejection.fillInStackTrace();

        assertThat(rejection.getStackTrace()).isEmpty();
        assertThat(rejection).hasNoSuppressedExceptions().hasNoCause();
    }

    @Test
    void survivesSerializationExceptForItsRule() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(open(1_500_000_000L));
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var revived = (CallRejectedException) in.readObject();
            assertThat(revived).hasMessage(open(1_500_000_000L).getMessage());
            assertThat(revived.breaker()).isEqualTo("PaymentService.charge");
            assertThat(revived.state()).isEqualTo(BreakerState.OPEN);
            assertThat(revived.reason()).isEqualTo("5 consecutive failures");
            assertThat(revived.lastFailure()).isEqualTo("java.io.IOException: down");
            assertThat(revived.rule()).isNull();
        }
        assertThat(open(0).rule()).isSameAs(RULE);
    }

    @Test
    void theSystemTickerIsOneAndMonotonic() {
        Ticker ticker = Ticker.system();
        long first = ticker.read();

        assertThat(ticker.read() - first).isNotNegative();
        assertThat(ticker).isSameAs(Ticker.system()).hasToString("Ticker.system()");
    }

    @Test
    void theListenerThatHearsNothingNeedsNothing() {
        BreakerListener.NONE.onSuccess(1);

        assertThat(BreakerListener.NONE.needsElapsedTime()).isFalse();
        assertThat(BreakerListener.NONE).hasToString("BreakerListener.NONE");
        assertThat(new BreakerListener() {}.needsElapsedTime()).isTrue();
    }
}
