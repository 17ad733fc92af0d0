package io.breakers.dashboards;

import static io.breakers.dashboards.Gateway.Health.ERRORS;
import static io.breakers.dashboards.Gateway.Health.HANGING;
import static io.breakers.dashboards.Gateway.Health.HEALTHY;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakers.api.BreakerConfig;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An outage for a real Prometheus: half a minute of orders, in which each second stands for a minute, with a {@code
 * /metrics} endpoint to scrape. It starts with the first scrape and ends by itself. A gateway hangs for a long time,
 * the fallback fails as well, and then the gateway recovers and fails repeatedly.
 */
public final class ScrapedOutage implements AutoCloseable {
    static final List<Scene> SCENES = List.of(
            new Scene(HEALTHY, true, Duration.ofSeconds(4)),
            new Scene(HANGING, true, Duration.ofSeconds(6)),
            new Scene(ERRORS, false, Duration.ofSeconds(6)),
            new Scene(HEALTHY, true, Duration.ofSeconds(3)),
            new Scene(ERRORS, true, Duration.ofSeconds(1)),
            new Scene(HEALTHY, true, Duration.ofMillis(2500)),
            new Scene(ERRORS, true, Duration.ofSeconds(1)),
            new Scene(HEALTHY, true, Duration.ofMillis(4500)));

    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(25);
    private static final long PATIENCE_SECONDS = 60;

    /** How the gateway and the fallback are doing for so long. */
    record Scene(Gateway.Health health, boolean fallbackWorks, Duration length) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CountDownLatch scraped = new CountDownLatch(1);
    private final Gateway gateway = new Gateway();
    private final HttpServer metrics;
    private volatile boolean fallbackWorks = true;

    /** When each scene began. For the thread that runs them. */
    private final List<Instant> begun = new ArrayList<>();

    ScrapedOutage() throws IOException {
        metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/metrics", this::scrape);
        metrics.start();
    }

    /** Says where to scrape, and tells the story once. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (var outage = new ScrapedOutage()) {
            System.out.println("Scrape " + outage.address() + " within a minute");
            outage.run();
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + metrics.getAddress().getPort() + "/metrics");
    }

    /** Waits for the first scrape, then takes orders until the story is over. */
    void run() throws InterruptedException {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(Duration.ofMillis(500))
                .listener(BreakerMetrics.to(registry).eagerly())
                .build();
        PaymentService payments = Breakers.protect(PaymentService.class, gateway, config, this::queue);
        if (!scraped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody has scraped " + address());
        }

        int number = 0;
        for (Scene scene : SCENES) {
            begun.add(Instant.now());
            gateway.become(scene.health());
            fallbackWorks = scene.fallbackWorks();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < scene.length().toNanos()) {
                place(payments, "order-" + ++number);
                LockSupport.parkNanos(BETWEEN_ORDERS.toNanos());
            }
        }
    }

    /** When a scene began, which on a busy machine is later than the lengths of those before it say. */
    Instant begin(int scene) {
        return begun.get(scene);
    }

    private static void place(PaymentService payments, String order) {
        try {
            payments.charge(order);
        } catch (IOException lost) {
            // The customer of this story sees an error page, and the fallback's failure is counted.
        }
    }

    /** The fallback: a queue that is full for a while. */
    private String queue(String order) throws IOException {
        if (!fallbackWorks) {
            throw new IOException("the queue is full at " + order);
        }
        return "queued";
    }

    private void scrape(HttpExchange exchange) throws IOException {
        byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
        scraped.countDown();
    }

    @Override
    public void close() {
        metrics.stop(0);
    }
}
