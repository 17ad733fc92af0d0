package io.breakers.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private record Opened(BreakerState from, BreakerState to, String reason, TripRule rule, long number)
            implements Transition {}

    private final RecordingListener recorder = new RecordingListener();

    @Test
    void keepsEveryEventInOrder() {
        var failure = new IOException("down");
        var ignored = new IOException("not found");
        var transition = new Opened(BreakerState.CLOSED, BreakerState.OPEN, "3 failures", null, 1);

        recorder.onSuccess(1);
        recorder.onFailure(2, failure);
        recorder.onIgnored(3, ignored);
        recorder.onCancelled(4);
        recorder.onTransition(transition);
        recorder.onRejected(BreakerState.OPEN);
        recorder.onFallback(5, failure, null);
        recorder.onFallback(6, ignored, failure);
        recorder.onClose();

        assertThat(recorder.events())
                .containsExactly(
                        "success",
                        "failure",
                        "ignored",
                        "cancelled",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "fallback",
                        "fallback failed",
                        "closed");
        assertThat(recorder.times()).extracting(Duration::toNanos).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(recorder.throwables()).containsExactly(failure, ignored, failure, ignored);
        assertThat(recorder.transitions()).containsExactly(transition);
    }

    @Test
    void whatItHasReturnedDoesNotChange() {
        List<String> before = recorder.events();
        recorder.onCancelled(1);

        assertThat(before).isEmpty();
    }

    @Test
    void itIsTheListenerOfEveryBreaker() {
        assertThat(recorder.create(null)).isSameAs(recorder);
    }
}
