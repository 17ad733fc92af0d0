package io.breakers.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** A server that is a process of its own: it can be killed, and stopped as if it hung. */
public final class ServerProcess {
    private static final long PATIENCE_SECONDS = 180;

    /** Below the ports that systems give to those who connect, one of whom could take it before the server does. */
    private static final int LEAST_PORT = 10_000;

    private static final int MOST_PORT = 32_000;

    private final List<String> command;
    private final String ready;
    private Process process;

    /**
     * Starts it, as {@link #start} does.
     *
     * @param ready what the line contains which it prints when it accepts calls
     */
    public ServerProcess(List<String> command, String ready) throws IOException {
        this.command = command;
        this.ready = ready;
        start();
    }

    /** A port of the loopback interface where nothing listens, and which nobody gets who does not ask for it. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Starts it, again too, and waits until it accepts calls.
     *
     * @throws IOException if there is no such program
     * @throws IllegalStateException if it does not start, with what it has said
     */
    public void start() throws IOException {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        var isReady = new CompletableFuture<Boolean>();
        var said = new ConcurrentLinkedQueue<String>();
        var reader = new Thread(() -> read(started, isReady, said), "server-output");
        reader.setDaemon(true);
        reader.start();
        if (!isReady.completeOnTimeout(false, PATIENCE_SECONDS, SECONDS).join()) {
            kill();
            throw new IllegalStateException(String.join(" ", command) + " did not start:\n" + String.join("\n", said));
        }
    }

    /** To the end, or a full pipe would stop the server. */
    private void read(Process started, CompletableFuture<Boolean> isReady, Queue<String> said) {
        try (var output = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(ready)) {
                    isReady.complete(true);
                }
            }
        } catch (IOException killed) {
            said.add(killed.toString());
        } finally {
            isReady.complete(false);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as by {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It accepts calls from now on, and answers none. */
    public void hang() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it run again, or starts it again. */
    public void recover() throws IOException, InterruptedException {
        if (process.isAlive()) {
            signal("CONT");
        } else {
            start();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new UncheckedIOException(new IOException("kill -" + name + " returned " + status));
        }
    }
}
