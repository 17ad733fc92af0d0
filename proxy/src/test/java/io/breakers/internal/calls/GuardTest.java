package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.Permit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a guard asks of its breaker, and the names that breakers and proxies have. */
class GuardTest {
    @Test
    void theNameOfAMethodsBreakerIsMadeOfServiceAndMethod() {
        assertThat(BreakerName.of(Runnable.class, "Jobs", "run"))
                .isEqualTo(new BreakerName("Jobs.run", "Jobs", "run", Runnable.class));
        var breaker = CircuitBreaker.create(
                BreakerName.of(Runnable.class, "Jobs", "run"), BreakerConfig.defaults(), List.of());
        assertThat(breaker.serviceType()).isEqualTo(Runnable.class);
        assertThat(breaker).hasToString("Jobs.run CLOSED");
    }

    @Test
    void aGuardAsksForItsBreakerOnce() {
        var asked = new AtomicInteger();
        var breaker = CircuitBreaker.create(BreakerName.of("payments"), BreakerConfig.defaults(), List.of());
        var guard = new ValueGuard(
                () -> {
                    asked.incrementAndGet();
                    return breaker;
                },
                null,
                List.of());
        assertThat(asked).hasValue(0);

        for (int call = 0; call < 3; call++) {
            var permit = (Permit) guard.enter();
            assertThat(guard.succeeded(permit, guard.start(permit))).isTrue();
        }

        assertThat(asked).hasValue(1);
        assertThat(breaker.stats().successes()).isEqualTo(3);
    }

    @Test
    void resultsAreLookedAtIfTheyMayFail() {
        BreakerConfig config =
                BreakerConfig.builder().failOnResult(result -> false).build();
        var guard = new ValueGuard(
                () -> CircuitBreaker.create(BreakerName.of("payments"), config, List.of()), null, List.of());

        assertThat(guard.succeeded((Permit) guard.enter(), 0)).isFalse();
    }
}
