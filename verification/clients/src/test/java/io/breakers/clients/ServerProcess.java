package io.breakers.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server that is a process of its own: it can be killed, and stopped as if it hung. */
final class ServerProcess {
    private static final long PATIENCE_SECONDS = 60;

    private final List<String> command;
    private final String ready;
    private Process process;

    /**
     * Starts it.
     *
     * @param ready what the line contains which it prints when it accepts calls
     */
    ServerProcess(List<String> command, String ready) throws IOException, InterruptedException {
        this.command = command;
        this.ready = ready;
        start();
    }

    /** A port of the loopback interface where nothing listens. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void start() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        var isReady = new CountDownLatch(1);
        var said = new StringBuffer();
        var reader = new Thread(() -> read(started, isReady, said), "server-output");
        reader.setDaemon(true);
        reader.start();
        if (!isReady.await(PATIENCE_SECONDS, SECONDS) || !started.isAlive()) {
            kill();
            throw new IllegalStateException(command + " did not start:\n" + said);
        }
    }

    /** To the end, or a full pipe would stop the server. */
    private void read(Process started, CountDownLatch isReady, StringBuffer said) {
        try (var output = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.contains(ready)) {
                    isReady.countDown();
                }
            }
        } catch (IOException killed) {
            said.append(killed);
        } finally {
            isReady.countDown();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void hang() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it run again, or starts it again. */
    void recover() throws IOException, InterruptedException {
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
