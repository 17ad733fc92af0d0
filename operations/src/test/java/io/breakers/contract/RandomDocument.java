package io.breakers.contract;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.FallbackOn;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** A right document for {@link Charges} in random spellings, and, separately computed, what it means. */
final class RandomDocument {
    /** What a level says: the text by key, and the same as code. */
    private record Level(Map<String, String> text, List<BiConsumer<BreakerConfigBuilder, Wait>> code) {}

    /** The parts of a wait, which levels replace one by one. */
    private static final class Wait {
        Duration base = Duration.ofSeconds(60);
        double multiplier = 1;
        Duration cap = Duration.ofHours(1);
        double jitter;
        Duration forgetAfter = Duration.ZERO;
        boolean saysMultiplier;
        boolean saysCap;

        OpenWait build() {
            if (saysMultiplier && multiplier == 1 && !saysCap) {
                // it does not grow, so the cap of the code is without effect
                return OpenWait.fixed(base).jitter(jitter).forgetAfter(forgetAfter);
            }
            return OpenWait.exponential(base, multiplier, cap).jitter(jitter).forgetAfter(forgetAfter);
        }
    }

    /** What the code gives: a wait that has a cap, so that each key may be given alone. */
    static final BreakerConfig CODE =
            BreakerConfig.builder().openFor(new Wait().build()).build();

    private final Random random;
    private final Level defaults;
    private final Level service;
    private final Level ping;
    private final Level name;
    private final Level signature;

    RandomDocument(Random random) {
        this.random = random;
        this.defaults = level();
        this.service = level();
        this.ping = level();
        this.name = level();
        this.signature = level();
    }

    private boolean maybe() {
        return random.nextInt(4) == 0;
    }

    private Level level() {
        var level = new Level(new LinkedHashMap<>(), new ArrayList<>());
        if (maybe()) {
            rules(level);
        }
        if (maybe()) {
            Duration base = duration(60);
            say(level, "open-for", text(base), (builder, wait) -> wait.base = base);
        }
        if (maybe()) {
            int percent = 100 + random.nextInt(200);
            say(level, "open-for-multiplier", percent / 100 + "." + percent % 100 / 10, (builder, wait) -> {
                wait.multiplier = percent / 10 / 10.0;
                wait.saysMultiplier = true;
            });
        }
        if (maybe()) {
            Duration cap = duration(60).plusSeconds(60);
            say(level, "open-for-max", text(cap), (builder, wait) -> {
                wait.cap = cap;
                wait.saysCap = true;
            });
        }
        if (maybe()) {
            int percent = random.nextInt(100);
            say(level, "open-for-jitter", share(percent), (builder, wait) -> wait.jitter = percent / 100.0);
        }
        if (maybe()) {
            Duration forgotten = duration(60);
            say(level, "forget-after", text(forgotten), (builder, wait) -> wait.forgetAfter = forgotten);
        }
        if (maybe()) {
            int successes = 1 + random.nextInt(9);
            int of = successes + random.nextInt(3);
            level.text().put("success-threshold", "" + successes);
            say(level, "success-threshold-of", "" + of, (builder, wait) -> builder.successThreshold(successes, of));
        }
        if (maybe()) {
            int tenths = 10 + random.nextInt(40);
            say(
                    level,
                    "grow-probes",
                    tenths / 10 + "." + tenths % 10,
                    (builder, wait) -> builder.growProbes(tenths / 10.0));
        }
        if (maybe()) {
            int percent = random.nextInt(101);
            say(level, "enforce", share(percent), (builder, wait) -> builder.enforce(percent / 100.0));
        }
        if (maybe()) {
            boolean state = random.nextBoolean();
            Class<? extends Throwable> type = state ? IllegalStateException.class : InterruptedException.class;
            say(level, "ignore", type.getName(), (builder, wait) -> builder.ignore(type));
        }
        if (maybe()) {
            boolean state = random.nextBoolean();
            Class<? extends Throwable> type = state ? IllegalStateException.class : InterruptedException.class;
            say(
                    level,
                    "fail-on",
                    type.getName() + ", java.io.IOException",
                    (builder, wait) -> builder.failOnAll().failOn(type, IOException.class));
        }
        if (maybe()) {
            int probes = 1 + random.nextInt(10_000);
            say(level, "probes", "" + probes, (builder, wait) -> builder.probes(probes));
        }
        if (maybe()) {
            Duration lease = duration(600);
            say(level, "probe-lease", text(lease), (builder, wait) -> builder.probeLease(lease));
        }
        if (maybe()) {
            boolean flag = random.nextBoolean();
            say(level, "measure-time", "" + flag, (builder, wait) -> {
                if (flag) {
                    builder.measureTime();
                } else {
                    builder.measureTimeWhereNeeded();
                }
            });
        }
        if (maybe()) {
            boolean flag = random.nextBoolean();
            say(level, "fail-on-cancellation", flag ? "TRUE" : "false", (builder, wait) -> {
                if (flag) {
                    builder.failOnCancellation();
                } else {
                    builder.ignoreCancellation();
                }
            });
        }
        if (maybe()) {
            boolean only = random.nextBoolean();
            say(
                    level,
                    "fallback-on",
                    only ? "rejection" : "rejectionOrFailure",
                    (builder, wait) ->
                            builder.fallbackOn(only ? FallbackOn.REJECTION : FallbackOn.REJECTION_OR_FAILURE));
        }
        if (maybe()) {
            int limit = 1 + random.nextInt(Integer.MAX_VALUE);
            say(
                    level,
                    "max-concurrent-fallbacks",
                    "" + limit,
                    (builder, wait) -> builder.maxConcurrentFallbacks(limit));
        }
        return level;
    }

