package io.breakers.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.breakers.api.BreakerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other libraries against our rules, on what they share. The oracle, which does what the engine does, takes on the
 * peer's habits that {@code disagreements.csv} lists: then the two must agree on everything, so there is no
 * disagreement that is not listed; and they must differ as soon as it drops one of them, so none is listed that is not
 * there.
 */
class PeersTest {
    private static final int SEQUENCES = Math.max(20_000, Integer.getInteger("breakers.sequences", 0));
    private static final long SEED =
            Long.getLong("breakers.seed", ThreadLocalRandom.current().nextLong());
    private static final List<Row> TABLE = read();

    /** A line of the table. */
    record Row(Library library, Habit habit, String rule, String theirs, String ours) {}

    enum Library {
        RESILIENCE4J(Resilience4jPeer::setup) {
            @Override
            Peer create(BreakerConfig config, LongSupplier nanos) {
                return new Resilience4jPeer(config, nanos);
            }
        },
        FAILSAFE(FailsafePeer::setup) {
            @Override
            Peer create(BreakerConfig config, LongSupplier nanos) {
                return new FailsafePeer(config, nanos);
            }
        };

        private final Function<SplittableRandom, Setup> setups;

        Library(Function<SplittableRandom, Setup> setups) {
            this.setups = setups;
        }

        abstract Peer create(BreakerConfig config, LongSupplier nanos);

        Set<Habit> habits() {
            var habits = EnumSet.noneOf(Habit.class);
            TABLE.stream().filter(row -> row.library == this).forEach(row -> habits.add(row.habit));
            return habits;
        }

        /** The first sequence that tells the peer from our rules with these habits; {@code null} if none does. */
        Sequence firstToTell(Set<Habit> habits) {
            for (long seed = SEED; seed != SEED + SEQUENCES; seed++) {
                Sequence sequence = Sequence.random(seed, setups);
                if (new Match(sequence, this, habits).difference() != null) {
                    return sequence;
                }
            }
            return null;
        }
    }

    private static List<Row> read() {
        try (InputStream table = PeersTest.class.getResourceAsStream("disagreements.csv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(";"))
                    .map(cells ->
                            new Row(Library.valueOf(cells[0]), Habit.valueOf(cells[1]), cells[2], cells[3], cells[4]))
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static Stream<Row> table() {
        return TABLE.stream();
    }

    @ParameterizedTest
    @EnumSource
    void everyDisagreementIsListed(Library library) {
        Set<Habit> habits = library.habits();
        Sequence sequence = library.firstToTell(habits);
        if (sequence != null) {
            Sequence shortest = sequence.shortest(shorter -> new Match(shorter, library, habits).difference() != null);
            fail("%s%n  with %s%n  by %s%n  found by -Dbreakers.seed=%d"
                    .formatted(
                            new Match(shortest, library, habits).difference(),
                            shortest.setup(),
                            shortest,
                            shortest.seed()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEngineDoesWhatTheOracleDoesThere(Library library) {
        // Fewer: these are not the sequences that are made to find what the engine does wrong.
        for (long seed = SEED; seed != SEED + SEQUENCES / 4; seed++) {
            Sequence sequence = Sequence.random(seed, library.setups);
            assertThat(Duel.difference(sequence, ReferenceBreaker::new))
                    .as("%s", sequence)
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyDisagreementThatIsListedIsThere(Row row) {
        Set<Habit> habits = row.library.habits();
        habits.remove(row.habit);

        assertThat(row.library.firstToTell(habits))
                .as("%d sequences from -Dbreakers.seed=%d that tell", SEQUENCES, SEED)
                .isNotNull();
    }

    @Test
    void theTableGivesEachHabitOnceWithItsRuleAndItsReason() {
        var habits = new ArrayList<String>();
        TABLE.forEach(row -> habits.add(row.library + " " + row.habit));

        assertThat(habits).doesNotHaveDuplicates();
        assertThat(TABLE).allSatisfy(row -> {
            assertThat(row.rule).matches("S\\d+a?");
            assertThat(row.theirs).isNotBlank();
            assertThat(row.ours).isNotBlank();
        });
        assertThat(Arrays.stream(Habit.values()))
                .allSatisfy(habit -> assertThat(TABLE).anyMatch(row -> row.habit == habit));
    }
}
