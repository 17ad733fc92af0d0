package io.breakers.internal.settings;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.Ticker;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.RecordedLog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S15, S43: when the clock is read, and what happens when it cannot be. */
class SettingsTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    /** How often the clock is read by a success and by a failure, while no rule fires. */
    private static int[] readings(BreakerConfig config) {
        var reads = new AtomicInteger();
        var counting = config.toBuilder()
                .ticker(() -> {
                    reads.incrementAndGet();
                    return 0;
                })
                .build();
        var breaker = TestedBreaker.unheard(builder -> counting.toBuilder());
        reads.set(0);
        breaker.succeed();
        int success = reads.getAndSet(0);
        breaker.fail();
        return new int[] {success, reads.get()};
    }

    private static BreakerConfig watching(TripRule... rules) {
        var config = BreakerConfig.builder();
        for (TripRule rule : rules) {
            config.tripWhen(rule);
        }
        return config.build();
    }

    @Test
    void theClockIsReadWhereARuleNeedsItOnly() {
        TripRule row = TripRule.consecutiveFailures(5);
        TripRule calls = TripRule.failureRate(1, Window.ofCalls(10));

        assertThat(readings(watching(row))).containsExactly(0, 0);
        assertThat(readings(watching(calls))).containsExactly(0, 0);
        assertThat(readings(watching(row, TripRule.failures(5, ofSeconds(1))))).containsExactly(0, 1);
        assertThat(readings(watching(calls, TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))))))
                .containsExactly(1, 1);
        assertThat(readings(watching(row, TripRule.slowCallRate(1, ofSeconds(1), Window.ofCalls(10)))))
                .containsExactly(2, 2);
        assertThat(readings(BreakerConfig.builder().measureTime().build())).containsExactly(2, 2);
    }

    @Test
    void whereTheTickerThrowsTimeStandsStill() {
        var ticker = new ManualTicker();
        var broken = new AtomicBoolean();
        Ticker breaking = () -> {
            if (broken.get()) {
                throw new IllegalStateException("stopped");
            }
            return ticker.read();
        };
        var breaker = TestedBreaker.at(
                ticker,
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).ticker(breaking));
        breaker.fail();
        breaker.advance(ofSeconds(4));
        breaker.reject();

        broken.set(true);
        breaker.advance(ofSeconds(100));
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(6));
        assertThat(breaker.state()).isEqualTo(OPEN);
        String line =
                ": payments: the ticker threw; its last reading is used (java.lang.IllegalStateException: stopped)";
        assertThat(log.lines()).containsExactly("WARNING" + line, "FINE" + line, "FINE" + line);
        broken.set(false);
        breaker.succeed(2);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aLoggerThatThrowsReachesNoCall() throws Exception {
        var full = new IllegalStateException("disk full");
        var broken = new IllegalStateException("broken");
        var handler = new RecordedLog() {
            @Override
            protected void received(LogRecord logged) {
                throw full;
            }
        };
        var breaker = TestedBreaker.with(config -> config.failOnResult(result -> {
            throw broken;
        }));
        handler.beforeEach(null);
        try {
            assertThat(breaker.breaker().call(() -> "paid")).isEqualTo("paid");
        } finally {
            handler.afterEach(null);
        }

        assertThat(broken).hasSuppressedException(full);
    }
}
