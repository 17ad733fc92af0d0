package io.breakers.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BellTest {
    private final Bell bell = new Bell();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksAgainOnlyWhenItRings() throws Exception {
        var done = new CountDownLatch(1);
        var ringing = new Thread(() -> {
            while (done.getCount() > 0) {
                bell.ring();
                Thread.onSpinWait();
            }
        });
        ringing.start();
        bell.await("three looks", () -> looks.incrementAndGet() == 3);
        done.countDown();
        ringing.join();

        assertThatThrownBy(() -> bell.await(Duration.ofMillis(100), "a fifth look", () -> looks.incrementAndGet() == 5))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 100 ms: a fifth look");
        assertThat(looks).hasValue(4);
    }

    @Test
    void aCallThatBlocksLongerThanPromisedFails() {
        var never = new CountDownLatch(1);

        assertThatThrownBy(() -> bell.within(Duration.ofMillis(40), "it returns", () -> {
                    never.await();
                    return 7;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 40 ms: it returns");
        never.countDown();
    }

    @Test
    void aCallReturnsItsValueAndThrowsWhatItThrows() throws Exception {
        assertThat(bell.within(Duration.ofSeconds(5), "it returns", () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> bell.within(Duration.ofSeconds(5), "it returns", () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
    }
}
