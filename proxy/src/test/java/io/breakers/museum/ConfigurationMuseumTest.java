package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.proxy.Breakers;
import org.junit.jupiter.api.Test;

/**
 * Group I of the bug museum: configurations that were ignored, shared or never checked. I3 and I4 are tests of the
 * builder.
 */
class ConfigurationMuseumTest {
    @Test
    void i1_twoBreakersOfOneNameShareNothing() {
        Breaker one = Breakers.breaker("payments", BreakerConfig.defaults());
        Breaker other = Breakers.breaker(
                "payments", BreakerConfig.builder().failureThreshold(1).build());

        one.forceOpen();

        assertThat(one.state()).isEqualTo(FORCED_OPEN);
        assertThat(other.state()).isEqualTo(CLOSED);
        assertThat(other.config().rules()).hasToString("[1 failure]");
    }

    @Test
    void i2_theLastWordOnOneSettingCounts() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(9)
                .openFor(ofSeconds(9))
                .failureThreshold(1)
                .openFor(ofSeconds(3)));

        breaker.fail();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(3));
    }

    @Test
    void i4_aBreakerNeedsAName() {
        assertThatThrownBy(() -> Breakers.breaker(" ", BreakerConfig.defaults()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must not be blank");
    }

    @Test
    void i5_noNumberIsMagic() {
        assertThatThrownBy(() -> BreakerConfig.builder().probes(-1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("probes must be at least 1, was -1");
        assertThatThrownBy(() -> BreakerConfig.builder().maxConcurrentFallbacks(-1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxConcurrentFallbacks must be at least 1, was -1");
    }

    interface PaymentService {
        String charge(String account);

        String charge(String account, long cents);
    }

    @Test
    void i6_aMethodThatDoesNotExistIsRefusedAndTheCandidatesNamed() {
        PaymentService target = new PaymentService() {
            @Override
            public String charge(String account) {
                return "paid";
            }

            @Override
            public String charge(String account, long cents) {
                return "paid";
            }
        };

        assertThatThrownBy(() -> Breakers.builder(PaymentService.class, target)
                        .config("refund", BreakerConfig.defaults())
                        .build())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refund")
                .hasMessageContaining("charge(String)")
                .hasMessageContaining("charge(String,long)");
    }

    @Test
    void i7_aBreakerLeavesNothingForTheNextOne() {
        var one = TestedBreaker.with(config -> config.failureThreshold(1));
        one.fail();

        var next = TestedBreaker.with(config -> config.failureThreshold(1));

        assertThat(next.state()).isEqualTo(CLOSED);
        assertThat(next.stats().calls()).isZero();
    }
}
