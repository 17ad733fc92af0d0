package io.breakers.examples.choosing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on choosing a rule says what the simulation does. */
class ChoosingPageTest {
    private static final Pattern BETWEEN_BARS = Pattern.compile("\\s*\\|\\s*");

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theTableTellsWhatEachRuleDoesToABackendThatFailsOneCallInTen(Rule rule) throws IOException {
        assertThat(cell(rule, Illness.FAILS_10)).isEqualTo(ChoosingARule.cell(Hour.of(Illness.FAILS_10, rule)));
    }

    @Test
    void theTableTellsHowOurSuggestionFlaps() throws IOException {
        assertThat(cell(Rule.BAD_CALLS, Illness.FLAPS))
                .isEqualTo(ChoosingARule.cell(Hour.of(Illness.FLAPS, Rule.BAD_CALLS)));
    }

    @Test
    void theSuggestionIsTheRuleThatWasSimulated() throws IOException {
        Matcher shown = Pattern.compile("BreakerConfig config = (.*?)\\s*\\.build\\(\\);", Pattern.DOTALL)
                .matcher(page());
        Matcher simulated = Pattern.compile("// snippet: rule\\n(.*?);\\s*// end", Pattern.DOTALL)
                .matcher(Files.readString(
                        root().resolve("examples/src/main/java/io/breakers/examples/choosing/Rule.java")));
        assertThat(shown.find()).isTrue();
        assertThat(simulated.find()).isTrue();

        assertThat(shown.group(1).replaceAll("\\s", ""))
                .isEqualTo(simulated.group(1).replaceAll("\\s", ""));
    }

    private static String cell(Rule rule, Illness illness) throws IOException {
        String row = page().lines()
                .filter(line -> line.startsWith("| " + rule.title() + " |"))
                .findFirst()
                .orElseThrow();
        List<String> cells = BETWEEN_BARS.splitAsStream(row).toList();
        return cells.get(2 + illness.compareTo(Illness.FAILS_1));
    }

    private static String page() throws IOException {
        return Files.readString(root().resolve("docs/guide/choosing-a-rule.md"));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }
}
