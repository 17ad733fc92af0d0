package io.breakers.instances;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.fleet.Fleet;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The program of one instance: its threads call all the time and count by themselves. It prints each transition with
 * the time, which is the same clock for all processes, and at its end both counts.
 */
final class Instance {
    static final String BREAKER = "Stock.find";
    static final String GROUP = "shop";

    private static final int THREADS = 2;
    private static final int CALLS_AT_ONCE = 20;
    private static final long REST_NANOS = 2_000_000;

    private final BreakerRegistry registry = BreakerRegistry.builder()
            .config(BreakerConfig.builder()
                    .rules(TripRule.consecutiveFailures(1_000_000))
                    .build())
            .listener(breaker -> new Teller())
            .quiet()
            .build();
    private final Breaker breaker = registry.breaker(BREAKER);
    private volatile boolean isOver;

    private record Teller() implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            System.out.println("moved " + System.nanoTime() + " " + transition.to() + " " + transition.reason());
        }
    }

    /** What one thread has seen of its own calls. */
    private static final class Load {
        private long succeeded;
        private long failed;
        private long rejected;

        void call(Breaker breaker) {
            boolean fails = (succeeded + failed) % 100 == 99;
            try {
                breaker.run(() -> {
                    if (fails) {
                        throw new IllegalStateException("down");
                    }
                });
                succeeded++;
            } catch (CallRejectedException stopped) {
                rejected++;
            } catch (IllegalStateException down) {
                failed++;
            }
        }
    }

    private Instance() {}

    /** Runs until its input ends; the argument is the address of Redis. */
    public static void main(String[] args) throws Exception {
        new Instance().run(args[0]);
    }

    private void run(String redis) throws IOException, InterruptedException {
        var loads = new ArrayList<Load>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            var load = new Load();
            loads.add(load);
            var thread = new Thread(() -> keepCalling(load), "load-" + i);
            threads.add(thread);
            thread.start();
        }
        try (Fleet fleet = Fleet.of(registry, RedisFleet.at(redis).group(GROUP)).join()) {
            var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(line + " " + (line.equals("connected") ? fleet.connected() : breaker.state()));
            }
        }
        isOver = true;
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("counted " + counted(loads));
        System.out.println("had " + had(breaker.stats()));
    }

    private void keepCalling(Load load) {
        while (!isOver) {
            for (int i = 0; i < CALLS_AT_ONCE; i++) {
                load.call(breaker);
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private static String had(BreakerStats stats) {
        return stats.successes() + " " + stats.failures() + " " + stats.rejected() + " " + stats.inFlight();
    }

    private static String counted(List<Load> loads) {
        long succeeded = loads.stream().mapToLong(load -> load.succeeded).sum();
        long failed = loads.stream().mapToLong(load -> load.failed).sum();
        long rejected = loads.stream().mapToLong(load -> load.rejected).sum();
        return succeeded + " " + failed + " " + rejected + " 0";
    }
}
