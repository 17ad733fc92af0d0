package io.breakers.spring.internal.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties that environment variables mean. Their names have dots where others have hyphens, too, and
 * there are variables that only look like ours: Kubernetes sets {@code BREAKERS_PORT} for a service named breakers.
 */
final class EnvironmentNames {
    private final Set<String> services;

    /** Begins with the names of the services that are known. */
    EnvironmentNames(Collection<String> services) {
        this.services = services.stream().map(Words::letters).collect(Collectors.toSet());
    }

    /** Returns the path that is meant by a variable; {@code null} if it is not ours. */
    @Nullable
    List<String> path(List<String> written) {
        String first = Words.letters(written.get(0));
        if (first.equals("defaults")) {
            String key = known(rest(written, 1), SettingKeys.OF_DOCUMENTS);
            return key == null ? null : List.of("defaults", key);
        }
        if (first.equals("services")) {
            return ofService(written);
        }
        return known(written, SettingKeys.OF_THE_APPLICATION) == null ? null : written;
    }

    private @Nullable List<String> ofService(List<String> written) {
        List<String> meant = null;
        for (int end = 2; end < written.size(); end++) {
            String service = String.join("", written.subList(1, end));
            List<String> key = keyOfService(rest(written, end));
            if (key != null && (meant == null || services.contains(Words.letters(service)))) {
                var path = new ArrayList<String>(List.of("services", service));
                path.addAll(key);
                meant = path;
            }
        }
        return meant;
    }

    private static @Nullable List<String> keyOfService(List<String> rest) {
        String first = Words.letters(rest.get(0));
        if (first.equals("methods")) {
            for (int end = 2; end < rest.size(); end++) {
                String key = known(rest(rest, end), SettingKeys.OF_DOCUMENTS);
                if (key != null) {
                    return List.of("methods", String.join("", rest.subList(1, end)), key);
                }
            }
            return null;
        }
        if ((first.equals("lastgood") || first.equals("share")) && rest.size() > 1) {
            return List.of(first, String.join("", rest(rest, 1)));
        }
        String key = known(rest, SettingKeys.ofServices());
        return key == null ? null : List.of(key);
    }

    private static List<String> rest(List<String> path, int from) {
        return path.subList(from, path.size());
    }

    private static @Nullable String known(List<String> written, List<String> known) {
        String joined = String.join("", written);
        String spelt = SettingKeys.spelt(joined, known);
        return known.contains(spelt) ? spelt : null;
    }
}
