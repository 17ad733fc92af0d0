package io.breakers.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A real Redis on a free port of the loopback address, which can be killed, paused and started again. It keeps its data
 * on disk, at every command, until it is closed. The system property {@code redis} says what starts it; tests that need
 * one are left out where it is {@code none}.
 */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private final Path directory;
    private final ServerProcess process;

    /**
     * Starts one.
     *
     * @param options of its command line; they come after ours, and so before them
     * @throws IllegalStateException if there is none, with what to do, or if it does not start, with what it has said
     */
    public RedisServer(String... options) throws IOException {
        this(System.getProperty("redis", "redis-server"), List.of(options));
    }

    RedisServer(String program, List<String> options) throws IOException {
        port = ServerProcess.freePort();
        directory = Files.createTempDirectory("redis");
        var command = new ArrayList<>(List.of(
                program,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always"));
        command.addAll(options);
        ServerProcess started = null;
        try {
            started = new ServerProcess(command, "Ready to accept connections");
        } catch (IOException absent) {
            throw new IllegalStateException(
                    "This needs Redis, and there is no " + program + ". Install it (Debian: apt-get install"
                            + " redis-server; macOS: brew install redis), say where it is by -Dredis=..., or leave its"
                            + " tests out by -Dredis=none.",
                    absent);
        } finally {
            if (started == null) {
                delete(true);
            }
        }
        process = started;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again, on the same port, with what it had written. */
    public void start() throws IOException {
        process.start();
    }

    /** As by {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** Ends and forgets its data. */
    public void killAndForget() throws IOException {
        kill();
        delete(false);
    }

    /** It hangs from now on. */
    public void pause() throws IOException, InterruptedException {
        process.hang();
    }

    /** Lets it run again, or starts it again. */
    public void goOn() throws IOException, InterruptedException {
        process.recover();
    }

    @Override
    public void close() throws IOException {
        kill();
        delete(true);
    }

    private void delete(boolean withDirectory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (withDirectory || !file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
