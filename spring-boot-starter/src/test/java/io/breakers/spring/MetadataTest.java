package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What editors know of the properties is what the starter reads. */
class MetadataTest {
    private static final Pattern PROPERTY = Pattern.compile(
            "\\{\\s*\"name\": \"(breakers[^\"]*)\",\\s*\"type\": \"[^\"]+\",\\s*\"description\": \"[^\"]{10,}\"");

    /** Of all libraries: others have such files, too. */
    private static List<String> described() throws IOException {
        var described = new ArrayList<String>();
        for (URL metadata : Collections.list(
                MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream content = metadata.openStream()) {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                PROPERTY.matcher(text.substring(text.indexOf("\"properties\"")))
                        .results()
                        .forEach(found -> described.add(found.group(1)));
            }
        }
        return described;
    }

    private static List<String> keys(Class<?> level) {
        return Arrays.stream(level.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name ->
                        name.substring(3).replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What the documents of operations know, as they say themselves. */
    private static List<String> ofDocuments() {
        try {
            Settings.of(Map.of("defaults.x", "1"));
            throw new AssertionError("x is no key");
        } catch (SettingsException unknown) {
            String message = unknown.problems().get(0).message();
            return List.of(message.substring(message.indexOf("known are ") + 10).split(", ", -1));
        }
    }

    @Test
    void everyKeyOfALevelIsDescribed() throws IOException {
        assertThat(keys(BreakersProperties.Level.class)).containsExactlyInAnyOrderElementsOf(ofDocuments());
        List<String> expected =
                ofDocuments().stream().map(key -> "breakers.defaults." + key).toList();
        assertThat(described()).containsAll(expected);
    }

    @Test
    void everyKeyOfAServiceIsKnownToEditors() {
        List<String> expected = new ArrayList<>(List.of(
                "bean",
                "type",
                "fallback",
                "enabled",
                "health",
                "unprotected",
                "no-fallback",
                "last-good",
                "share",
                "methods"));
        expected.addAll(ofDocuments());
        assertThat(keys(BreakersProperties.Service.class)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatIsSaidOfTheApplicationIsDescribed() throws IOException {
        assertThat(described())
                .contains(
                        "breakers.protect",
                        "breakers.enabled",
                        "breakers.log",
                        "breakers.meters.kind",
                        "breakers.health.down-after",
                        "breakers.health.up-after",
                        "breakers.spring-cloud.enabled",
                        "breakers.fleet.redis.url",
                        "breakers.fleet.group",
                        "breakers.services");
    }
}
