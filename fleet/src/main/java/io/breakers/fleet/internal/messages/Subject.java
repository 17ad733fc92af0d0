package io.breakers.fleet.internal.messages;

import java.util.List;

/**
 * What an entry is about, as its key.
 *
 * @param name of a breaker or a service; empty for the document
 */
public record Subject(Kind kind, String name) {
    /** The kinds of entries. */
    public enum Kind {
        /** A command that holds. */
        COMMAND('c'),
        /** A command that does not. */
        EVENT('e'),
        DOCUMENT('d'),
        ADVICE('a');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public static final Subject THE_DOCUMENT = new Subject(Kind.DOCUMENT, "");

    public String key() {
        return kind.letter + ":" + Fields.join(List.of(name)).substring(2);
    }

    public static Subject of(String key) throws MalformedException {
        for (Kind kind : Kind.values()) {
            if (key.startsWith(kind.letter + ":")) {
                Fields fields = Fields.of("1\t" + key.substring(2), 6 * Limits.NAME + 2);
                String name = fields.text(Limits.NAME);
                fields.end();
                if (name.isBlank() != (kind == Kind.DOCUMENT)) {
                    throw new MalformedException("its key has no name, or one too many");
                }
                return new Subject(kind, name);
            }
        }
        throw new MalformedException("there is no such kind of key");
    }
}
