package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.rules.RateWindow.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** S46: a window of calls whose limits are changed, again and again, against a list of the calls that it holds. */
class ChangedCallWindowTest {
    private static TripRule.Rate rule(double rate, int size, int minimum) {
        return TripRule.failureRate(rate, Window.ofCalls(size)).minimumCalls(minimum);
    }

    private static CallWindow window(TripRule.Rate rule) {
        return new CallWindow(
                rule.window().calls(), rule.minimumCalls(), new RateThreshold(rule.rate()), new LongAdder());
    }

    private static CallWindow changed(CallWindow window, TripRule.Rate rule) {
        var changed = (CallWindow) Objects.requireNonNull(window.as(rule));
        window.retire();
        return changed;
    }

    private static void good(RateWindow window, int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(window.good(0)).as("good call %d", call).isNull();
        }
    }

    /** What a rule says of the calls that it holds. */
    private static final class Recount {
        private final List<Boolean> held = new ArrayList<>();
        private TripRule.Rate rule;

        /** Whether the next good call may fire, with enough calls: none has since the limits are these. */
        private boolean unjudged = true;

        Recount(TripRule.Rate rule) {
            this.rule = rule;
        }

        void change(TripRule.Rate other) {
            rule = other;
            unjudged = true;
            shrink();
        }

        boolean firesAt(boolean bad) {
            held.add(bad);
            shrink();
            boolean judges = held.size() >= rule.minimumCalls() && (bad || unjudged);
            // A bad call judges what it has changed, and the next good one what is left of that: nothing is.
            return judges
                    && new RateThreshold(rule.rate()).isReachedBy(content().bad(), held.size());
        }

        void goodCame() {
            unjudged &= held.size() < rule.minimumCalls();
        }

        Content content() {
            return new Content(held.stream().filter(bad -> bad).count(), held.size());
        }

        private void shrink() {
            while (held.size() > rule.window().calls()) {
                held.remove(0);
            }
        }
    }

    private static TripRule.Rate random(Random random) {
        int size = 1 + random.nextInt(12);
        return rule((1 + random.nextInt(100)) / 100d, size, 1 + random.nextInt(size));
    }

    @Test
    void holdsAndSaysWhatAListOfItsCallsDoesHoweverItsLimitsAreChanged() {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            TripRule.Rate rule = random(random);
            CallWindow window = window(rule);
            var recount = new Recount(rule);
            double failing = random.nextDouble() * random.nextDouble();
            double changing = random.nextDouble() * 0.2;
            Content fired = null;
            for (int call = 0; call < 150 && fired == null; call++) {
                if (random.nextDouble() < changing) {
                    rule = random(random);
                    window = changed(window, rule);
                    recount.change(rule);
                }
                String where = "seed " + seed + ", round " + round + ", call " + call + ", " + rule;
                assertThat(window.content(0)).as(where).isEqualTo(recount.content());
                boolean bad = random.nextDouble() < failing;
                fired = bad ? window.bad(0) : window.good(0);
                Content expected = recount.firesAt(bad) ? recount.content() : null;
                if (!bad) {
                    recount.goodCame();
                }
                assertThat(fired).as(where).isEqualTo(expected);
                assertThat(window.content(0)).as(where).isEqualTo(recount.content());
            }
        }
    }
}
