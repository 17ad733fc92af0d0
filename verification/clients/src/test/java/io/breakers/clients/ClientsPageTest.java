package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the guide to clients is that of these tests, between the lines that name a snippet. */
class ClientsPageTest {
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

    static List<Snippet> shown() throws IOException {
        return SHOWN.matcher(page()).results().map(Snippet::of).toList();
    }

    private static String page() throws IOException {
        return Files.readString(root().resolve("docs/guide/clients.md"));
    }

    private static List<Snippet> run() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("verification/clients/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> RUN.matcher(read(file)).results())
                    .map(Snippet::of)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The root of the project, from whatever module this runs in. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/guide/clients.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    @ParameterizedTest
    @MethodSource("shown")
    void everySnippetOfThePageIsRun(Snippet snippet) throws IOException {
        assertThat(run()).contains(snippet);
    }

    @Test
    void allCodeOfThePageIsASnippetAndEverySnippetIsThere() throws IOException {
        assertThat(page().split("```java", -1)).hasSize(shown().size() + 1);
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(run());
    }
}
