package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Scrapes of the meters of a thousand breakers, per breaker. */
public class Scrapes extends PerCall {
    private static final int BREAKERS = 1_000;
    private static final int CALLS = 5;

    /** Whose breakers. */
    public enum Library {
        OURS(31) {
            @Override
            List<Runnable> calls(MeterRegistry registry) {
                BreakerConfig config = Rule.FAILURE_RATE
                        .config()
                        .listener(BreakerMetrics.to(registry))
                        .build();
                List<Runnable> calls = new ArrayList<>();
                for (int i = 0; i < BREAKERS; i++) {
                    Breaker breaker = Breakers.breaker("payments " + i, config);
                    calls.add(() -> breaker.run(() -> {}));
                }
                return calls;
            }
        },

        RESILIENCE4J(22) {
            @Override
            List<Runnable> calls(MeterRegistry registry) {
                CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
                TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
                List<Runnable> calls = new ArrayList<>();
                for (int i = 0; i < BREAKERS; i++) {
                    CircuitBreaker breaker = breakers.circuitBreaker("payments " + i);
                    calls.add(() -> breaker.executeRunnable(() -> {}));
                }
                return calls;
            }
        };

        /** How many numbers a scrape shows of each breaker: a timer is two or three of them. */
        final int numbers;

        Library(int numbers) {
            this.numbers = numbers;
        }

        /** Makes breakers with meters, and returns a call through each. */
        abstract List<Runnable> calls(MeterRegistry registry);
    }

    @Param
    Library library;

    /** How many threads have used each breaker, and are still alive. */
    @Param({"1", "200"})
    int users;

    private final SimpleMeterRegistry simple = new SimpleMeterRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CountDownLatch over = new CountDownLatch(1);

    @Setup
    public void use() throws InterruptedException {
        List<Runnable> calls = new ArrayList<>(library.calls(simple));
        calls.addAll(library.calls(prometheus));
        var used = new CountDownLatch(users);
        for (int i = 0; i < users; i++) {
            var user = new Thread(() -> {
                for (int call = 0; call < CALLS; call++) {
                    calls.forEach(Runnable::run);
                }
                used.countDown();
                awaitTheEnd();
            });
            user.setDaemon(true);
            user.start();
        }
        used.await();
        check(simple);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(MeterRegistry registry) {
        long shown = registry.getMeters().stream()
                .mapToLong(meter -> StreamSupport.stream(meter.measure().spliterator(), false)
                        .count())
                .sum();
        if (shown != (long) BREAKERS * library.numbers) {
            throw new IllegalStateException(shown + " numbers of " + BREAKERS + " breakers");
        }
    }

    @TearDown
    public void end() {
        over.countDown();
    }

    @Benchmark
    @OperationsPerInvocation(BREAKERS)
    public double simple() {
        double sum = 0;
        for (Meter meter : simple.getMeters()) {
            for (Measurement measurement : meter.measure()) {
                sum += measurement.getValue();
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BREAKERS)
    public String prometheus() {
        return prometheus.scrape();
    }
}
