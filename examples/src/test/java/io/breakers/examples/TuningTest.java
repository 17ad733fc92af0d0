package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about tuning shows what its example does. */
class TuningTest {
    private static final Path ROOT = root();

    @Test
    void whatTheGuideShowsIsWhatTheExamplePrints() throws Exception {
        assertThat(blocks("")).containsExactly(Printed.by(Tuning::run));
    }

    @Test
    void theCodeOfTheGuideIsTheExamples() throws IOException {
        String source =
                compact(Files.readString(ROOT.resolve("examples/src/main/java/io/breakers/examples/Tuning.java")));

        assertThat(blocks("java"))
                .hasSize(2)
                .allSatisfy(code -> assertThat(source).contains(compact(code)));
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n(.*?)^```\\n", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("docs/guide/tuning.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> !language.isEmpty() || block.startsWith("Six of ten"))
                .toList();
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }
}
