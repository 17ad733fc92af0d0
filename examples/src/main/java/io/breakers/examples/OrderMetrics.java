package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.breakers.testing.Faults;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Scripted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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
    private static final Duration ANSWERS_IN = Duration.ofMillis(20);
    private static final Duration SLOWER_BY = Duration.ofMillis(300);

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
        PaymentService healthy = Scripted.target(PaymentService.class, ticker)
                .on("charge")
                .returns(Payment.paid("txn-1"))
                .takes(ANSWERS_IN)
                .target();
        var unreliable = Faults.into(PaymentService.class, healthy);
        var down = new IOException("payment service temporarily unavailable");
        PaymentService payments = Breakers.protect(PaymentService.class, unreliable.target(), config);
        Breaker breaker = Breakers.inspect(payments).breaker("charge");
        var orders = new OrderService(payments);

        out.printf("failure rate  read from  %s%n", CallCounts.HEADER);
        int number = 0;
        for (double failureRate : new double[] {0.0, 0.2, 0.9, 0.0}) {
            unreliable.failing(failureRate, down).slow(failureRate, SLOWER_BY, ticker);
            for (int left = ORDERS; left > 0; left--) {
                orders.place(new Order("order-" + ++number, 10_000));
                ticker.advance(BETWEEN_ORDERS);
            }
            out.printf(Locale.ROOT, "%10.0f %%  breaker    %s%n", 100 * failureRate, CallCounts.of(breaker.stats()));
            out.printf("%12s  registry   %s%n", "", CallCounts.of(registry));
        }
    }
}
