package io.breakers.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That {@link ReferenceTest} can fail: each rule got wrong is found out, by as many sequences as it takes, and told by
 * steps of which none can go.
 */
class DistortionsTest {
    private static final int SEQUENCES = 400_000;
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());

    private static Sequence firstToTell(Distortion distortion) {
        for (long seed = SEED; seed != SEED + SEQUENCES; seed++) {
            Sequence sequence = Sequence.random(seed);
            if (Duel.difference(sequence, distortion) != null) {
                return sequence;
            }
        }
        throw new AssertionError(distortion + " is missed by " + SEQUENCES + " sequences from -Dbreakers.seed=" + SEED);
    }

    @ParameterizedTest
    @EnumSource
    void aDistortedRuleIsFoundOut(Distortion distortion) {
        Sequence shortest = firstToTell(distortion).shortest(shorter -> Duel.difference(shorter, distortion) != null);

        assertThat(shortest.steps()).isNotEmpty();
        for (int left = 0; left < shortest.steps().size(); left++) {
            var fewer = new ArrayList<>(shortest.steps());
            fewer.remove(left);
            var shorter = new Sequence(shortest.seed(), shortest.setup(), fewer);
            assertThat(Duel.difference(shorter, distortion))
                    .as("%s without step %s", shortest, left + 1)
                    .isNull();
        }
    }
}
