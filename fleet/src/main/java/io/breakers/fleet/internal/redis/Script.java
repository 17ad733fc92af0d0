package io.breakers.fleet.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What Redis does in one step. Each script is {@code fleet.lua} with a last line that calls one of its functions. The
 * first key is that of the stamp, the first argument the prefix of all keys, the second one the channel.
 */
public enum Script {
    /** Member, card, life in milliseconds, number of names made, these, and those gone. */
    BEAT,
    /**
     * Key, text, milliseconds that it is kept (0 for not at all, -1 for ever), highest number seen, most entries; then
     * key and number of one that goes if there is no place.
     */
    WRITE,
    READ,
    /** Most entries; then key, number, time and text of each. */
    TELL,
    /** Life in milliseconds. */
    MEMBERS,
    /** Member, breaker, since, within, life. */
    REPORT,
    /**
     * Member, breaker, since, within, fewest reports, key, text, milliseconds of quiet, life, and of what is lately.
     */
    TAKE,
    /** Member. */
    LEAVE;

    private final String text = common() + "\nreturn " + name().toLowerCase(Locale.ROOT) + "()\n";
    private final String digest = digest(text);

    /** The whole script. */
    public String text() {
        return text;
    }

    /** By which Redis knows it, once it has run. */
    public String digest() {
        return digest;
    }

    private static String common() {
        try (InputStream in = Script.class.getResourceAsStream("fleet.lua")) {
            if (in == null) {
                throw new IllegalStateException("fleet.lua is not in the jar of breakers-fleet");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }
}
