package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.testing.ManualTicker;
import org.junit.jupiter.api.Test;

/** How many of a batch get in while the breaker probes depends on how fast the gateway is; all else does not. */
class AsyncOutageTest {
    @Test
    void futuresTripTheBreakerAndCloseItAgain() throws Exception {
        String printed = Printed.by(out -> {
            var ticker = new ManualTicker();
            AsyncOutage.run(out, OutageTest.TIME_OUT, ticker, ticker::advance);
        });

        assertThat(printed).matches("""
                the gateway answers
                  batch 1  3 paid, 0 queued  CLOSED
                  batch 2  3 paid, 0 queued  CLOSED
                  batch 3  3 paid, 0 queued  CLOSED
                the gateway answers 503 to everything
                  batch 4  0 paid, 3 queued  OPEN
                  batch 5  0 paid, 3 queued  OPEN
                  batch 6  0 paid, 3 queued  OPEN
                the gateway takes the money, but never answers
                  batch 7  0 paid, 3 queued  OPEN
                  batch 8  0 paid, 3 queued  OPEN
                  batch 9  0 paid, 3 queued  OPEN
                the gateway answers
                  batch 10  [23] paid, [01] queued  CLOSED
                  batch 11  3 paid, 0 queued  CLOSED
                  batch 12  3 paid, 0 queued  CLOSED
                36 calls: 1[78] successes, .* 0 ignored, 0 cancelled, .* rejected, 0 in flight
                """);
    }
}
