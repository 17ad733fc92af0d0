package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The second example of the pattern: the metrics of a payment service while its failure rate rises and falls, read from
 * the breaker and from a meter registry.
 */
public final class OrderMetrics {
    private static final int ORDERS = 20;
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(1);

    private OrderMetrics() {}

    /** Tells the story once. */
    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        var ticker = new ManualTicker();
        var registry = new SimpleMeterRegistry();
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofSeconds(10))
                .successThreshold(2)
                .listener(BreakerMetrics.to(registry))
                .ticker(ticker)
                .build();
        var unreliable = new UnreliablePayments(ticker);
        PaymentService payments = Breakers.protect(PaymentService.class, unreliable, config);
        Breaker breaker = Breakers.inspect(payments).breaker("charge");
        var orders = new OrderService(payments);

        out.printf("failure rate  read from  %s%n", CallCounts.HEADER);
        int number = 0;
        for (double failureRate : new double[] {0.0, 0.2, 0.9, 0.0}) {
            unreliable.failAtRate(failureRate);
            for (int left = ORDERS; left > 0; left--) {
                orders.place(new Order("order-" + ++number, 10_000));
                ticker.advance(BETWEEN_ORDERS);
            }
            out.printf(Locale.ROOT, "%10.0f %%  breaker    %s%n", 100 * failureRate, CallCounts.of(breaker.stats()));
            out.printf("%12s  registry   %s%n", "", CallCounts.of(registry));
        }
    }
}
