package io.breakers.tools;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what is logged during a test, for the test to look at, and away from the console. */
public class RecordedLog implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = Logger.getLogger("io.breakers");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Runnable told;

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            received(logged);
            told.run();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public RecordedLog() {
        this(() -> {});
    }

    /** Keeps it, and says so each time; for example {@link Bell#ring}. */
    public RecordedLog(Runnable told) {
        this.told = told;
    }

    /** What becomes of a record; a test of broken logging throws here. */
    protected void received(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    /**
     * For example {@code WARNING: payments: a listener threw in onSuccess (java.lang.IllegalStateException: full)}.
     */
    public List<String> lines() {
        return records.stream()
                .map(logged -> logged.getLevel() + ": " + logged.getMessage() + " (" + logged.getThrown() + ")")
                .toList();
    }
}
