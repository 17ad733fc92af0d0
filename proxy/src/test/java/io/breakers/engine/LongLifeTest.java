package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.testing.Reachable;
import io.breakers.testing.RecordingListener;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a breaker that changes its state for years holds, and whether it still tells. */
class LongLifeTest {
    private final CircuitBreaker breaker = CircuitBreaker.create(
            BreakerName.of("payments"),
            BreakerConfig.builder()
                    .tripWhen(TripRule.failureRate(1, Window.ofCalls(2)))
                    .build(),
            List.of());

    /** Else a permit that a thread keeps, or a call that hangs, holds a little more with each transition. */
    @Test
    void aStateThatIsOverHoldsNoneOfThoseThatCameAfter() throws InterruptedException {
        var held = (Permit) breaker.enter(true);
        breaker.forceOpen();
        var later = new WeakReference<>(breaker.current().step);
        breaker.reset();

        assertThat(Reachable.areGone(List.of(later))).isTrue();
        assertThat(held.step().next).isSameAs(held.step());
    }

    @Test
    void aStateThatIsOverHoldsNoWindow() {
        breaker.failed((Permit) breaker.enter(true), 0, new IllegalStateException("down"));
        breaker.failed((Permit) breaker.enter(true), 0, new IllegalStateException("down"));
        breaker.reset();
        var first = (Closed) breaker.current();
        breaker.failed((Permit) breaker.enter(true), 0, new IllegalStateException("down"));
        breaker.succeeded((Permit) breaker.enter(true), 0);
        assertThat(first.rate(false, 0)).isEqualTo(0.5);

        breaker.reset();

        assertThat(first.rate(false, 0)).isNaN();
        var second = (Closed) breaker.current();
        breaker.forceOpen();
        assertThat(second.succeededQuietly()).isTrue();
    }

    /** A stack that is full can throw where nothing else can, in the midst of telling. */
    @Test
    void oneTransitionThatCouldNotBeToldSilencesNoneAfterIt() {
        breaker.listener = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                throw new StackOverflowError();
            }
        };
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(breaker::forceOpen);

        var recorder = new RecordingListener();
        breaker.listener = recorder;
        breaker.reset();

        assertThat(recorder.events()).containsExactly("FORCED_OPEN->CLOSED");
    }

    @Test
    void nothingIsToldAfterClose() {
        var recorder = new RecordingListener() {
            @Override
            public void onTransition(Transition transition) {
                super.onTransition(transition);
                breaker.reset();
                breaker.close();
            }
        };
        breaker.listener = recorder;

        breaker.forceOpen();

        assertThat(recorder.transitions()).hasSize(1);
        assertThat(breaker.stats().transitions()).isEqualTo(2);
    }
}
