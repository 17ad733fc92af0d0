package io.breakers.spring.internal.settings;

import io.breakers.operations.Problem;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings document that the properties make, and what is wrong with it. */
final class DocumentDraft {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    /** Adds a setting by the path that documents have. */
    void put(List<String> path, String value, String origin) {
        String key = Property.join(path);
        values.put(key, value);
        origins.put(key, origin);
    }

    Map<String, String> origins() {
        return origins;
    }

    /** Returns what is right; what is wrong is added to {@code mistakes}. */
    Settings read(List<Mistake> mistakes) {
        while (true) {
            try {
                return Settings.of(values);
            } catch (SettingsException wrong) {
                wrong.problems().forEach(problem -> mistakes.add(mistake(problem)));
                Set<String> keys = wrong.problems().stream().map(Problem::key).collect(Collectors.toSet());
                if (!values.keySet().removeAll(keys)) {
                    values.clear();
                }
            }
        }
    }

    private Mistake mistake(Problem problem) {
        String value = problem.value().isEmpty() ? "" : ": '" + problem.value() + "'";
        return Messages.of(
                "breakers." + problem.key() + value, problem.message(), origins.getOrDefault(problem.key(), ""));
    }
}
