package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderMetricsTest {
    @Test
    void theRegistryAgreesWithTheBreaker() throws Exception {
        assertThat(Printed.by(OrderMetrics::run)).isEqualTo("""
                failure rate  read from  total  successful  failed  blocked  success rate  state changes  mean latency
                         0 %  breaker       20          20       0        0       100.0 %              0         20 ms
                              registry      20          20       0        0       100.0 %              0         20 ms
                        20 %  breaker       40          35       5        0        87.5 %              0         55 ms
                              registry      40          35       5        0        87.5 %              0         55 ms
                        90 %  breaker       60          36      10       14        60.0 %              3         80 ms
                              registry      60          36      10       14        60.0 %              3         80 ms
                         0 %  breaker       80          52      10       18        65.0 %              5         65 ms
                              registry      80          52      10       18        65.0 %              5         65 ms
                """);
    }
}
