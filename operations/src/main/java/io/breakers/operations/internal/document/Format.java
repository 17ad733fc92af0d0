package io.breakers.operations.internal.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a document is written. */
public enum Format {
    PROPERTIES {
        @Override
        List<RawSetting> parse(String text, Mistakes mistakes) {
            return PropertiesText.parse(text, mistakes);
        }
    },

    /** JSON too, which is a part of YAML. */
    YAML {
        @Override
        List<RawSetting> parse(String text, Mistakes mistakes) {
            if (!isThere("org.snakeyaml.engine.v2.api.LoadSettings")) {
                mistakes.add(
                        0,
                        "YAML and JSON need org.snakeyaml:snakeyaml-engine, which is not there; add it"
                                + " (on a module path with --add-modules org.snakeyaml.engine), or write properties");
                return List.of();
            }
            return YamlText.parse(text, mistakes);
        }
    };

    /** Returns the format of a file by the end of its name; {@code null} if that tells nothing. */
    public static @Nullable Format ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".properties")) {
            return PROPERTIES;
        }
        boolean yaml = lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
        return yaml ? YAML : null;
    }

    /** Returns the format of a {@code Content-Type}; {@code null} if that tells nothing. */
    public static @Nullable Format ofMediaType(String type) {
        int parameters = type.indexOf(';');
        String name = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith("yaml") || lower.endsWith("json")) {
            return YAML;
        }
        return lower.endsWith("properties") || lower.equals("text/plain") ? PROPERTIES : null;
    }

    abstract List<RawSetting> parse(String text, Mistakes mistakes);

    /** Reads UTF-8, with or without a byte order mark. */
    public List<RawSetting> read(byte[] content, Mistakes mistakes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException malformed) {
            mistakes.add(0, "is not UTF-8");
            return List.of();
        }
        return parse(text.startsWith("\uFEFF") ? text.substring(1) : text, mistakes);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Format.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
