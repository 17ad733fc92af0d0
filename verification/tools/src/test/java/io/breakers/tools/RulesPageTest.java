package io.breakers.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesPageTest {
    private static final RulesPage RULES = RulesPage.of("- **S1** CLOSED: see S2a.\n- **S2a** All *others*.\n");

    @Test
    void eachRuleHasAnAnchorAndIsLinkedFromTheOthers() {
        assertThat(RULES.page())
                .contains("<li><a id=\"S1\" href=\"#S1\">S1</a> CLOSED: see <a href=\"#S2a\">S2a</a>.</li>")
                .contains("<li><a id=\"S2a\" href=\"#S2a\">S2a</a> All <em>others</em>.</li>");
    }

    @Test
    void numbersInTheTextOfAPageAreLinks() {
        assertThat(RULES.linked("<p title=\"S1\">Waits (S2a).</p>", "../rules.html"))
                .isEqualTo("<p title=\"S1\">Waits (<a href=\"../rules.html#S2a\">S2a</a>).</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"x\">of <b>S1</b></a>",
                "<script>var s = 'S1';</script>",
                "<title>S1</title>",
                "<!-- S1 -->",
                "<code>S1Client, AWS1</code>"
            })
    void whatIsNoTextOrNoNumberStaysAsItIs(String html) {
        assertThat(RULES.linked(html, "rules.html")).isEqualTo(html);
    }

    @Test
    void aNumberWithoutARuleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULES.linked("<p>Waits (S3).</p>", "rules.html"))
                .withMessage("no rule S3 in docs/semantics.md, but in: Waits (S3).");
    }

    @Test
    void theSourcesOfAllModulesNameOnlyRulesThatThereAre() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        RulesPage rules = RulesPage.of(Files.readString(root.resolve("docs/semantics.md")));
        List<Path> sources;
        try (Stream<Path> modules = Files.list(root)) {
            sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(RulesPageTest::javaBelow)
                    .toList();
        }
        assertThat(sources).hasSizeGreaterThan(100).allSatisfy(source -> rules.linked(comments(source), ""));
    }

    private static Stream<Path> javaBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of Javadoc of a file, without what HTML would take for a tag. */
    private static String comments(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("*") || line.startsWith("/**"))
                    .reduce("", (all, line) -> all + "\n" + line.replaceAll("[<>]", " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
