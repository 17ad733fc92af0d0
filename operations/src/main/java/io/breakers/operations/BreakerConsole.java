package io.breakers.operations;

import io.breakers.operations.internal.console.ConsoleServer;
import io.breakers.operations.internal.console.HealthView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows the breakers of a registry as they are, for a browser, with an API in JSON beside it; see
 * {@code docs/guide/console.md} for its routes. It changes nothing unless {@link #operators} is given.
 *
 * <pre>{@code
 * try (RunningConsole console = BreakerConsole.of(registry).operators(token).start()) {
 *     System.out.println("See " + console.uri());
 *     ...
 * }
 * }</pre>
 *
 * <p>It needs Jackson ({@code com.fasterxml.jackson.core:jackson-core}), which the application adds. While it runs it
 * has threads of its own, all daemons: one that reads the numbers once a second, and those of the HTTP server of the
 * JDK, for all servers of which it sets the system property {@code sun.net.httpserver.nodelay}, unless it is set: else
 * each answer would take 40 ms. This object is not thread-safe; what it starts is.
 */
public final class BreakerConsole {
    private final BreakerRegistry registry;
    private @Nullable BreakerHealth health;
    private @Nullable String token;
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private BreakerConsole(BreakerRegistry registry) {
        this.registry = registry;
    }

    /** Returns a console of {@code registry}, which is not started yet. */
    public static BreakerConsole of(BreakerRegistry registry) {
        return new BreakerConsole(Objects.requireNonNull(registry, "registry"));
    }

    /** Answers for a readiness probe, at {@code /health/ready}, by {@code health}. By default that is not found. */
    public BreakerConsole health(BreakerHealth health) {
        this.health = Objects.requireNonNull(health, "health");
        return this;
    }

    /**
     * Lets those who know {@code token} operate breakers. By default nobody can. The connection is not encrypted: on
     * another address than the loopback one, put a proxy with TLS before it.
     *
     * @throws IllegalArgumentException if it is blank, or holds anything but visible ASCII characters
     */
    public BreakerConsole operators(String token) {
        if (Objects.requireNonNull(token, "token").isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            // What it was is not told: it is a secret.
            throw new IllegalArgumentException("token must consist of visible ASCII characters, at least one");
        }
        this.token = token;
        return this;
    }

    /**
     * Sets the address to listen at. Defaults to any free port of the loopback address, which only this machine
     * reaches.
     *
     * @throws IllegalArgumentException if its host is not known
     */
    public BreakerConsole bind(InetSocketAddress address) {
        if (Objects.requireNonNull(address, "address").isUnresolved()) {
            throw new IllegalArgumentException(
                    "address must have a host that is known, was " + address.getHostString());
        }
        this.address = address;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if Jackson is absent
     * @throws UncheckedIOException if the address cannot be bound, for example because it is in use
     */
    public RunningConsole start() {
        checkJackson();
        try {
            return new RunningConsole(
                    ConsoleServer.start(registry::breakers, registry.events(), report(health), token, address));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Cannot start the console at " + address.getHostString() + ":" + address.getPort() + ": "
                            + failed.getMessage() + "; give another address by bind(..)",
                    failed);
        }
    }

    private static @Nullable Supplier<HealthView> report(@Nullable BreakerHealth health) {
        return health == null
                ? null
                : () -> {
                    HealthReport report = health.report();
                    return new HealthView(
                            report.ready(), report.degraded(), report.breakers(), report.causes(), report.missing());
                };
    }

    private static void checkJackson() {
        try {
            Class.forName("com.fasterxml.jackson.core.JsonFactory", false, BreakerConsole.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException(
                    "The console needs com.fasterxml.jackson.core:jackson-core, which is not there; add it"
                            + " (on a module path with --add-modules com.fasterxml.jackson.core)",
                    absent);
        }
    }
}
