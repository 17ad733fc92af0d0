package io.breakers.examples;

import static io.breakers.examples.PaymentGateway.Health.ERRORS;
import static io.breakers.examples.PaymentGateway.Health.HANGING;
import static io.breakers.examples.PaymentGateway.Health.HEALTHY;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.Ticker;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A real outage: a payment gateway fails, hangs and recovers, in real time and over real HTTP, while a shop keeps
 * taking orders. The program fails if the breaker did not trip, did not recover, or let a call through while open, or
 * if an order was lost.
 */
public final class Outage {
    static final List<Phase> PLAN =
            List.of(new Phase(HEALTHY, 5), new Phase(ERRORS, 2), new Phase(HANGING, 9), new Phase(HEALTHY, 9));

    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(250);
    private static final Duration TIME_OUT = Duration.ofMillis(500);

    /** How the gateway is doing while so many orders are placed. */
    record Phase(PaymentGateway.Health health, int orders) {}

    private Outage() {}

    /** Tells the story once. */
    public static void main(String[] args) throws IOException, InterruptedException {
        run(System.out, PLAN, TIME_OUT, Ticker.system(), pause -> LockSupport.parkNanos(pause.toNanos()))
                .orThrow();
    }

    /**
     * Tells the story of a plan: an answer of the gateway is waited for up to {@code timeOut}, and {@code rest} lets
     * the time between two orders pass.
     */
    static Verdict run(PrintStream out, List<Phase> plan, Duration timeOut, Ticker ticker, Consumer<Duration> rest)
            throws IOException, InterruptedException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var timeline = new Timeline(out, ticker);
        var offline = new OfflinePayments();
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofSeconds(1))
                .listener(BreakerMetrics.to(registry))
                .listener(breaker -> timeline)
                .ticker(ticker)
                .build();

        try (var gateway = new PaymentGateway()) {
            var http = new HttpPayments(gateway.address(), timeOut);

            // The one line: what calls the gateway is guarded from here on, and nobody else has to know.
            PaymentService payments = Breakers.protect(PaymentService.class, http, config, offline);

            var orders = new OrderService(payments);
            Breaker breaker = Breakers.inspect(payments).breaker("charge");
            http.connect();
            timeline.begin();
            int number = 0;
            for (Phase phase : plan) {
                gateway.become(phase.health());
                timeline.news("the gateway " + phase.health().symptom());
                for (int i = 0; i < phase.orders(); i++) {
                    var order = new Order("order-" + ++number, 1999);
                    timeline.placing(breaker.state());
                    Payment payment = orders.place(order);
                    timeline.placed(order, payment, gateway.wasAskedFor(order));
                    rest.accept(BETWEEN_ORDERS);
                }
            }

            int queued = offline.waiting().size();
            offline.settleWith(payments);
            int left = offline.waiting().size();
            timeline.news((queued - left) + " queued payments are settled, " + left + " still wait");

            var report = new Report(out);
            report.statistics(breaker);
            report.meters(registry);
            report.prometheus(registry);

            var verdict = new Verdict(timeline.steps(), timeline.states(), gateway.charged(), offline.waiting());
            out.printf("%n%s%n", verdict.summary());
            return verdict;
        }
    }
}
