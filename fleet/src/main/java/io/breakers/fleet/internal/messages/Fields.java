package io.breakers.fleet.internal.messages;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Fields in one line, with a tab between two of them. */
final class Fields {
    /** Of the number of a character that is not written as itself. */
    private static final int DIGITS = 4;

    /** Where the next field is read. */
    private int next;

    private final List<String> fields;

    private Fields(List<String> fields) {
        this.fields = fields;
    }

    /** Joins the version, which is 1, and fields. */
    static String join(List<String> fields) {
        var line = new StringBuilder("1");
        for (String field : fields) {
            line.append('\t');
            escape(field, line);
        }
        return line.toString();
    }

    private static void escape(String field, StringBuilder line) {
        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            switch (character) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> {
                    if (isOdd(field, i)) {
                        line.append("\\u").append(HexFormat.of().toHexDigits(character));
                    } else {
                        line.append(character);
                    }
                }
            }
        }
    }

    /** Whether it is a control character, or half of one that has two halves: engines may not keep it. */
    private static boolean isOdd(String text, int index) {
        char character = text.charAt(index);
        return character < ' ' || (Character.isSurrogate(character) && !isPair(text, index));
    }

    /**
     * Splits a line, whose version must be 1.
     *
     * @param mostCharacters of the line
     */
    static Fields of(String line, int mostCharacters) throws MalformedException {
        if (line.length() > mostCharacters) {
            throw new MalformedException(
                    "it has " + line.length() + " characters, of which it may have " + mostCharacters);
        }
        var fields = new ArrayList<String>();
        for (String field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        var read = new Fields(fields);
        if (!read.text(1).equals("1")) {
            throw new MalformedException("its version is not 1");
        }
        return read;
    }

    private static String unescape(String field) throws MalformedException {
        var plain = new StringBuilder(field.length());
        boolean escaped = false;
        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            if (isOdd(field, i)) {
                throw new MalformedException("it holds a control character, or half of one");
            }
            if (escaped) {
                plain.append(character == 'u' ? coded(field, i + 1) : unescaped(character));
                i += character == 'u' ? DIGITS : 0;
                escaped = false;
            } else if (character == '\\') {
                escaped = true;
            } else {
                plain.append(character);
            }
        }
        if (escaped) {
            throw new MalformedException("a backslash in it means nothing");
        }
        // Two halves that were written apart would be read as one character.
        String text = plain.toString();
        var again = new StringBuilder(field.length());
        escape(text, again);
        if (!again.toString().equals(field)) {
            throw new MalformedException("a character in it is not written as it is to be");
        }
        return text;
    }

    private static char coded(String field, int from) throws MalformedException {
        try {
            return (char) HexFormat.fromHexDigits(field, from, from + DIGITS);
        } catch (IllegalArgumentException | IndexOutOfBoundsException none) {
            throw new MalformedException("a backslash in it means nothing");
        }
    }

    private static char unescaped(char character) throws MalformedException {
        return switch (character) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw new MalformedException("a backslash in it means nothing");
        };
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }

    /** The next field, of at most so many characters. */
    String text(int mostCharacters) throws MalformedException {
        if (next == fields.size()) {
            throw new MalformedException("it ends too early");
        }
        String field = fields.get(next++);
        if (field.length() > mostCharacters) {
            throw new MalformedException(
                    "a field has " + field.length() + " characters, of which it may have " + mostCharacters);
        }
        return field;
    }

    /** The next field, a number from 0 to {@code most}, with no zeros before it. */
    long number(long most) throws MalformedException {
        String text = text(16);
        if (!text.matches("0|[1-9][0-9]*") || Long.parseLong(text) > most) {
            throw new MalformedException("a field is no number from 0 to " + most);
        }
        return Long.parseLong(text);
    }

    boolean isAtEnd() {
        return next == fields.size();
    }

    void end() throws MalformedException {
        if (!isAtEnd()) {
            throw new MalformedException("it has too many fields");
        }
    }
}
