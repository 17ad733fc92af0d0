package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.Fleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.tools.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A native image keeps neither resources nor names of classes, unless the jar says which it will look up. */
class NativeImageMetadataTest {
    private static final Pattern LOOKED_UP = Pattern.compile("(?:forName|isThere)\\(\\s*\"(.*?)\"");

    private static String metadata(Class<?> of, String module) throws IOException {
        String name = "/META-INF/native-image/io.breakers/breakers-" + module + "/reachability-metadata.json";
        try (InputStream file = of.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<String> named(String key, String metadata) {
        return named(Pattern.compile("\"" + key + "\": \"(.*?)\""), metadata);
    }

    private static List<String> lookedUp(String module) {
        return Page.files(name -> name.startsWith(module + "/src/main/java/")).stream()
                .flatMap(file -> named(LOOKED_UP, Page.contentOf(file)).stream())
                .toList();
    }

    private static List<String> resources(String module) {
        String folder = module + "/src/main/resources/";
        return Page.files(name -> name.startsWith(folder + "io/")).stream()
                .map(file -> file.toString().replace('\\', '/').substring(folder.length()))
                .toList();
    }

    @Test
    void thatOfTheFleetNamesAllThatItLooksUp() throws IOException {
        String metadata = metadata(Fleet.class, "fleet");

        assertThat(named("type", metadata)).containsExactlyInAnyOrderElementsOf(lookedUp("fleet"));
        assertThat(named("glob", metadata)).containsExactlyInAnyOrderElementsOf(resources("fleet"));
    }

    @Test
    void thatOfOperationsNamesAllThatItLooksUp() throws IOException {
        String metadata = metadata(BreakerRegistry.class, "operations");

        assertThat(named("type", metadata)).containsExactlyInAnyOrderElementsOf(lookedUp("operations"));
        assertThat(named("glob", metadata)).containsExactlyInAnyOrderElementsOf(resources("operations"));
    }
}
