package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.Ticker;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The same outage with an asynchronous client: its methods return futures, three orders are in flight at a time, and no
 * thread waits for any of them. A call ends, and is counted, when its future completes.
 */
public final class AsyncOutage {
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(500);
    private static final Duration TIME_OUT = Duration.ofSeconds(1);
    private static final int ORDERS_AT_A_TIME = 3;
    private static final int BATCHES_OF_EACH = 3;

    private static final List<PaymentGateway.Health> PLAN = List.of(
            PaymentGateway.Health.HEALTHY,
            PaymentGateway.Health.ERRORS,
            PaymentGateway.Health.HANGING,
            PaymentGateway.Health.HEALTHY);

    /** Charges later. */
    interface AsyncPayments {
        CompletableFuture<Payment> charge(Order order);
    }

    /** The client that a shop already has; it knows nothing of breakers. */
    private record HttpAsyncPayments(HttpClient client, URI gateway, Duration timeOut) implements AsyncPayments {
        @Override
        public CompletableFuture<Payment> charge(Order order) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/charges"))
                    .timeout(timeOut)
                    .header(PaymentGateway.IDEMPOTENCY_KEY, order.id())
                    .POST(BodyPublishers.ofString(Long.toString(order.cents())))
                    .build();
            return client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpAsyncPayments::payment);
        }

        private static Payment payment(HttpResponse<Void> answer) {
            if (answer.statusCode() != 200) {
                throw new CompletionException(new IOException("HTTP " + answer.statusCode()));
            }
            return Payment.paid(
                    answer.headers().firstValue(PaymentGateway.TRANSACTION).orElseThrow());
        }
    }

    private AsyncOutage() {}

    /** Tells the story once. */
    public static void main(String[] args) throws IOException {
        run(System.out, TIME_OUT, Ticker.system(), pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    /**
     * Tells the story: an answer of the gateway is waited for up to {@code timeOut}, and {@code rest} lets the time
     * between two batches pass.
     */
    static Breaker run(PrintStream out, Duration timeOut, Ticker ticker, Consumer<Duration> rest) throws IOException {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofSeconds(1))
                .successThreshold(2)
                .measureTime()
                .ticker(ticker)
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        try (var gateway = new PaymentGateway()) {
            AsyncPayments payments = Breakers.protect(
                    AsyncPayments.class,
                    new HttpAsyncPayments(client, gateway.address(), timeOut),
                    config,
                    order -> CompletableFuture.completedFuture(Payment.queued()));
            Breaker breaker = Breakers.inspect(payments).breaker("charge");

            int batch = 0;
            for (PaymentGateway.Health health : PLAN) {
                gateway.become(health);
                out.println("the gateway " + health.symptom());
                for (int i = 0; i < BATCHES_OF_EACH; i++) {
                    out.println("  batch " + ++batch + "  " + place(payments, batch) + "  " + breaker.state());
                    rest.accept(BETWEEN_BATCHES);
                }
            }
            out.println(breaker.stats());
            return breaker;
        }
    }

    /** Places all orders of a batch, and only then asks for the first payment. */
    private static String place(AsyncPayments payments, int batch) {
        var underWay = new ArrayList<CompletableFuture<Payment>>();
        for (int i = 1; i <= ORDERS_AT_A_TIME; i++) {
            underWay.add(payments.charge(new Order("order-" + batch + "." + i, 1999)));
        }
        int paid = 0;
        int queued = 0;
        for (CompletableFuture<Payment> payment : underWay) {
            switch (payment.join().status()) {
                case PAID -> paid++;
                case QUEUED -> queued++;
                case FAILED -> throw new IllegalStateException("the fallback queues everything");
            }
        }
        return paid + " paid, " + queued + " queued";
    }
}
