package io.breakers.simulation;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What can be set of a simulated breaker, and what the rules make of it. */
record Setting(List<TripRule> rules, Duration openFor, int needed, int of, int probes, String factor, String enforced) {
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final TripRule SLOW = slowIn(60);
    private static final List<List<TripRule>> RULES = List.of(
            List.of(failingOf(20), SLOW),
            List.of(failingOf(20)),
            List.of(failingOf(50), slowIn(30)),
            List.of(SLOW, TripRule.consecutiveFailures(5)));

    static final Setting FIRST = new Setting(RULES.get(0), Duration.ofSeconds(10), 3, 3, 3, "1", "1");

    private static TripRule failingOf(int calls) {
        return TripRule.failureRate(0.5, Window.ofCalls(calls)).minimumCalls(5);
    }

    private static TripRule slowIn(int seconds) {
        return TripRule.slowCallRate(0.8, Duration.ofSeconds(2), Window.ofDuration(Duration.ofSeconds(seconds)));
    }

    /** Any; each part stays often, so that some change alone. */
    Setting changed(Random random) {
        int n = random.nextBoolean() ? of : 1 + random.nextInt(8);
        return new Setting(
                random.nextBoolean() ? rules : RULES.get(random.nextInt(RULES.size())),
                random.nextBoolean() ? openFor : Duration.ofSeconds(1 + random.nextInt((int) LONGEST_WAIT.toSeconds())),
                n == of ? needed : 1 + random.nextInt(n),
                n,
                n == of ? probes : 1 + random.nextInt(n),
                random.nextBoolean() ? factor : List.of("1", "1.5", "2").get(random.nextInt(3)),
                random.nextBoolean()
                        ? enforced
                        : List.of("0", "0.3", "0.5", "1").get(random.nextInt(4)));
    }

    BreakerConfig of(BreakerConfig before) {
        return before.toBuilder()
                .rules(rules.toArray(TripRule[]::new))
                .openFor(openFor)
                .successThreshold(needed, of)
                .probes(probes)
                .growProbes(Double.parseDouble(factor))
                .enforce(Double.parseDouble(enforced))
                .build();
    }

    /** S51: how many probes may be in flight after so many successes. */
    int slotsAfter(int successes) {
        int slots = probes;
        int left = successes;
        while (left >= slots && slots < of) {
            left -= slots;
            int grown = new BigDecimal(slots)
                    .multiply(new BigDecimal(factor))
                    .setScale(0, RoundingMode.CEILING)
                    .intValueExact();
            if (grown == slots) {
                return slots;
            }
            slots = grown;
        }
        return Math.min(slots, of);
    }

    /** S49: how many of so many rejections that are due are carried out. */
    int carriedOutOf(int due) {
        return new BigDecimal(due).multiply(new BigDecimal(enforced)).intValue();
    }
}
