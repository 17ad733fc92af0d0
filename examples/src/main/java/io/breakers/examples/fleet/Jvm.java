package io.breakers.examples.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JVM of its own, with this one's class path. Its program ends with its input, and so does not outlive this one. */
public final class Jvm {
    private final Process process;
    private final PrintStream input;
    private final Thread reader;

    private Jvm(Process process, Consumer<String> lines) {
        this.process = process;
        input = new PrintStream(process.getOutputStream(), true, UTF_8);
        reader = new Thread(() -> read(lines), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param lines gets each line that it prints, on a thread for it
     */
    public static Jvm start(Class<?> main, Consumer<String> lines, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%n",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return new Jvm(new ProcessBuilder(command).redirectErrorStream(true).start(), lines);
    }

    /** Maven runs examples in a class loader of its own, of which {@code java.class.path} knows nothing. */
    private static String classPath() {
        if (!(Jvm.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        var files = new ArrayList<String>();
        for (URL url : loader.getURLs()) {
            try {
                files.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException none) {
                throw new IllegalStateException(none);
            }
        }
        return String.join(File.pathSeparator, files);
    }

    private void read(Consumer<String> lines) {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
        } catch (IOException killed) {
            lines.accept("was killed: " + killed.getMessage());
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Gives it a line of input. */
    public void say(String line) {
        input.println(line);
    }

    /** Ends it at once, as by {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** Ends its input, and waits until its program has ended and all its output was read. */
    public void end() throws InterruptedException {
        input.close();
        process.waitFor();
        reader.join();
    }
}
