package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two documents, in words. */
public final class Difference {
    private static final int SHOWN = 3;

    private Difference() {}

    /**
     * Returns the first differences, for example {@code defaults.open-for = 10s (was 60s), services.Stock.probes left
     * out, and 2 more}. Always one line.
     */
    public static String between(Document from, Document to) {
        Map<String, String> before = from.flat();
        Map<String, String> after = to.flat();
        var changed = new ArrayList<String>();
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                changed.add(key);
            }
        });
        for (String key : before.keySet()) {
            if (!after.containsKey(key)) {
                changed.add(key);
            }
        }
        if (changed.isEmpty()) {
            return "nothing else than before";
        }
        String first = changed.stream()
                .limit(SHOWN)
                .map(key -> text(key, before.get(key), after.get(key)))
                .collect(Collectors.joining(", "));
        int more = changed.size() - SHOWN;
        return more > 0 ? first + ", and " + more + " more" : first;
    }

    private static String text(String key, @Nullable String was, @Nullable String now) {
        if (now == null) {
            return Mistake.shown(key) + " left out";
        }
        String change = Mistake.shown(key) + " = " + Mistake.shown(now);
        return was == null ? change : change + " (was " + Mistake.shown(was) + ")";
    }
}
