package io.breakers.fleet.internal.messages;

import java.util.ArrayList;
import java.util.List;

/**
 * What an instance says of itself.
 *
 * @param since for how long it has been a member, in milliseconds
 * @param document the number of the last document that it has seen
 * @param refused why it does not use it; empty if it does
 * @param open the breakers that are not CLOSED
 */
public record Card(long since, long document, String refused, List<String> open) {
    private static final int MOST_REFUSED = 1_000;

    /** Shortens what is too long. */
    public static Card fitting(long since, long document, String refused, List<String> open) {
        List<String> names = open.stream()
                .map(name -> cut(name, Limits.NAME))
                .sorted()
                .limit(Limits.NAMES)
                .toList();
        return new Card(since, document, cut(refused, MOST_REFUSED), names);
    }

    private static String cut(String text, int most) {
        int end = Math.min(text.length(), most);
        boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end);
    }

    public String text() {
        var fields = new ArrayList<String>(List.of(Long.toString(since), Long.toString(document), refused));
        fields.addAll(open);
        return Fields.join(fields);
    }

    public static Card of(String text) throws MalformedException {
        Fields fields = Fields.of(text, 6 * (Limits.NAMES * (Limits.NAME + 1) + MOST_REFUSED + 50));
        long since = fields.number(Limits.MOST);
        long document = fields.number(Limits.MOST);
        String refused = fields.text(MOST_REFUSED);
        var open = new ArrayList<String>();
        while (!fields.isAtEnd()) {
            open.add(fields.text(Limits.NAME));
        }
        if (open.size() > Limits.NAMES) {
            throw new MalformedException("it names more than " + Limits.NAMES + " breakers");
        }
        return new Card(since, document, refused, List.copyOf(open));
    }
}
