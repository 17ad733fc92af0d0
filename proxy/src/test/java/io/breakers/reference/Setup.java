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
 * A random configuration, and the circumstances of a sequence. Small, so that everything in it is reached by a few
 * dozen steps. Many times are multiples of 20 units, so that steps meet the twentieths of windows; the others are such
 * as have to be rounded (S12, S14).
 *
 * @param start what the ticker reads at first
 * @param looks whether the state is read after each step: that ends overdue probes, and so hides what a sequence
 *     without it finds
 * @param heard whether there is a listener: of a breaker that nobody hears, proxies ask less
 * @param times the lengths of time that matter
 * @param others configurations to which it may be changed; none where that is not possible
 */
record Setup(
        BreakerConfig config,
        long start,
        long unit,
        boolean looks,
        boolean heard,
        boolean listenerWantsTime,
        List<Long> times,
        List<BreakerConfig> others) {
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
        threshold(random, config);
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
        boolean looks = random.nextBoolean();
        boolean heard = random.nextBoolean();
        boolean listenerWantsTime = random.nextInt(4) == 0;
        BreakerConfig first = config.build();
        var others = new ArrayList<BreakerConfig>();
        for (int other = random.nextInt(4); other > 0; other--) {
            others.add(other(random, first, unit, times));
        }
        if (!others.isEmpty()) {
            others.add(first);
        }
        return new Setup(first, start, unit, looks, heard, listenerWantsTime, times, others);
    }

    private static void threshold(SplittableRandom random, BreakerConfigBuilder config) {
        int successes = random.nextInt(1, 4);
        config.successThreshold(successes, random.nextBoolean() ? successes : random.nextInt(successes, 7));
    }

    /** Mostly rules that look at the same calls, with other limits, in another order, beside others. */
    private static BreakerConfig other(SplittableRandom random, BreakerConfig first, long unit, List<Long> times) {
        var rules = new ArrayList<TripRule>();
        for (TripRule rule : first.rules()) {
            if (random.nextInt(4) != 0) {
                rules.add(random.nextInt(rules.size() + 1), random.nextInt(3) == 0 ? rule : limited(random, rule));
            }
        }
        if (rules.isEmpty() || random.nextInt(3) == 0) {
            rules.add(random.nextInt(rules.size() + 1), rule(random, unit, times));
        }
        BreakerConfigBuilder config = first.toBuilder().rules(rules.toArray(TripRule[]::new));
        if (random.nextBoolean()) {
            threshold(random, config.openFor(openWait(random, unit, times)));
        }
        if (random.nextInt(3) == 0) {
            config.enforce(SHARES[random.nextInt(SHARES.length)]);
        }
        if (random.nextInt(3) == 0) {
            config.growProbes(random.nextBoolean() ? 1 : FACTORS[random.nextInt(FACTORS.length)]);
        }
        if (random.nextInt(3) == 0) {
            config.probes(random.nextInt(1, 5)).probeLease(time(random, unit, times));
        }
        if (random.nextInt(3) == 0) {
            classify(random, config);
        }
        return config.build();
    }

    @SuppressWarnings("unchecked") // there are no arrays of generic types
    private static TripRule limited(SplittableRandom random, TripRule rule) {
        var types = (Class<? extends Throwable>[]) rule.types().toArray(new Class<?>[0]);
        if (rule instanceof TripRule.ConsecutiveFailures) {
            var row = TripRule.consecutiveFailures(random.nextInt(1, 5));
            return types.length == 0 ? row : row.of(types);
        }
        if (rule instanceof TripRule.FailuresWithin within) {
            var other = TripRule.failures(random.nextInt(1, 6), within.within());
            return types.length == 0 ? other : other.of(types);
        }
        var rate = (TripRule.Rate) rule;
        double share = RATES[random.nextInt(RATES.length)];
        Window window = rate.window().duration() == null ? Window.ofCalls(random.nextInt(1, 17)) : rate.window();
        TripRule.Rate other;
        if (!rate.countsFailures()) {
            other = TripRule.slowCallRate(share, rate.slowerThan(), window);
        } else if (rate.slowerThan() != null) {
            other = TripRule.badCallRate(share, rate.slowerThan(), window);
        } else {
            other = TripRule.failureRate(share, window);
        }
        return withMinimum(random, types.length == 0 ? other : other.of(types));
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

    @Override
    public String toString() {
        return config + "; a probe's lease is " + config.probeLease() + ", the ticker starts at " + start
                + (looks ? ", somebody looks after each step" : "")
                + (heard ? "" : ", nobody hears");
    }
}
