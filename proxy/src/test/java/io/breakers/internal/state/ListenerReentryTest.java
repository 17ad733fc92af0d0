package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S42: what a listener may do while it hears: read, call, change the state, wait for another thread. */
class ListenerReentryTest {
    private static BreakerConfig listenedBy(BreakerListener.Factory... listeners) {
        var config = BreakerConfig.builder().failureThreshold(1).ignore(IllegalArgumentException.class);
        for (BreakerListener.Factory listener : listeners) {
            config.listener(listener);
        }
        return config.build();
    }

    @Test
    void whatAListenerReadsIncludesWhatItHears() {
        List<String> heard = new ArrayList<>();
        var breaker = Breakers.breaker("payments", listenedBy(owner -> new BreakerListener() {
            @Override
            public void onSuccess(long nanos) {
                heard.add(owner.stats().toString());
            }

            @Override
            public void onFailure(long nanos, Throwable failure) {
                heard.add(owner.state() + ", " + owner.stats());
            }

            @Override
            public void onTransition(Transition transition) {
                heard.add(owner.state() + ", transitions " + owner.stats().transitions());
            }
        }));

        breaker.run(() -> {});
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> breaker.run(() -> {
                    throw new IllegalStateException("down");
                }));

        assertThat(heard)
                .containsExactly(
                        "1 calls: 1 successes, 0 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight",
                        "OPEN, 2 calls: 1 successes, 1 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight",
                        "OPEN, transitions 1");
    }

    @Test
    void aCallWhileAResetIsToldCountsForTheClosedBreaker() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2).listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                if (transition.to() == CLOSED) {
                    assertThatExceptionOfType(IllegalStateException.class)
                            .isThrownBy(() -> owner.run(() -> {
                                throw new IllegalStateException("down");
                            }));
                }
            }
        }));
        breaker.breaker().forceOpen();

        breaker.breaker().reset();
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aListenerThatChangesTheStateHearsOfThatAfterwards() {
        List<String> heard = new ArrayList<>();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                heard.add("begin " + transition.number());
                if (transition.to() == OPEN) {
                    owner.reset();
                }
                heard.add("end " + transition.number());
            }
        }));

        breaker.fail();

        assertThat(heard).containsExactly("begin 1", "end 1", "begin 2", "end 2");
        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->CLOSED");
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCED_OPEN", "DISABLED"})
    void anOperatorsWordThatAListenerTakesBackIsNotSaidAgain(BreakerState said) {
        var breaker = TestedBreaker.with(config -> config.listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                if (transition.number() == 1) {
                    owner.reset();
                }
            }
        }));

        if (said == BreakerState.DISABLED) {
            breaker.breaker().disable();
        } else {
            breaker.breaker().forceOpen();
        }

        assertThat(breaker.events()).containsExactly("CLOSED->" + said, said + "->CLOSED");
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aListenerThatCallsAgainIsServed() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).listener(owner -> new BreakerListener() {
            @Override
            public void onFailure(long nanos, Throwable failure) {
                assertThatExceptionOfType(io.breakers.api.CallRejectedException.class)
                        .isThrownBy(() -> owner.run(() -> {}));
            }
        }));

        breaker.fail();

        assertThat(breaker.events()).containsExactly("rejected OPEN", "failure", "CLOSED->OPEN");
    }

    @Test
    void aListenerMayWaitForAnotherThreadThatChangesTheState() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                if (transition.to() == OPEN) {
                    CompletableFuture.runAsync(owner::reset)
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join();
                }
            }
        }));

        breaker.fail();

        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->CLOSED");
    }
}
