package io.breakers.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger writes as long as this is open, with levels. */
final class LogLines extends Handler implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    LogLines(String name) {
        this.logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /** Returns what has been written since the last time. */
    List<String> next() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }

    /** The same without the lines that tell of a change of the settings which somebody wanted. */
    List<String> nextBesidesChanges() {
        return next().stream()
                .filter(line -> !line.startsWith("INFO settings "))
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
