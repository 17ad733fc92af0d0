package io.breakers.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * What a user wrote, compiled while a test runs: for what depends on loaders, on modules, or on what is absent from a
 * process.
 */
public final class UserCode {
    private static final long PATIENCE_SECONDS = 60;

    private final Path sources;
    private final Path classes;

    /** Keeps sources and classes in {@code directory}. */
    public UserCode(Path directory) {
        this.sources = directory.resolve("sources");
        this.classes = directory.resolve("classes");
    }

    /** Adds a file, for example {@code shop/Payments.java}. */
    public UserCode file(String name, String text) {
        try {
            Path file = sources.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Compiles all files; {@code option} is {@code -cp} or {@code -p}. */
    public Path compile(String option, String path) {
        var arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), option, path));
        try (var files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var complaints = new StringWriter();
        var log = new PrintWriter(complaints, true);
        int result = ToolProvider.findFirst("javac").orElseThrow().run(log, log, arguments.toArray(new String[0]));
        if (result != 0) {
            throw new AssertionError(complaints.toString());
        }
        return classes;
    }

    /** Where the class was loaded from. */
    public static String pathOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static String path(Object... parts) {
        var names = new ArrayList<String>();
        for (Object part : parts) {
            names.add(part.toString());
        }
        return String.join(System.getProperty("path.separator"), names);
    }

    public static URLClassLoader loader(ClassLoader parent, String... paths) {
        var places = new ArrayList<URL>();
        for (String path : paths) {
            try {
                places.add(Path.of(path).toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return new URLClassLoader(places.toArray(new URL[0]), parent);
    }

    /** Runs a virtual machine like this one, and returns all it said. */
    public static String java(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(said);
            }
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
