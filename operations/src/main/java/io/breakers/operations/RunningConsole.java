package io.breakers.operations;

import io.breakers.operations.internal.console.ConsoleServer;
import java.net.URI;

/** A console that answers, until it is closed. Safe for use by many threads. */
public final class RunningConsole implements AutoCloseable {
    private final ConsoleServer server;

    RunningConsole(ConsoleServer server) {
        this.server = server;
    }

    /** Where the page is, as in {@code http://127.0.0.1:8081/}; still so after the end. */
    public URI uri() {
        return server.uri();
    }

    /**
     * Closes all connections, frees the address, and ends all threads of the console. The breakers go on. Closing again
     * has no effect.
     */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "console at " + uri();
    }
}
