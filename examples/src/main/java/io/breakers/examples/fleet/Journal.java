package io.breakers.examples.fleet;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Prints the lines of all with the time, what this JVM's fleet logs among them. Safe for use by many threads. */
final class Journal implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("io.breakers.fleet");

    private final long start = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final PrintStream out;
    private final Handler handler = new Operator();

    private final class Operator extends Handler {
        @Override
        public void publish(LogRecord said) {
            write("[operator] " + said.getLevel() + ": " + said.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    Journal(PrintStream out) {
        this.out = out;
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    synchronized void write(String line) {
        lines.add(line);
        out.println(String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - start) / 1e9, line));
    }

    /** How many lines contain a text. */
    synchronized long count(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public void close() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }
}
