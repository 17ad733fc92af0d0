package io.breakers.fleet.internal.messages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A settings document for all instances, and the way back.
 *
 * @param settings flat; {@code null} for those that each instance had before it got any of its fleet
 * @param back where a rollback leads; {@code null} for nowhere
 */
public record DocumentText(
        @Nullable Map<String, String> settings, @Nullable Back back) {
    /** Where a rollback leads: to {@code settings}, as above. */
    public record Back(@Nullable Map<String, String> settings) {}

    private static final String OWN = "own";
    private static final String NOWHERE = "nowhere";

    public String text() {
        var fields = new ArrayList<String>();
        add(settings, fields);
        if (back == null) {
            fields.add(NOWHERE);
        } else {
            add(back.settings, fields);
        }
        return Fields.join(fields);
    }

    private static void add(@Nullable Map<String, String> settings, List<String> fields) {
        if (settings == null) {
            fields.add(OWN);
            return;
        }
        fields.add(Integer.toString(settings.size()));
        settings.forEach((key, value) -> {
            fields.add(key);
            fields.add(value);
        });
    }

    /** How many characters a document has. */
    public static long size(Map<String, String> settings) {
        return settings.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length() + 2L)
                .sum();
    }

    public static DocumentText of(String text) throws MalformedException {
        Fields fields = Fields.of(text, Limits.TEXT);
        Map<String, String> settings = read(fields.text(20), fields);
        String word = fields.text(20);
        Back back = word.equals(NOWHERE) ? null : new Back(read(word, fields));
        fields.end();
        return new DocumentText(settings, back);
    }

    private static @Nullable Map<String, String> read(String word, Fields fields) throws MalformedException {
        if (word.equals(OWN)) {
            return null;
        }
        if (!word.matches("0|[1-9][0-9]{0,6}")) {
            throw new MalformedException("it does not tell how many settings follow");
        }
        var settings = new LinkedHashMap<String, String>();
        for (int i = Integer.parseInt(word); i > 0; i--) {
            if (settings.put(fields.text(Limits.DOCUMENT), fields.text(Limits.DOCUMENT)) != null) {
                throw new MalformedException("a setting is in it twice");
            }
        }
        if (size(settings) > Limits.DOCUMENT) {
            throw new MalformedException("its settings have more than " + Limits.DOCUMENT + " characters");
        }
        return settings;
    }
}
