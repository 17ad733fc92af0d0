package io.breakers.fleet.internal.messages;

import java.util.List;

/**
 * That so many instances of so many have tripped a breaker, which is in the key of its entry (S63).
 */
public record Advice(long reports, long members) {
    private static final long MOST = 1_000_000;

    public String text() {
        return Fields.join(List.of(Long.toString(reports), Long.toString(members)));
    }

    public static Advice of(String text) throws MalformedException {
        Fields fields = Fields.of(text, 40);
        var advice = new Advice(fields.number(MOST), fields.number(MOST));
        fields.end();
        return advice;
    }

    /** For example {@code 3 of 4 instances of the fleet tripped it}. */
    public String reason() {
        return reports + " of " + members + " instances of the fleet tripped it";
    }
}
