package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.internal.state.TestedBreaker;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@link BreakerConfigBuilder#maxConcurrentFallbacks}: a slow fallback does not become the next outage. */
class FallbackLimitTest {
    private static final Callable<Object> FAILING = () -> {
        throw TestedBreaker.DOWN;
    };

    private static Object call(TestedBreaker breaker, Function<Throwable, Object> fallback) throws Exception {
        return breaker.breaker().call(FAILING, fallback);
    }

    @Test
    void oneMoreThanTheLimitGetsTheFailureOrTheRejectionItself() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2).maxConcurrentFallbacks(1));

        Object answer = call(breaker, outer -> {
            assertThat(catchThrowable(() -> call(breaker, inner -> "too many"))).isSameAs(TestedBreaker.DOWN);
            assertThat(catchThrowable(() -> call(breaker, inner -> "too many")))
                    .isInstanceOf(CallRejectedException.class);
            return "offline";
        });

        assertThat(answer).isEqualTo("offline");
        assertThat(breaker.stats().fallbacks()).isEqualTo(1);
    }

    @Test
    void theLimitIsOfTheBreakerAndNotOfEachCall() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100).maxConcurrentFallbacks(2));

        call(breaker, first -> {
            catchThrowable(() -> call(breaker, second -> {
                assertThat(catchThrowable(() -> call(breaker, third -> "too many")))
                        .isSameAs(TestedBreaker.DOWN);
                return "offline";
            }));
            return "offline";
        });

        assertThat(breaker.stats().fallbacks()).isEqualTo(2);
        assertThat(breaker.stats().fallbackFailures()).isZero();
    }

    @Test
    void aPlaceIsGivenBackHoweverTheFallbackEnds() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100).maxConcurrentFallbacks(1));

        for (int call = 0; call < 3; call++) {
            assertThat(call(breaker, cause -> "offline")).isEqualTo("offline");
            catchThrowable(() -> call(breaker, cause -> {
                throw new IllegalStateException("offline too");
            }));
        }

        assertThat(breaker.stats().fallbacks()).isEqualTo(3);
        assertThat(breaker.stats().fallbackFailures()).isEqualTo(3);
    }

    @Test
    void noPlaceIsTakenByAFallbackThatDoesNotAnswer() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100)
                .maxConcurrentFallbacks(1)
                .fallbackOn(cause -> cause instanceof IllegalStateException));
        catchThrowable(() -> call(breaker, cause -> "not asked"));

        assertThat(breaker.breaker()
                        .<Object>call(
                                () -> {
                                    throw new IllegalStateException();
                                },
                                cause -> "offline"))
                .isEqualTo("offline");
    }

    @Test
    void thereIsNoLimitByDefault() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1_000));

        assertThat(nested(breaker, 100)).isEqualTo("offline");

        assertThat(breaker.stats().fallbacks()).isEqualTo(101);
    }

    private static Object nested(TestedBreaker breaker, int depth) throws Exception {
        return call(breaker, cause -> {
            try {
                return depth == 0 ? "offline" : nested(breaker, depth - 1);
            } catch (Exception unexpected) {
                throw new AssertionError(unexpected);
            }
        });
    }

    @Test
    void aPlaceThatIsGivenBackIsOnePlace() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100).maxConcurrentFallbacks(2));

        call(breaker, first -> {
            catchThrowable(() -> call(breaker, second -> "offline"));
            catchThrowable(() -> call(breaker, third -> {
                assertThat(catchThrowable(() -> call(breaker, fourth -> "too many")))
                        .isSameAs(TestedBreaker.DOWN);
                return "offline";
            }));
            return "offline";
        });

        assertThat(breaker.stats().fallbacks()).isEqualTo(3);
        assertThat(breaker.stats().fallbackFailures()).isZero();
    }

    @Test
    void s46_aFallbackThatBeganBeforeThereWasALimitLeavesNoPlaceForAnother() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100));
        call(breaker, unlimited -> {
            breaker.breaker()
                    .reconfigure(breaker.breaker().config().toBuilder()
                            .maxConcurrentFallbacks(1)
                            .build());
            catchThrowable(() -> call(breaker, first -> "offline"));
            return "offline";
        });

        call(breaker, one -> {
            assertThat(catchThrowable(() -> call(breaker, another -> "too many")))
                    .isSameAs(TestedBreaker.DOWN);
            return "offline";
        });

        assertThat(breaker.stats().fallbacks()).isEqualTo(3);
    }
}
