package io.breakers.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.Reachable;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a breaker that changes its state for years holds, and whether it still tells. */
class LongLifeTest {
    private final StateMachine machine = new StateMachine(
            "payments",
            BreakerConfig.builder()
                    .tripWhen(TripRule.failureRate(1, Window.ofCalls(2)))
                    .build(),
            false);

    private Permit enter() {
        return (Permit) machine.accounts().enter();
    }

    private void fail() {
        machine.accounts().failed(enter(), 0, new IllegalStateException("down"));
    }

    /** Else a permit that a thread keeps, or a call that hangs, holds a little more with each transition. */
    @Test
    void aStateThatIsOverHoldsNoneOfThoseThatCameAfter() throws InterruptedException {
        Permit held = enter();
        machine.operator().forceOpen("by a test");
        var later = new WeakReference<>(machine.current().link);
        machine.operator().reset("by a test");

        assertThat(Reachable.areGone(List.of(later))).isTrue();
        assertThat(held.state().link.next).isSameAs(held.state().link);
    }

    @Test
    void aStateThatIsOverHoldsNoWindow() {
        fail();
        fail();
        machine.operator().reset("by a test");
        var first = (Closed) machine.current();
        fail();
        machine.accounts().succeeded(enter(), 0);
        assertThat(first.rate(false, 0)).isEqualTo(0.5);

        machine.operator().reset("by a test");

        assertThat(first.rate(false, 0)).isNaN();
        var second = (Closed) machine.current();
        machine.operator().forceOpen("by a test");
        assertThat(second.trySucceedFast()).isTrue();
    }

    /** A stack that is full can throw where nothing else can, in the midst of telling. */
    @Test
    void oneTransitionThatCouldNotBeToldSilencesNoneAfterIt() {
        var heard = new StateMachine("payments", BreakerConfig.defaults(), true);
        var recorder = new RecordingListener() {
            private boolean full = true;

            @Override
            public void onTransition(Transition transition) {
                if (full) {
                    full = false;
                    throw new StackOverflowError();
                }
                super.onTransition(transition);
            }
        };
        heard.listen(recorder);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> heard.operator().forceOpen("by a test"));

        heard.operator().reset("by a test");

        assertThat(recorder.events()).containsExactly("FORCED_OPEN->CLOSED");
    }

    @Test
    void nothingIsToldAfterClose() {
        var heard = new StateMachine("payments", BreakerConfig.defaults(), true);
        var recorder = new RecordingListener() {
            @Override
            public void onTransition(Transition transition) {
                super.onTransition(transition);
                heard.operator().reset("by a test");
                heard.releaseListener();
            }
        };
        heard.listen(recorder);

        heard.operator().forceOpen("by a test");

        assertThat(recorder.transitions()).hasSize(1);
        assertThat(heard.accounts().stats().transitions()).isEqualTo(2);
    }
}
