package io.breakers.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MutantTest {
    /** Its guard was once called {@code take}. */
    @Weakens(in = AtomicBoolean.class, guard = "take", detectedBy = Scenario.SLOTS)
    static boolean takenTwice(AtomicBoolean slot) {
        return !slot.get();
    }

    /** The check itself takes minutes; that a guard has been renamed is known at once. */
    @Test
    void everyMutantHasItsGuard() {
        assertThat(Mutant.all())
                .extracting(Mutant::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    /** In docs/testing.md: {@code | `Class.guard` | `mutant` | rule | what the guard does | `SCENARIO` |}. */
    @Test
    void theTableForPeopleHasEachMutantWithItsGuardAndItsScenario() throws IOException {
        Pattern row = Pattern.compile("\\| `(\\w+\\.\\w+)(?:\\(\\w*\\))?` \\| `(\\w+)` \\|.*\\| `(\\w+)` \\|");
        List<String> rows = Files.readAllLines(Path.of("../docs/testing.md")).stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(2) + ", " + found.group(1) + ", " + found.group(3))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Mutant.all().stream()
                        .map(mutant -> mutant.name() + ", "
                                + mutant.guard().getDeclaringClass().getSimpleName() + "."
                                + mutant.guard().getName() + ", " + mutant.scenario())
                        .toList());
    }

    @Test
    void aMutantWithoutItsGuardSaysWhatToDo() throws NoSuchMethodException {
        Method weakened = MutantTest.class.getDeclaredMethod("takenTwice", AtomicBoolean.class);

        assertThatThrownBy(() -> Mutant.of(weakened))
                .isInstanceOf(AssertionError.class)
                .hasMessage("The mutant takenTwice has lost its guard: AtomicBoolean has no method take that is not"
                        + " private, takes and returns what MutantTest.takenTwice does. If the guard has another name,"
                        + " give that in @Weakens; if it takes or returns something else, or is in another class, let"
                        + " the mutant follow; if it is gone, so is the mutant, here and in docs/testing.md, unless"
                        + " something else guards the same now.");
    }
}
