package io.breakers.examples.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Redis on a free port of the loopback address. It keeps its data on disk when it is killed, until it is closed.
 */
public final class LocalRedis implements AutoCloseable {
    private final String program;
    private final int port;
    private final Path directory;
    private Process process;

    private LocalRedis(String program) throws IOException {
        this.program = program;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        directory = Files.createTempDirectory("redis");
        process = launch();
    }

    /**
     * Starts {@code redis-server}, or what the system property {@code redis} names.
     *
     * @throws IllegalStateException if it is not installed
     */
    public static LocalRedis start() throws IOException {
        return start(System.getProperty("redis", "redis-server"));
    }

    static LocalRedis start(String program) throws IOException {
        return new LocalRedis(program);
    }

    private Process launch() throws IOException {
        var command = List.of(
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
                "always");
        Process started;
        try {
            started = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            delete();
            throw new IllegalStateException(
                    "This needs a Redis, and there is no " + program
                            + ". Install it (Debian: apt-get install redis-server; macOS: brew install redis)",
                    absent);
        }
        var output = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains("Ready to accept connections")) {
            line = output.readLine();
        }
        if (line == null) {
            delete();
            throw new IllegalStateException(program + " ended before it was ready");
        }
        // To the end, or a full pipe would stop it.
        var reader = new Thread(() -> output.lines().forEach(said -> {}), "redis-output");
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, closed) -> {});
        reader.start();
        return started;
    }

    /** Its address. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its process, until it is started again. */
    public long pid() {
        return process.pid();
    }

    /** Ends it at once, as by {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again after a {@link #kill}, on the same port, with what it had written. */
    public void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        delete();
    }

    private void delete() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
