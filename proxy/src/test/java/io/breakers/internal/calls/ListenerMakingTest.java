package io.breakers.internal.calls;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.internal.settings.BreakerName;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S42: what becomes of a breaker whose listener is being made, by code of the user's. */
class ListenerMakingTest {
    private static final BreakerName NAME = BreakerName.of("payments");
    private static final BreakerListener UNDECIDED = new BreakerListener() {
        @Override
        public boolean needsElapsedTime() {
            throw new IllegalStateException("undecided");
        }
    };
    private static final BreakerListener.Factory NO_REGISTRY = breaker -> {
        throw new IllegalStateException("no registry");
    };

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final AtomicLong readings = new AtomicLong();
    private final BreakerConfig config =
            BreakerConfig.builder().ticker(readings::incrementAndGet).build();

    @Test
    void whatIsWrongWithAListenerIsThrownBeforeThereAreCalls() {
        for (BreakerListener.Factory broken : List.of(NO_REGISTRY, breaker -> UNDECIDED)) {
            assertThatIllegalStateException().isThrownBy(() -> CircuitBreaker.create(NAME, config, List.of(broken)));
        }
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void theListenersThatWereMadeBeforeThatAreClosed() {
        var closed = new AtomicLong();
        var made = new BreakerListener() {
            @Override
            public void onClose() {
                closed.incrementAndGet();
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> CircuitBreaker.create(NAME, config, List.of(breaker -> made, NO_REGISTRY)));

        assertThat(closed).hasValue(1);
    }

    @Test
    void aBreakerThatIsForcedOpenByTheMakerOfItsListenerStaysSoAndIsHeardFromThenOn() {
        var recorder = new RecordingListener();

        var breaker = CircuitBreaker.create(NAME, config, List.of(made -> {
            made.forceOpen();
            return recorder;
        }));
        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.stats().transitions()).isEqualTo(1);
        breaker.reset();
        breaker.run(() -> {});

        assertThat(recorder.events()).containsExactly("FORCED_OPEN->CLOSED", "success");
        assertThat(breaker.stats().successTime()).isPositive();
    }

    /** A window is dated when it begins, so the clock is read then; never for a call. */
    @Test
    void whoWantsNoListenerAfterAllHasNoClockReadForIt() {
        var breaker = CircuitBreaker.create(NAME, config, List.of(made -> BreakerListener.NONE));
        long before = readings.get();

        breaker.run(() -> {});

        assertThat(readings).hasValue(before);
        assertThat(breaker.stats().successes()).isEqualTo(1);
    }
}
