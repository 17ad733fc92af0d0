package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FallbackTest {
    @Test
    void theSecondImplementationAnswersForTheFirst() throws Exception {
        assertThat(Printed.by(Fallback::run)).isEqualTo("""
                By a second implementation:
                  call 1: 0.93 from the central bank
                  call 2: 0.91 from yesterday's list
                  call 3: 0.91 from yesterday's list
                  call 4: 0.91 from yesterday's list
                  call 5: 0.91 from yesterday's list
                By what went wrong: a failure asks the mirror, a rejection spares the network:
                  call 1: 0.93 from the central bank
                  falling back: the central bank is closed
                  call 2: 0.92 from the mirror
                  falling back: the central bank is closed
                  call 3: 0.92 from the mirror
                  falling back: ExchangeRates.rate is OPEN: 2 consecutive failures; last failure java.io.IOException: the central bank is closed; retry after 5.0 s
                  call 4: 0.91 from yesterday's list
                  falling back: ExchangeRates.rate is OPEN: 2 consecutive failures; last failure java.io.IOException: the central bank is closed; retry after 5.0 s
                  call 5: 0.91 from yesterday's list
                """);
    }
}
