package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.FailedResultException;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A random configuration, and the circumstances of a sequence. Small, so that everything in it is reached by a few dozen steps. Many times are multiples of 20 units, so that
 * steps meet the twentieths of windows; the others are such as have to be rounded (S12, S14).
 *
 * @param start what the ticker reads at first
 * @param looks whether the state is read after each step: that ends overdue probes, and so hides what a sequence without it finds
 * @param heard whether there is a listener: of a breaker that nobody hears, proxies ask less
 * @param times the lengths of time that matter
 */
record Setup(
        BreakerConfig config,
        long start,
        long unit,
        boolean looks,
        boolean heard,
        boolean listenerWantsTime,
        List<Long> times) {
    private static final double[] RATES = {0.07, 0.1, 0.2, 0.3, 1 / 3.0, 0.5, 0.6, 0.7, 0.9, 1};
    private static final double[] SHARES = {1, 1, 1, 1, 1, 0, 0.5, 0.25, 0.7, 1 / 3.0};
    private static final double[] FACTORS = {1.1, 1.5, 2, 3};
    private static final List<Class<? extends Throwable>> TYPES =
            List.of(IOException.class, Ending.Busy.class, RuntimeException.class, FailedResultException.class);
    private static final double[] MULTIPLIERS = {1, 1.1, 1.5, 1.7, 2, 3};
    private static final long[] UNITS = {1, 1, 1, 1_000, 1_000_000_000, 1_000_000_000_000L};

    /** Jitter that is always the same, so that it can be known. */
    private record Always(double number) implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only doubles are asked for");
        }

        @Override
        public double nextDouble() {
            return number;
        }
    }

    static Setup random(SplittableRandom random) {
        long unit = UNITS[random.nextInt(UNITS.length)];
        var times = new ArrayList<Long>();
        BreakerConfigBuilder config = BreakerConfig.builder();
        if (random.nextInt(3) == 0) {
            config.failureThreshold(random.nextInt(1, 5));
        }
        for (int rules = random.nextInt(4); rules > 0; rules--) {
            config.tripWhen(rule(random, unit, times));
        }
        config.openFor(openWait(random, unit, times)).enforce(SHARES[random.nextInt(SHARES.length)]);
        int successes = random.nextInt(1, 4);
        config.successThreshold(successes, random.nextBoolean() ? successes : random.nextInt(successes, 7));
        if (random.nextBoolean()) {
            config.probes(random.nextInt(1, 5));
        }
        if (random.nextInt(3) == 0) {
            config.growProbes(FACTORS[random.nextInt(FACTORS.length)]);
        }
        if (random.nextInt(3) != 0) {
            config.probeLease(time(random, unit, times));
        } else {
            times.add(Duration.ofSeconds(30).toNanos());
        }
        classify(random, config);
        long start = switch (random.nextInt(3)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(200) * unit;
            case 1 -> -random.nextInt(200) * unit;
            default -> random.nextLong();
        };
        return new Setup(
                config.build(), start, unit, random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0, times);
    }

    private static TripRule rule(SplittableRandom random, long unit, List<Long> times) {
        double rate = RATES[random.nextInt(RATES.length)];
        return switch (random.nextInt(8)) {
            case 0, 1 -> {
                var row = TripRule.consecutiveFailures(random.nextInt(1, 5));
                yield random.nextBoolean() ? row.of(types(random)) : row;
            }
            case 2, 3 -> {
                var within = TripRule.failures(random.nextInt(1, 4), time(random, unit, times));
                yield random.nextInt(3) == 0 ? within.of(types(random)) : within;
            }
            case 4, 5 -> {
                var failed = TripRule.failureRate(rate, window(random, unit, times));
                yield withMinimum(random, random.nextInt(3) == 0 ? failed.of(types(random)) : failed);
            }
            case 6 ->
                withMinimum(
                        random, TripRule.slowCallRate(rate, time(random, unit, times), window(random, unit, times)));
            default -> {
                var bad = TripRule.badCallRate(rate, time(random, unit, times), window(random, unit, times));
                yield withMinimum(random, random.nextInt(3) == 0 ? bad.of(types(random)) : bad);
            }
        };
    }

    @SuppressWarnings("unchecked") // there are no arrays of generic types
    private static Class<? extends Throwable>[] types(SplittableRandom random) {
        var types = new Class<?>[random.nextInt(1, 3)];
        for (int type = 0; type < types.length; type++) {
            types[type] = TYPES.get(random.nextInt(TYPES.size()));
        }
        return (Class<? extends Throwable>[]) types;
    }

    private static Window window(SplittableRandom random, long unit, List<Long> times) {
        return random.nextBoolean()
                ? Window.ofCalls(random.nextInt(1, 9))
                : Window.ofDuration(time(random, unit, times));
    }

    private static TripRule withMinimum(SplittableRandom random, TripRule.Rate rule) {
        int most = rule.window().duration() == null ? rule.window().calls() : 6;
        return random.nextInt(4) == 0 ? rule : rule.minimumCalls(random.nextInt(1, most + 1));
    }

    private static OpenWait openWait(SplittableRandom random, long unit, List<Long> times) {
        Duration base = time(random, unit, times);
        OpenWait wait = random.nextBoolean()
                ? OpenWait.fixed(base)
                : OpenWait.exponential(
                        base,
                        MULTIPLIERS[random.nextInt(MULTIPLIERS.length)],
                        base.multipliedBy(random.nextInt(1, 12)));
        if (random.nextInt(3) == 0) {
            wait = wait.forgetAfter(time(random, unit, times));
        }
        if (random.nextInt(3) == 0) {
            wait = wait.jitter(0.5, new Always(random.nextInt(4) / 4.0));
        }
        return random.nextInt(3) == 0 ? wait.fromFailure(Ending.Busy::retryAfter) : wait;
    }

    private static void classify(SplittableRandom random, BreakerConfigBuilder config) {
        if (random.nextInt(3) != 0) {
            config.ignore(IllegalStateException.class);
        }
        if (random.nextInt(4) == 0) {
            config.failWhen(thrown -> !(thrown instanceof IllegalArgumentException));
        }
        if (random.nextInt(3) == 0) {
            config.failOnResult("bad"::equals);
        }
        if (random.nextInt(4) == 0) {
            config.ignoreResult("cached"::equals);
        }
        if (random.nextInt(5) == 0) {
            config.failOnCancellation();
        }
        if (random.nextInt(4) == 0) {
            config.measureTime();
        }
    }

    private static Duration time(SplittableRandom random, long unit, List<Long> times) {
        boolean odd = random.nextInt(3) == 0;
        long nanos = odd ? unit * random.nextInt(20, 201) + random.nextInt(20) : 20 * unit * random.nextInt(1, 11);
        times.add(nanos);
        return Duration.ofNanos(nanos);
    }

    /** Whether elapsed time is measured (S43). */
    boolean timed() {
        return (heard && listenerWantsTime)
                || config.measuresTime()
                || config.rules().stream()
                        .anyMatch(rule -> rule instanceof TripRule.Rate rate && rate.slowerThan() != null);
    }

    @Override
    public String toString() {
        return config + "; a probe's lease is " + config.probeLease() + ", the ticker starts at " + start
                + (looks ? ", somebody looks after each step" : "")
                + (heard ? "" : ", nobody hears");
    }
}
