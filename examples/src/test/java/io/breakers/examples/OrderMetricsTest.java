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
                        20 %  breaker       40          39       1        0        97.5 %              0         42 ms
                              registry      40          39       1        0        97.5 %              0         42 ms
                        90 %  breaker       60          39       5       16        65.0 %              3         51 ms
                              registry      60          39       5       16        65.0 %              3         51 ms
                         0 %  breaker       80          57       5       18        71.3 %              5         42 ms
                              registry      80          57       5       18        71.3 %              5         42 ms
                """);
    }
}
