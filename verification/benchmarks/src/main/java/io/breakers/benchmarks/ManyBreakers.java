package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.HealthReport;
import io.breakers.operations.RunningConsole;
import io.breakers.operations.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What is done to all breakers of a registry at once, or asked of them. Each has been called; one in ten is open. */
public class ManyBreakers extends PerCall {
    private static final int CALLS = 5;

    @Param({"1000", "10000"})
    int breakers;

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BreakerRegistry registry = BreakerRegistry.builder()
            .listener(BreakerMetrics.to(meters))
            .quiet()
            .build();
    private final BreakerHealth health = BreakerHealth.of(registry).critical("b0");
    private final RunningConsole console = BreakerConsole.of(registry).start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI list = console.uri().resolve("/api/breakers");
    private Settings next = Settings.of(Map.of("defaults.open-for", "10s"));
    private Settings last = Settings.of(Map.of("defaults.open-for", "20s", "defaults.failure-rate", "50%"));

    @Setup
    public void make() {
        for (int i = 0; i < breakers; i++) {
            Breaker breaker = registry.breaker("b" + i);
            for (int call = 0; call < CALLS; call++) {
                breaker.run(() -> {});
            }
            if (i % 10 == 9) {
                breaker.forceOpen("maintenance");
            }
        }
    }

    @TearDown(Level.Iteration)
    public void areAsTheyWere() {
        check(registry.breaker("b0").state(), BreakerState.CLOSED);
        check(registry.breaker("b9").state(), BreakerState.FORCED_OPEN);
    }

    @TearDown
    public void end() {
        console.close();
        registry.close();
    }

    /** One document, which changes the wait and the rules of all. */
    @Benchmark
    public Settings apply() {
        Settings applied = next;
        registry.apply(applied);
        next = last;
        last = applied;
        return applied;
    }

    /** The list of the console, over HTTP. */
    @Benchmark
    public int list() throws IOException, InterruptedException {
        int bytes = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofByteArray())
                .body()
                .length;
        check(bytes > breakers * 100, true);
        return bytes;
    }

    @Benchmark
    public HealthReport health() {
        return health.report();
    }

    @Benchmark
    public String snapshot() {
        return registry.snapshot().toString();
    }

    @Benchmark
    public String scrape() {
        return meters.scrape();
    }
}
