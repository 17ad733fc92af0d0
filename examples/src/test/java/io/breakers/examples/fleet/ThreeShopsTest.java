package io.breakers.examples.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The story with real JVMs and a real Redis, without the pauses to read it. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class ThreeShopsTest {
    @Test
    void whatTheGuideShowsIsWhatItPrints() throws Exception {
        var bytes = new ByteArrayOutputStream();
        ThreeShops.run(new PrintStream(bytes, true, UTF_8), Duration.ZERO);
        String story = bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");

        // Who of them is first differs from run to run, and a slow machine may lose a connection in between.
        assertThat(steady(story)).contains(steady(shown()));
    }

    private static String[] steady(String story) {
        return story.lines()
                .map(line -> line.substring(line.indexOf(" s  ") + 4).replaceAll("\\d+ paid, \\d+ queued", "sold"))
                .map(line -> line.replaceAll("\\d{6,}", "N").replaceAll("127\\.0\\.0\\.1:\\d+", "Redis"))
                .map(line -> line.replaceAll("(is not connected: ).*?(\\. What holds)", "$1...$2"))
                .toArray(String[]::new);
    }

    private static String shown() {
        Matcher shown = Pattern.compile("<!-- output: ThreeShops -->\\s*```\\n(.*?)```", Pattern.DOTALL)
                .matcher(Page.of("docs/guide/fleet.md").text());
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }
}
