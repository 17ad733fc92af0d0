package io.breakers.operations.internal.document;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads what {@link Properties} read, and tells lines and repeated keys besides: each logical line is given to
 * {@code Properties} alone.
 */
final class PropertiesText {
    private PropertiesText() {}

    static List<RawSetting> parse(String text, Mistakes mistakes) {
        var settings = new ArrayList<RawSetting>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            var logical = new StringBuilder(lines[i]);
            while (!isComment(lines[first]) && goesOn(lines[i]) && i + 1 < lines.length) {
                i++;
                logical.append('\n').append(lines[i]);
            }
            add(settings, logical.toString(), first + 1, mistakes);
        }
        return settings;
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    /** Whether an odd number of backslashes ends it. */
    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(List<RawSetting> settings, String line, int number, Mistakes mistakes) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IllegalArgumentException malformed) {
            mistakes.add(number, "has a malformed \\uxxxx; write four hexadecimal digits, or the character itself");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (String key : properties.stringPropertyNames()) {
            settings.add(new RawSetting(
                    key, number, String.valueOf(properties.getProperty(key)).strip()));
        }
    }
}
