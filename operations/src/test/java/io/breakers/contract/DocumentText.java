package io.breakers.contract;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Documents as text: right ones, broken ones, and what is none. */
final class DocumentText {
    private static final String[] PIECES = {
        "defaults",
        "services",
        "methods",
        ".",
        ".",
        "[",
        "]",
        "(",
        ")",
        "open-for",
        "probes",
        "ignore",
        "charge",
        "Charges",
        "=",
        ": ",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "{",
        "}",
        "\"",
        "'",
        "\\",
        "\\u00",
        "#",
        "&a ",
        "*a",
        "<<: ",
        "!!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\t",
        ", ",
        "10s",
        "50%",
        "5",
        "-1",
        "null",
        "~",
        "true",
        "java.lang.Error",
        "\u0000",
        "\uD83D",
        "\u00E4",
        "\u2028",
        "---\n",
        "...\n",
        "? "
    };

    private DocumentText() {}

    /** What is no document, though it looks like parts of one. */
    static String garbage(Random random) {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A text that is changed in one place, often in a digit only, so that it may still be right. */
    static String mutated(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(5));
        String piece = PIECES[random.nextInt(PIECES.length)];
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 -> text.substring(0, at) + piece + text.substring(end);
            case 3 -> text.substring(0, at) + (char) random.nextInt(0x300) + text.substring(at + 1);
            case 4 -> {
                String[] lines = text.split("\n", -1);
                lines[random.nextInt(lines.length)] = lines[random.nextInt(lines.length)];
                yield String.join("\n", lines);
            }
            default -> withOtherDigit(text, at, random);
        };
    }

    private static String withOtherDigit(String text, int from, Random random) {
        for (int at = from; at < text.length(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                return text.substring(0, at) + random.nextInt(10) + text.substring(at + 1);
            }
        }
        return text;
    }

    static String properties(Map<String, String> flat) {
        return flat.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    static String yaml(Map<String, String> flat) {
        return flat.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    static String json(Map<String, String> flat) {
        return flat.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",\n\t", "{", "}"));
    }
}
