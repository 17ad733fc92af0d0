package io.breakers.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of everything that can be done to a breaker, against the oracle (S1–S28, S42, S43).
 *
 * <p>{@code -Dbreakers.sequences=1000000} makes it longer, {@code -Dbreakers.seed=42} repeats it, {@code
 * -Dbreakers.replay="42: ACQUIRE; END 0 FAILURE"} takes one sequence.
 */
class ReferenceTest {
    private static final int SEQUENCES = Integer.getInteger("breakers.sequences", 20_000);
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());

    @Test
    void theEngineDoesWhatTheRulesSay() {
        System.out.println(SEQUENCES + " sequences from -Dbreakers.seed=" + SEED);
        String replay = System.getProperty("breakers.replay");
        if (replay != null) {
            assertThat(Duel.difference(Sequence.parse(replay), ReferenceBreaker::new))
                    .isNull();
            return;
        }
        for (long seed = SEED; seed != SEED + SEQUENCES; seed++) {
            Sequence sequence = Sequence.random(seed);
            if (Duel.difference(sequence, ReferenceBreaker::new) != null) {
                Sequence shortest =
                        sequence.shortest(shorter -> Duel.difference(shorter, ReferenceBreaker::new) != null);
                fail("%s%n  with %s%n  by -Dbreakers.replay=\"%s\""
                        .formatted(Duel.difference(shortest, ReferenceBreaker::new), shortest.setup(), shortest));
            }
        }
    }

    @Test
    void aSequenceIsReadAsItWasWritten() {
        Sequence sequence = Sequence.random(SEED);

        assertThat(Sequence.parse(sequence.toString()).steps()).isEqualTo(sequence.steps());
        assertThat(Sequence.parse(sequence.toString()).setup())
                .hasToString(sequence.setup().toString());
    }
}
