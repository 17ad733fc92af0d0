package io.breakers.contract;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakers.operations.Problem;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with documents, as text. */
final class Problems {
    private Problems() {}

    /** The problems of a document of these keys and values, by turns. */
    static List<String> of(String... keysAndValues) {
        Map<String, String> settings = map(keysAndValues);
        return text(catchThrowableOfType(SettingsException.class, () -> Settings.of(settings)));
    }

    static Map<String, String> map(String... keysAndValues) {
        var settings = new LinkedHashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    static Settings settings(String... keysAndValues) {
        return Settings.of(map(keysAndValues));
    }

    /** The problems of a file. */
    static List<String> ofFile(Path directory, String name, String content) {
        Path file = write(directory, name, content);
        return text(catchThrowableOfType(SettingsException.class, () -> Settings.load(file)));
    }

    static Path write(Path directory, String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static List<String> text(SettingsException refused) {
        return refused == null
                ? List.of()
                : refused.problems().stream().map(Problem::toString).toList();
    }
}
