package io.breakers.operations.internal.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file, whose script and style are the only ones that a browser runs.
 *
 * @param html the file
 * @param policy its content security policy, which names the script and the style by their hashes
 */
record Page(String html, String policy) {
    private static final String FILE = "console.html";

    static Page load() {
        String text;
        try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream(FILE), FILE)) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String policy = "default-src 'none'; script-src " + hash(text, "script") + "; style-src " + hash(text, "style")
                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Page(text, policy);
    }

    private static String hash(String html, String element) {
        Matcher found = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        if (!found.find()) {
            throw new IllegalStateException(FILE + " has no " + element);
        }
        return "'sha256-"
                + Base64.getEncoder().encodeToString(sha256(found.group(1).getBytes(StandardCharsets.UTF_8))) + "'";
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
