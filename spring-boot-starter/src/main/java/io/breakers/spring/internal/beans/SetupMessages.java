package io.breakers.spring.internal.beans;

import io.breakers.operations.Problem;
import io.breakers.operations.SettingsException;
import io.breakers.spring.internal.settings.Messages;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds properties and their places to what the library says is wrong. */
public final class SetupMessages {
    private static final Pattern REASONS = Pattern.compile("\n {2}- ");
    private static final Map<String, String> KEYS = Map.of(
            "unprotected ", "unprotected",
            "noFallback ", "no-fallback",
            "lastGood ", "last-good",
            "share ", "share");

    private SetupMessages() {}

    /** Returns the mistakes in the settings, each with its place. */
    public static List<Mistake> of(Snapshot snapshot, SettingsException wrong) {
        return wrong.problems().stream().map(one -> of(snapshot, one)).toList();
    }

    private static Mistake of(Snapshot snapshot, Problem problem) {
        String value = problem.value().isEmpty() ? "" : ": '" + problem.value() + "'";
        return Messages.of(
                "breakers." + problem.key() + value,
                problem.message(),
                snapshot.origins().getOrDefault(problem.key(), ""));
    }

    /** Returns the reasons why a bean cannot be protected (S40), each with its property. */
    static List<Mistake> of(Snapshot snapshot, ServiceEntry entry, String bean, IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        String start = "Cannot protect ";
        int end = message.startsWith(start) ? message.indexOf(':') : -1;
        String reasons = end < 0 ? message : message.substring(end + 1).replaceFirst("^ ", "");
        return REASONS.splitAsStream(reasons)
                .filter(reason -> !reason.isBlank())
                .map(reason -> reason(snapshot, entry, bean, reason))
                .toList();
    }

    private static Mistake reason(Snapshot snapshot, ServiceEntry entry, String bean, String reason) {
        for (Map.Entry<String, String> setting : snapshot.origins().entrySet()) {
            String key = setting.getKey();
            int rule = reason.startsWith(key + " = ") || reason.startsWith(key + ": ")
                    ? reason.indexOf(": ", key.length())
                    : -1;
            if (rule >= 0) {
                String value = reason.substring(key.length(), rule).replaceFirst("^ = (.*)$", ": '$1'");
                return Messages.of("breakers." + key + value, reason.substring(rule + 2), setting.getValue());
            }
        }
        for (Map.Entry<String, String> setter : KEYS.entrySet()) {
            if (reason.startsWith(setter.getKey())) {
                Mistake mistake = Messages.of("", reason, "");
                return entry.mistake(setter.getValue(), ":" + mistake.what(), mistake.action());
            }
        }
        Mistake mistake = Messages.of("", reason, "");
        return entry.mistake("", ": bean " + bean + " cannot be protected:" + mistake.what(), mistake.action());
    }
}
