package io.breakers.operations;

import io.breakers.operations.internal.document.Format;
import io.breakers.operations.internal.source.Address;
import io.breakers.operations.internal.source.FileSource;
import io.breakers.operations.internal.source.HttpSource;
import io.breakers.operations.internal.source.Source;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry {@linkplain BreakerRegistry#follow follows} a settings document: a file, or an HTTP address. Each is
 * read in UTF-8 and up to a megabyte. Immutable: {@link #header} and {@link #timeout} return another source.
 */
public final class SettingsSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<Source> source;
    private final @Nullable Address address;

    private SettingsSource(String name, Supplier<Source> source, @Nullable Address address) {
        this.name = name;
        this.source = source;
        this.address = address;
    }

    /**
     * Returns a file, in the formats of {@link Settings#load}. It may be replaced or written while it is followed, and
     * be a symbolic link that changes, as in a ConfigMap of Kubernetes.
     *
     * @throws IllegalArgumentException if the end of its name tells no format
     */
    public static SettingsSource file(Path file) {
        String name = Objects.requireNonNull(file, "file").toString();
        Format format = Format.ofFile(name);
        if (format == null) {
            throw new IllegalArgumentException(name + " must end with .properties, .yaml, .yml or .json");
        }
        return new SettingsSource(name, () -> new FileSource(file, format), null);
    }

    /**
     * Returns an address that answers {@code GET} with a document, such as that of a configuration at the agent of AWS
     * AppConfig: {@code http://localhost:2772/applications/shop/environments/live/configurations/breakers}. The format
     * is told by the end of the path, as of a file, or else by the {@code Content-Type}: a type of YAML or JSON, or one
     * of properties, which {@code text/plain} is, too. An {@code ETag} is sent back, so that what has not changed is
     * not sent again. Redirections are not followed.
     *
     * @throws IllegalArgumentException if it is no address of http or https
     */
    public static SettingsSource http(URI uri) {
        return at(new Address(Objects.requireNonNull(uri, "uri"), List.of(), TIMEOUT));
    }

    private static SettingsSource at(Address address) {
        return new SettingsSource(name(address.uri()), () -> new HttpSource(address), address);
    }

    /** Without what may be secret. */
    private static String name(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + Objects.requireNonNullElse(uri.getRawPath(), "");
    }

    /**
     * Returns the same address with a header for each request, for example {@code Authorization}.
     *
     * @throws IllegalArgumentException if that cannot be sent
     * @throws IllegalStateException if this is a file
     */
    public SettingsSource header(String name, String value) {
        var header = new Address.Header(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return at(address("header").with(header));
    }

    /**
     * Returns the same address with a limit for the time until the whole answer is there. Defaults to 5 s.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     * @throws IllegalStateException if this is a file
     */
    public SettingsSource timeout(Duration timeout) {
        if (Objects.requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        return at(address("timeout").with(timeout));
    }

    private Address address(String setting) {
        if (address == null) {
            throw new IllegalStateException(setting + " is for an http source; " + name + " is a file");
        }
        return address;
    }

    Source open() {
        return source.get();
    }

    /** Where it is, for messages: the path, or the address without user, query and headers. */
    @Override
    public String toString() {
        return name;
    }
}
