package io.breakers.examples.choosing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.tools.Page;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on choosing a rule says what the simulation does. */
class ChoosingPageTest {
    private static final Page PAGE = Page.of("docs/guide/choosing-a-rule.md");
    private static final Pattern BETWEEN_BARS = Pattern.compile("\\s*\\|\\s*");

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theTableTellsWhatEachRuleDoesToABackendThatFailsOneCallInTen(Rule rule) {
        assertThat(cell(rule, Illness.FAILS_10)).isEqualTo(ChoosingARule.cell(Hour.of(Illness.FAILS_10, rule)));
    }

    @Test
    void theTableTellsHowOurSuggestionFlaps() {
        assertThat(cell(Rule.BAD_CALLS, Illness.FLAPS))
                .isEqualTo(ChoosingARule.cell(Hour.of(Illness.FLAPS, Rule.BAD_CALLS)));
    }

    @Test
    void theSuggestionIsTheRuleThatWasSimulated() {
        BreakerConfig config = BreakerConfig.builder()
                .rules(TripRule.badCallRate(0.5, Duration.ofMillis(500), Window.ofDuration(Duration.ofSeconds(10))))
                .openFor(OpenWait.exponential(Duration.ofSeconds(5), 2.0, Duration.ofSeconds(30))
                        .forgetAfter(Duration.ofMinutes(2)))
                .successThreshold(8, 10)
                .build();

        assertThat(config).isEqualTo(Rule.BAD_CALLS.config().build());
    }

    private static String cell(Rule rule, Illness illness) {
        String row = PAGE.text()
                .lines()
                .filter(line -> line.startsWith("| " + rule.title() + " |"))
                .findFirst()
                .orElseThrow();
        List<String> cells = BETWEEN_BARS.splitAsStream(row).toList();
        return cells.get(2 + illness.compareTo(Illness.FAILS_1));
    }
}
