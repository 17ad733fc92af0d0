package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the guide to clients is that of these tests, between the lines that name a snippet. */
class ClientsPageTest {
    private static final Page PAGE = Page.of("docs/guide/clients.md");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- snippet: (\\w+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("// snippet: (\\w+)\\n(.*?)// end\\n", Pattern.DOTALL);

    record Snippet(String name, String code) {
        static Snippet of(MatchResult found) {
            return new Snippet(found.group(1), found.group(2).replaceAll("\\s+", ""));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Snippet> shown() {
        return SHOWN.matcher(PAGE.text()).results().map(Snippet::of).toList();
    }

    private static List<Snippet> run() {
        return Page.files(name -> name.startsWith("verification/clients/src/test/java/") && name.endsWith(".java"))
                .stream()
                .flatMap(file -> RUN.matcher(Page.contentOf(file)).results())
                .map(Snippet::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void everySnippetOfThePageIsRun(Snippet snippet) {
        assertThat(run()).contains(snippet);
    }

    @Test
    void allCodeOfThePageIsASnippetAndEverySnippetIsThere() {
        assertThat(PAGE.blocks("java")).hasSameSizeAs(shown());
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(run());
    }
}
