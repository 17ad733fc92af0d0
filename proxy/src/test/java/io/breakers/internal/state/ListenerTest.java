package io.breakers.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S42: who hears what, in which order, and what a listener may do. */
class ListenerTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    /** Everything that can be heard happens once. */
    private static void liveThroughAll(Breaker breaker) {
        var all = List.<ThrowingRunnable>of(
                () -> breaker.run(() -> {}),
                () -> breaker.call(() -> {
                    throw new IllegalArgumentException("ignored");
                }),
                () -> breaker.call(() -> {
                    throw new InterruptedException();
                }),
                () -> breaker.call(
                        () -> {
                            throw TestedBreaker.DOWN;
                        },
                        cause -> "offline"),
                () -> breaker.run(() -> {}),
                breaker::close);
        for (ThrowingRunnable each : all) {
            try {
                each.run();
            } catch (Exception expected) {
                assertThat(expected).isNotInstanceOf(BrokenListenerException.class);
            }
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static final class BrokenListenerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Throws whatever it hears. */
    private static final class BrokenListener implements BreakerListener {
        @Override
        public void onSuccess(long nanos) {
            throw new BrokenListenerException();
        }

        @Override
        public void onFailure(long nanos, Throwable failure) {
            throw new BrokenListenerException();
        }

        @Override
        public void onIgnored(long nanos, Throwable ignored) {
            throw new BrokenListenerException();
        }

        @Override
        public void onCancelled(long nanos) {
            throw new BrokenListenerException();
        }

        @Override
        public void onRejected(BreakerState state) {
            throw new BrokenListenerException();
        }

        @Override
        public void onFallback(long nanos, Throwable cause, Throwable failureOrNull) {
            throw new BrokenListenerException();
        }

        @Override
        public void onTransition(Transition transition) {
            throw new BrokenListenerException();
        }

        @Override
        public void onClose() {
            throw new BrokenListenerException();
        }
    }

    private static final String[] ALL = {
        "success", "ignored", "cancelled", "failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "closed"
    };

    private static BreakerConfig listenedBy(BreakerListener.Factory... listeners) {
        var config = BreakerConfig.builder().failureThreshold(1).ignore(IllegalArgumentException.class);
        for (BreakerListener.Factory listener : listeners) {
            config.listener(listener);
        }
        return config.build();
    }

    @Test
    void everyListenerHearsEverythingInOrder() {
        var first = new RecordingListener();
        var second = new RecordingListener();

        liveThroughAll(Breakers.breaker("payments", listenedBy(first, second)));

        assertThat(first.events()).containsExactly(ALL);
        assertThat(second.events()).containsExactly(ALL);
    }

    @Test
    void listenersHearInTheOrderInWhichTheyWereGiven() {
        List<String> heard = new ArrayList<>();
        Breaker breaker = Breakers.breaker(
                "payments",
                listenedBy(
                        owner -> hearingSuccess(() -> heard.add("first")),
                        owner -> hearingSuccess(() -> heard.add("second"))));

        breaker.run(() -> {});

        assertThat(heard).containsExactly("first", "second");
    }

    private static BreakerListener hearingSuccess(Runnable then) {
        return new BreakerListener() {
            @Override
            public void onSuccess(long nanos) {
                then.run();
            }
        };
    }

    @Test
    void aListenerThatThrowsHarmsNeitherTheCallNorTheOthers() {
        var before = new RecordingListener();
        var after = new RecordingListener();

        liveThroughAll(Breakers.breaker("payments", listenedBy(before, owner -> new BrokenListener(), after)));

        assertThat(before.events()).containsExactly(ALL);
        assertThat(after.events()).containsExactly(ALL);
        String thrown = " (io.breakers.internal.state.ListenerTest$BrokenListenerException)";
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: payments: a listener threw in onSuccess" + thrown,
                        "FINE: payments: a listener threw in onIgnored" + thrown,
                        "FINE: payments: a listener threw in onCancelled" + thrown,
                        "FINE: payments: a listener threw in onFailure" + thrown,
                        "FINE: payments: a listener threw in onTransition" + thrown,
                        "FINE: payments: a listener threw in onFallback" + thrown,
                        "FINE: payments: a listener threw in onRejected" + thrown,
                        "FINE: payments: a listener threw in onClose" + thrown);
    }

    @Test
    void aFactoryThatMakesNothingIsToldSo() {
        BreakerListener.Factory nothing = new BreakerListener.Factory() {
            @Override
            public BreakerListener create(Breaker breaker) {
                return null;
            }

            @Override
            public String toString() {
                return "Nothing";
            }
        };

        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.breaker("payments", listenedBy(nothing)))
                .withMessage("BreakerListener.Factory Nothing returned null for payments; return BreakerListener.NONE"
                        + " where there is nothing to hear");
    }

    @Test
    void afterItWasClosedABreakerIsHeardByNobody() {
        var recorder = new RecordingListener();
        var breaker = Breakers.breaker("payments", listenedBy(recorder));

        breaker.close();
        breaker.close();
        breaker.run(() -> {});
        breaker.forceOpen();

        assertThat(recorder.events()).containsExactly("closed");
    }

    @Test
    void timeIsNotReadWhereNobodyNeedsIt() {
        List<Long> heard = new ArrayList<>();
        var breaker = TestedBreaker.unheard(config -> config.listener(owner -> new BreakerListener() {
                    @Override
                    public boolean needsElapsedTime() {
                        return false;
                    }

                    @Override
                    public void onSuccess(long nanos) {
                        heard.add(nanos);
                    }
                })
                .listener(owner -> BreakerListener.NONE)
                .listener(owner -> new BreakerListener() {
                    @Override
                    public boolean needsElapsedTime() {
                        return false;
                    }
                }));

        breaker.succeedIn(Duration.ofSeconds(3));

        assertThat(heard).containsExactly(0L);
        assertThat(breaker.stats().successTime()).isZero();
    }

    @Test
    void oneListenerOfManyThatNeedsTimeIsEnough() {
        var breaker = TestedBreaker.with(config -> config.listener(owner -> new BreakerListener() {
            @Override
            public boolean needsElapsedTime() {
                return false;
            }
        }));

        breaker.succeedIn(Duration.ofSeconds(3));

        assertThat(breaker.recorder().times()).containsExactly(Duration.ofSeconds(3));
    }
}
