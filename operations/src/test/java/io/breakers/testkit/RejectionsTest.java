package io.breakers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Rejections;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Ready rejections are those that a breaker with all defaults makes. */
class RejectionsTest {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ManualTicker time = new ManualTicker();
    private final Breaker breaker = Breakers.breaker(
            "PaymentService.charge", BreakerConfig.builder().ticker(time).build());

    private void trip() {
        for (int failure = 0; failure < 5; failure++) {
            catchThrowableOfType(
                    IOException.class,
                    () -> breaker.call(() -> {
                        throw new IOException("down");
                    }));
        }
    }

    private void assertSame(CallRejectedException ready) {
        CallRejectedException real = catchThrowableOfType(CallRejectedException.class, () -> breaker.run(() -> {}));
        assertThat(ready).hasMessage(real.getMessage());
        assertThat(ready.breaker()).isEqualTo(real.breaker());
        assertThat(ready.state()).isEqualTo(real.state());
        assertThat(ready.reason()).isEqualTo(real.reason());
        assertThat(ready.rule()).isEqualTo(real.rule());
        assertThat(ready.lastFailure()).isEqualTo(real.lastFailure());
        assertThat(ready.retryAfter()).isEqualTo(real.retryAfter());
    }

    @Test
    void openIsThatOfABreakerThatHasJustTripped() {
        trip();
        assertSame(Rejections.open("PaymentService.charge"));

        time.advance(Duration.ofSeconds(48));
        assertSame(Rejections.open("PaymentService.charge", Duration.ofSeconds(12)));
    }

    @Test
    void halfOpenIsThatOfABreakerWhoseProbesHaveJustBegun() throws Exception {
        trip();
        time.advance(WAIT);
        breaker.callStage(CompletableFuture::new);
        breaker.callStage(CompletableFuture::new);

        assertSame(Rejections.halfOpen("PaymentService.charge"));
    }

    @Test
    void forcedOpenIsThatOfABreakerThatAnOperatorHasForcedOpen() {
        breaker.forceOpen();

        assertSame(Rejections.forcedOpen("PaymentService.charge"));
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Rejections.open(null)).withMessage("breaker");
        assertThatNullPointerException()
                .isThrownBy(() -> Rejections.halfOpen(null))
                .withMessage("breaker");
        assertThatNullPointerException()
                .isThrownBy(() -> Rejections.forcedOpen(null))
                .withMessage("breaker");
        assertThatNullPointerException()
                .isThrownBy(() -> Rejections.open("x", null))
                .withMessage("retryAfter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rejections.open("x", Duration.ofSeconds(-1)))
                .withMessage("retryAfter must not be negative, was PT-1S");
    }
}
