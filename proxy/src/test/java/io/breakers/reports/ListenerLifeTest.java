package io.breakers.reports;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R36, R37: a listener's life begins and ends once, and what is measured is what it wants. */
class ListenerLifeTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private enum Event {
        SUCCESS,
        FAILURE,
        IGNORED,
        CANCELLED,
        REJECTED,
        FALLBACK,
        TRANSITION
    }

    /** Closes its breaker when it hears of one kind of event. */
    private record Closing(Breaker breaker, Event at) implements BreakerListener {
        private void heard(Event event) {
            if (event == at) {
                breaker.close();
            }
        }

        @Override
        public void onSuccess(long nanos) {
            heard(Event.SUCCESS);
        }

        @Override
        public void onFailure(long nanos, Throwable failure) {
            heard(Event.FAILURE);
        }

        @Override
        public void onIgnored(long nanos, Throwable ignored) {
            heard(Event.IGNORED);
        }

        @Override
        public void onCancelled(long nanos) {
            heard(Event.CANCELLED);
        }

        @Override
        public void onRejected(BreakerState state) {
            heard(Event.REJECTED);
        }

        @Override
        public void onFallback(long nanos, Throwable cause, Throwable failureOrNull) {
            heard(Event.FALLBACK);
        }

        @Override
        public void onTransition(Transition transition) {
            heard(Event.TRANSITION);
        }
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void r36_onCloseIsTheLastThatAListenerHears(Event event) throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .ignore(IllegalArgumentException.class)
                .listener(owner -> new Closing(owner, event)));

        breaker.succeed();
        breaker.failWith(new IllegalArgumentException());
        breaker.begin().interrupt();
        breaker.breaker()
                .call(
                        () -> {
                            throw TestedBreaker.DOWN;
                        },
                        cause -> "offline");
        breaker.reject();
        breaker.breaker().reset();

        assertThat(breaker.events()).containsOnlyOnce("closed").endsWith("closed");
    }

    @Test
    void r36_aBreakerThatIsClosedByTheMakerOfAListenerIsHeardByNobody() {
        var first = new RecordingListener();
        var breaker = TestedBreaker.with(config -> config.listener(first).listener(owner -> {
            owner.close();
            return BreakerListener.NONE;
        }));

        breaker.succeed();
        breaker.breaker().forceOpen();
        breaker.breaker().close();

        assertThat(first.events()).containsExactly("closed");
        assertThat(breaker.events()).containsExactly("closed");
    }

    @Test
    void r36_theFirstProbeIsInFlightWhenItsTransitionIsHeard() {
        List<Long> inFlight = new ArrayList<>();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(ofSeconds(10))
                .listener(owner -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        if (transition.to() == HALF_OPEN) {
                            inFlight.add(owner.stats().inFlight());
                        }
                    }
                }));
        breaker.fail();
        breaker.advance(ofSeconds(10));

        breaker.succeed();

        assertThat(inFlight).containsExactly(1L);
    }

    private static long readingsOfACallAfter(Consumer<Breaker> maker) {
        var readings = new AtomicLong();
        var breaker = TestedBreaker.unheard(
                config -> config.ticker(readings::incrementAndGet).listener(owner -> {
                    maker.accept(owner);
                    return BreakerListener.NONE;
                }));
        long before = readings.get();
        breaker.succeed();
        return readings.get() - before;
    }

    @Test
    void r37_aMakerThatOperatesItsBreakerLeavesNoReadingsBehind() {
        assertThat(readingsOfACallAfter(Breaker::disable)).isZero();
        assertThat(readingsOfACallAfter(breaker -> {
                    breaker.forceOpen();
                    breaker.reset();
                }))
                .isZero();
    }

    @Test
    void r37_aBreakerThatWasForcedOpenByAMakerMeasuresNothingAfterItsReset() {
        var readings = new AtomicLong();
        var breaker = TestedBreaker.unheard(
                config -> config.ticker(readings::incrementAndGet).listener(owner -> {
                    owner.forceOpen();
                    return BreakerListener.NONE;
                }));
        breaker.breaker().reset();
        long before = readings.get();

        breaker.succeed();

        assertThat(readings).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE / 2, -1, 1, Long.MAX_VALUE / 2, Long.MAX_VALUE})
    void r37_aTickerThatThrowsAtFirstIsReadFromThenOn(long start) {
        var broken = new AtomicBoolean(true);
        ManualTicker time = ManualTicker.startingAt(start);
        Ticker breaking = () -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("not yet");
            }
            return time.read();
        };
        var breaker = TestedBreaker.unheard(
                config -> config.ticker(breaking).openFor(ofSeconds(10)).tripWhen(TripRule.failures(2, ofSeconds(1))));
        breaker.fail();
        time.advance(ofHours(1));
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);

        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
        time.advance(ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(log.lines()).hasSize(1);
    }
}
