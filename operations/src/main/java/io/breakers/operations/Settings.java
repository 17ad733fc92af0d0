package io.breakers.operations;

import io.breakers.operations.internal.document.Document;
import io.breakers.operations.internal.document.Format;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.document.RawSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A settings document: what is to be changed in the configurations of breakers without changing code (S57, S58). Its
 * keys are {@code defaults.<key>}, {@code services.<service>.<key>} and
 * {@code services.<service>.methods.<method or signature>.<key>}, each key being a setting of
 * {@link io.breakers.api.BreakerConfigBuilder} as in {@code open-for}; {@code openFor} and {@code OPEN_FOR} are the
 * same. A service's name is written exactly, in brackets if it holds a dot.
 *
 * <p>A document is checked when it is read, as far as it shows itself whether it is right; the rest, which depends on
 * services and their code, where it is used. All mistakes are reported at once. An immutable value; {@link #unused()}
 * alone depends on the registry that uses it. Safe for use by many threads.
 */
public final class Settings {
    private final Document document;
    private final Map<String, String> flat;
    private volatile @Nullable Predicate<String> used;

    private Settings(Document document) {
        this.document = document;
        this.flat = document.flat();
    }

    /**
     * Returns the settings of flat keys, such as {@code services.PaymentService.open-for}.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static Settings of(Map<String, String> settings) {
        List<RawSetting> raw = Objects.requireNonNull(settings, "settings").entrySet().stream()
                .map(entry -> new RawSetting(
                        String.valueOf(entry.getKey()),
                        0,
                        Objects.requireNonNullElse(entry.getValue(), "").strip()))
                .toList();
        return of(raw, new Mistakes());
    }

    /**
     * Reads a file in UTF-8: {@code .properties}, or, where {@code org.snakeyaml:snakeyaml-engine} is there,
     * {@code .yaml}, {@code .yml} and {@code .json}.
     *
     * @throws SettingsException with everything that is wrong and the lines; also if the file cannot be read
     */
    public static Settings load(Path file) {
        String name = Objects.requireNonNull(file, "file").toString();
        Format format = Format.ofFile(name);
        if (format == null) {
            throw unreadable(name, "must end with .properties, .yaml, .yml or .json", null);
        }
        try {
            return read(format, Files.readAllBytes(file));
        } catch (IOException unread) {
            throw unreadable(name, "cannot be read: " + unread, unread);
        }
    }

    /** Reads the bytes of a document. */
    static Settings read(Format format, byte[] content) {
        var mistakes = new Mistakes();
        return of(format.read(content, mistakes), mistakes);
    }

    private static Settings of(Collection<RawSetting> raw, Mistakes mistakes) {
        var document = Document.read(raw, mistakes);
        SettingsException.throwIfAny(mistakes);
        return new Settings(document);
    }

    private static SettingsException unreadable(String file, String message, @Nullable Throwable cause) {
        return new SettingsException(List.of(new Problem("", 0, "", file + " " + message)), cause);
    }

    Document document() {
        return document;
    }

    /** Tells which names of services the registry has that has applied this last. */
    void usedBy(Predicate<String> registry) {
        used = registry;
    }

    /**
     * The services in the document that it does not reach now, in the registry that has applied it last. Most are not
     * there: perhaps they come later, perhaps their names are misspelt. One that is there may have been left out,
     * because it came later and does not fit (S57). All services, if no registry has applied it.
     */
    public List<String> unused() {
        Predicate<String> isThere = used;
        List<String> services = document.services();
        return isThere == null
                ? services
                : services.stream().filter(isThere.negate()).toList();
    }

    /**
     * All settings, by keys in one spelling, in an order that depends only on the document. {@code Settings.of} makes
     * equal settings of it.
     */
    public Map<String, String> toMap() {
        return flat;
    }

    /** Whether the other settings say the same, in whatever spelling of the keys and order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings that && flat.equals(that.flat);
    }

    @Override
    public int hashCode() {
        return flat.hashCode();
    }

    /** For example {@code {defaults.open-for=10s}}. */
    @Override
    public String toString() {
        return flat.toString();
    }
}
