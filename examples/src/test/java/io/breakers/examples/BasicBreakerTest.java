package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BasicBreakerTest {
    @Test
    void tripsRejectsProbesAndCloses() throws Exception {
        assertThat(Printed.by(BasicBreaker::run)).isEqualTo("""
                The warehouse is down. Three calls find out, two do not even ask:
                  CLOSED     asked 1  failed: no answer from the warehouse
                  CLOSED     asked 2  failed: no answer from the warehouse
                  ** CLOSED -> OPEN: 3 consecutive failures
                  OPEN       asked 3  failed: no answer from the warehouse
                  OPEN       asked 3  rejected: 3 consecutive failures, retry after 5 s
                  OPEN       asked 3  rejected: 3 consecutive failures, retry after 5 s
                5 s later it is still down, and one call is enough to know:
                  ** OPEN -> HALF_OPEN: the wait is over
                  ** HALF_OPEN -> OPEN: a probe failed
                  OPEN       asked 4  failed: no answer from the warehouse
                  OPEN       asked 4  rejected: a probe failed, retry after 5 s
                5 s later it is back:
                  ** OPEN -> HALF_OPEN: the wait is over
                  HALF_OPEN  asked 5  42 in stock
                  ** HALF_OPEN -> CLOSED: 2 probes succeeded
                  CLOSED     asked 6  42 in stock
                  CLOSED     asked 7  42 in stock
                """);
    }
}
