package io.breakers.operations.internal.snapshot;

import org.jspecify.annotations.Nullable;

/** Reads one line from left to right. */
final class LineScanner {
    private static final int HEX = 16;
    private static final int CODE = 4;

    private final String line;
    private int at;

    LineScanner(String line) {
        this.line = line;
    }

    /** Goes past a text, if it stands here. */
    boolean skip(String text) {
        boolean here = line.startsWith(text, at);
        at += here ? text.length() : 0;
        return here;
    }

    /** The characters up to the next space. */
    String word() {
        int space = line.indexOf(' ', at);
        int end = space < 0 ? line.length() : space;
        String word = line.substring(at, end);
        at = end;
        return word;
    }

    /** What is left. */
    String rest() {
        return line.substring(at);
    }

    /** The text in quotes that begins here; {@code null} if there is none. */
    @Nullable
    String quoted() {
        if (!skip("\"")) {
            return null;
        }
        var text = new StringBuilder();
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (next == '"') {
                return text.toString();
            }
            int plain = next == '\\' ? escaped() : next;
            if (plain < 0 || next < ' ') {
                return null;
            }
            text.append((char) plain);
        }
        return null;
    }

    /** The character for which an escape stands; -1 if it stands for none. */
    private int escaped() {
        if (skip("\"")) {
            return '"';
        }
        if (skip("\\")) {
            return '\\';
        }
        return skip("u") ? code() : -1;
    }

    private int code() {
        int end = at + CODE;
        if (end > line.length()) {
            return -1;
        }
        int code = 0;
        for (; at < end; at++) {
            int digit = Character.digit(line.charAt(at), HEX);
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }
}
