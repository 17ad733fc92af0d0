package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two documents, in words. */
public final class Difference {
    private static final int IN_A_REASON = 3;
    private static final int IN_THE_LOG = 20;

    private Difference() {}

    /**
     * Returns the first differences, for example {@code defaults.open-for = 10s (was 60s), services.Stock.probes left
     * out, and 2 more}. Always one line.
     */
    public static String between(Document from, Document to) {
        return between(from, to, IN_A_REASON);
    }

    /** The same for the log: more of them, so that what is left out does not hide behind what is new. */
    public static String forLog(Document from, Document to) {
        return between(from, to, IN_THE_LOG);
    }

    private static String between(Document from, Document to, int shown) {
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
                .limit(shown)
                .map(key -> text(key, before.get(key), after.get(key)))
                .collect(Collectors.joining(", "));
        int more = changed.size() - shown;
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
