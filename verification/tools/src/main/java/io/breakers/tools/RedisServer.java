package io.breakers.tools;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real Redis on a free port of the loopback address, which can be killed, paused and started again. The system
 * property {@code redis} says what starts it; tests that need one are left out where it is {@code none}.
 */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    /** Starts one that keeps its data on disk, at every command. */
    public RedisServer(Path directory, String... options) throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        this.directory = directory;
        this.options = List.of(options);
        start();
    }

    /**
     * What starts Redis.
     *
     * @throws IllegalStateException if it is not there, with what to do
     */
    public static String program() {
        String program = System.getProperty("redis", "redis-server");
        try {
            new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            throw new IllegalStateException(
                    "These tests need Redis, and there is no " + program + ". Install it (verification/redis does, and"
                            + " on Debian apt-get install redis-server), say where it is by -Dredis=..., or leave the"
                            + " tests out by -Dredis=none.",
                    absent);
        }
        return program;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    /** Starts it again. */
    public void start() throws IOException {
        var command = new ArrayList<>(List.of(
                program(),
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
        Path log = directory.resolve("redis.log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long ready = count(log) + 1;
        await("Redis is ready", () -> count(log) >= ready || !process.isAlive());
    }

    private static long count(Path log) {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("Ready to accept connections"))
                    .count();
        } catch (IOException none) {
            return 0;
        }
    }

    /** As by {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends and forgets its data. */
    public void killAndForget() throws IOException, InterruptedException {
        kill();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("redis.log")) {
                    Files.delete(file);
                }
            }
        }
    }

    /** It hangs from now on. */
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await("Redis has ended", () -> !process.isAlive());
    }

    /** Waits for what other threads and processes do. */
    public static void await(String what, BooleanSupplier condition) {
        var never = new CountDownLatch(1);
        try {
            for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
                if (never.await(10, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody counts down");
                }
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("not within 30 s: " + what);
        }
    }
}