    private static void say(Level level, String key, String text, BiConsumer<BreakerConfigBuilder, Wait> code) {
        level.text().put(key, text);
        level.code().add(code);
    }

    private void rules(Level level) {
        var rules = new ArrayList<TripRule>();
        Map<String, String> text = level.text();
        if (random.nextBoolean()) {
            int failures = 1 + random.nextInt(20);
            text.put("failure-threshold", "" + failures);
            rules.add(TripRule.consecutiveFailures(failures));
        }
        if (random.nextBoolean()) {
            Duration within = duration(60);
            text.put("failures", "3");
            text.put("failures-within", text(within));
            rules.add(TripRule.failures(3, within));
        }
        if (random.nextBoolean() || rules.isEmpty()) {
            Window window = window(text);
            int percent = 1 + random.nextInt(100);
            int minimum = 1 + random.nextInt(50);
            text.put("minimum-calls", "" + minimum);
            if (random.nextBoolean()) {
                text.put("failure-rate", share(percent));
                rules.add(TripRule.failureRate(percent / 100.0, window).minimumCalls(minimum));
            } else {
                Duration slower = duration(10);
                boolean bad = random.nextBoolean();
                text.put(bad ? "bad-call-rate" : "slow-call-rate", share(percent));
                text.put("slower-than", text(slower));
                rules.add((bad
                                ? TripRule.badCallRate(percent / 100.0, slower, window)
                                : TripRule.slowCallRate(percent / 100.0, slower, window))
                        .minimumCalls(minimum));
            }
        }
        level.code().add((builder, wait) -> builder.rules(rules.toArray(new TripRule[0])));
    }

    private Window window(Map<String, String> text) {
        if (random.nextBoolean()) {
            Duration duration = duration(60);
            text.put("window-duration", text(duration));
            return Window.ofDuration(duration);
        }
        if (random.nextBoolean()) {
            int calls = 50 + random.nextInt(1_000);
            text.put("window-calls", "" + calls);
            return Window.ofCalls(calls);
        }
        return Window.ofCalls(100);
    }

    private Duration duration(int seconds) {
        return Duration.ofMillis(1 + random.nextInt(seconds * 1_000 - 1));
    }

    private String text(Duration duration) {
        long millis = duration.toMillis();
        return switch (random.nextInt(4)) {
            case 0 -> duration.toString();
            case 1 -> millis + "ms";
            case 2 -> millis / 60_000 + "m" + millis / 1_000 % 60 + "s" + millis % 1_000 + "ms";
            default -> millis * 1_000 + "us";
        };
    }

    private String share(int percent) {
        return random.nextBoolean() ? percent + "%" : percent == 100 ? "1" : "0." + (percent < 10 ? "0" : "") + percent;
    }

    /** The document by flat keys. */
    Map<String, String> flat() {
        var flat = new LinkedHashMap<String, String>();
        put(flat, spelled("defaults"), defaults);
        String charges = spelled("services") + (random.nextBoolean() ? ".Charges." : "[Charges].");
        put(flat, charges.substring(0, charges.length() - 1), service);
        String methods = charges + spelled("methods") + ".";
        put(flat, methods + spelled("ping"), ping);
        put(flat, methods + "charge", name);
        String[] signatures = {"charge(String,long)", "[charge(java.lang.String,long)]", "chargestringlong"};
        put(flat, methods + signatures[random.nextInt(signatures.length)], signature);
        return flat;
    }

    private void put(Map<String, String> flat, String path, Level level) {
        level.text().forEach((key, text) -> flat.put(path + "." + spelled(key), text));
    }

    private String spelled(String words) {
        return switch (random.nextInt(4)) {
            case 0 -> words.replace('-', '_');
            case 1 -> words.toUpperCase(Locale.ROOT);
            case 2 -> {
                String[] parts = words.split("-", -1);
                var camel = new StringBuilder(parts[0]);
                for (int i = 1; i < parts.length; i++) {
                    camel.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT))
                            .append(parts[i].substring(1));
                }
                yield camel.toString();
            }
            default -> words;
        };
    }

    /** The same as code, for each breaker of {@link Charges} by its method. */
    BreakerConfig meaning(String method) {
        List<Level> levels = switch (method) {
            case "ping" -> List.of(defaults, service, ping);
            case "charge(String)" -> List.of(defaults, service, name);
            case "charge(String,long)" -> List.of(defaults, service, name, signature);
            default -> List.of(defaults, service);
        };
        BreakerConfigBuilder builder = CODE.toBuilder();
        var wait = new Wait();
        levels.forEach(level -> level.code().forEach(code -> code.accept(builder, wait)));
        return builder.openFor(wait.build()).build();
    }
}
