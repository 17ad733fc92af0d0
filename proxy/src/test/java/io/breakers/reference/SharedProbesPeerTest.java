package io.breakers.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import io.breakers.reference.ReferenceBreaker.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * S50 against Resilience4j, which judges HALF_OPEN by a share too: it lets n probes in, and when all have ended it
 * opens if the share of failures reaches the rate. By {@code successThreshold(m, n)} with as many failures allowed as
 * stay below that rate, the verdict on the same probes is the same; ours comes as soon as it is certain.
 */
class SharedProbesPeerTest {
    private static final int RUNS = 5_000;
    private static final double[] RATES = {0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 1};
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());

    /** Two breakers whose wait has just ended. */
    private static final class Pair {
        private final int probes;
        private final TestedBreaker ours;
        private final Resilience4jPeer theirs;
        private long passed;

        Pair(double rate, int probes) {
            int tooMany = BigDecimal.valueOf(rate)
                    .multiply(BigDecimal.valueOf(probes))
                    .setScale(0, RoundingMode.CEILING)
                    .intValue();
            this.probes = probes;
            BreakerConfig config = BreakerConfig.builder()
                    .tripWhen(TripRule.failureRate(rate, Window.ofCalls(probes)))
                    .openFor(WAIT)
                    .successThreshold(probes - tooMany + 1, probes)
                    .build();
            this.ours =
                    TestedBreaker.with(settings -> settings.rules(config.rules().get(0))
                            .openFor(WAIT)
                            .successThreshold(config.successThreshold(), probes));
            this.theirs = new Resilience4jPeer(config, () -> passed);
            for (int call = 0; call < probes; call++) {
                assertThat(theirs.acquire()).isTrue();
                theirs.end(Outcome.FAILURE, 0);
                ours.fail();
            }
            // More than the wait: a habit of theirs.
            passed += WAIT.toNanos() + 1;
            ours.advance(WAIT);
        }

        /** Ends all probes, each on both sides alike, in a random order. */
        void probe(SplittableRandom random, double failures) {
            Deque<Pending> begun = new ArrayDeque<>();
            int left = probes;
            while (begun.size() < probes) {
                assertThat(theirs.acquire()).isTrue();
                begun.add(ours.begin());
            }
            while (left > 0) {
                Pending call = begun.pop();
                if (random.nextInt(8) == 0) {
                    theirs.end(Outcome.CANCELLED, 0);
                    call.interrupt();
                    assertThat(theirs.acquire()).isTrue();
                    // If the verdict is there already, none is needed any more.
                    begun.add(ours.state() == BreakerState.HALF_OPEN ? ours.begin() : call);
                } else if (random.nextDouble() < failures) {
                    theirs.end(Outcome.FAILURE, 0);
                    call.fail();
                    left--;
                } else {
                    theirs.end(Outcome.SUCCESS, 0);
                    call.succeed();
                    left--;
                }
            }
        }
    }

    @Test
    void s50_theVerdictOnTheSameProbesIsTheSame() {
        for (long seed = SEED; seed != SEED + RUNS; seed++) {
            var random = new SplittableRandom(seed);
            double rate = RATES[random.nextInt(RATES.length)];
            int probes = random.nextInt(1, 13);
            var pair = new Pair(rate, probes);
            pair.probe(random, random.nextDouble());

            assertThat(pair.ours.state())
                    .as("%s probes at a rate of %s, -Dbreakers.seed=%s", probes, rate, seed)
                    .isEqualTo(pair.theirs.state())
                    .isNotEqualTo(BreakerState.HALF_OPEN);
        }
    }
}
