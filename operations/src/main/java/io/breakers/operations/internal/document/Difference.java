package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        var changes = new ArrayList<String>();
        after.forEach((key, value) -> {
            String was = before.get(key);
            if (!value.equals(was)) {
                String now = Mistake.shown(key) + " = " + Mistake.shown(value);
                changes.add(was == null ? now : now + " (was " + Mistake.shown(was) + ")");
            }
        });
        for (String key : before.keySet()) {
            if (!after.containsKey(key)) {
                changes.add(Mistake.shown(key) + " left out");
            }
        }
        return text(changes);
    }

    private static String text(List<String> changes) {
        if (changes.isEmpty()) {
            return "nothing else than before";
        }
        String first = String.join(", ", changes.subList(0, Math.min(SHOWN, changes.size())));
        int more = changes.size() - SHOWN;
        return more > 0 ? first + ", and " + more + " more" : first;
    }
}
