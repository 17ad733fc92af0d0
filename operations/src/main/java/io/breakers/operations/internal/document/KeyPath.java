package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The parts of a key, which dots separate. Dots within parentheses belong to a signature; a part in brackets may hold
 * anything: {@code services.[com.acme.Payments].methods.charge(java.lang.String).open-for}.
 */
final class KeyPath {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$-]+");

    private final String key;
    private final List<String> parts = new ArrayList<>();
    private int at;

    private KeyPath(String key) {
        this.key = key;
    }

    /** Returns the parts of {@code key}. */
    static List<String> split(String key) throws BadValueException {
        var path = new KeyPath(key);
        path.readAll();
        return path.parts;
    }

    /** Returns the key of these parts, with brackets where they are needed. */
    static String join(List<String> parts) {
        return String.join(".", parts.stream().map(KeyPath::quoted).toList());
    }

    static String quoted(String part) {
        return PLAIN.matcher(part).matches() ? part : "[" + part + "]";
    }

    private void readAll() throws BadValueException {
        do {
            boolean bracket = at < key.length() && key.charAt(at) == '[';
            String part = bracket ? bracketed() : plain();
            if (part.isBlank()) {
                throw new BadValueException("has an empty part; separate its parts by single dots");
            }
            parts.add(part);
        } while (more());
    }

    /** Moves behind the end of a part. Brackets need no dot before them. */
    private boolean more() throws BadValueException {
        if (at == key.length() || key.charAt(at) == '[') {
            return at < key.length();
        }
        if (key.charAt(at) != '.') {
            throw new BadValueException("needs a dot behind the bracket");
        }
        at++;
        return true;
    }

    private String bracketed() throws BadValueException {
        int open = 0;
        for (int i = at; i < key.length(); i++) {
            open += key.charAt(i) == '[' ? 1 : key.charAt(i) == ']' ? -1 : 0;
            if (open == 0) {
                String part = key.substring(at + 1, i);
                at = i + 1;
                return part;
            }
        }
        throw new BadValueException("has a bracket that is not closed");
    }

    private String plain() throws BadValueException {
        int start = at;
        int parentheses = 0;
        int brackets = 0;
        for (; at < key.length(); at++) {
            char next = key.charAt(at);
            if (parentheses == 0 && (next == '.' || next == '[')) {
                break;
            }
            parentheses += next == '(' ? 1 : next == ')' ? -1 : 0;
            brackets += next == '[' ? 1 : next == ']' ? -1 : 0;
            if (parentheses < 0 || brackets < 0) {
                throw new BadValueException("closes a bracket that is not open");
            }
        }
        if (parentheses > 0 || brackets > 0) {
            throw new BadValueException("has a bracket that is not closed");
        }
        return key.substring(start, at).strip();
    }
}
