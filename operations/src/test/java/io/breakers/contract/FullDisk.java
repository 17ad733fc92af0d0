package io.breakers.contract;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A log that throws whatever is written to it. */
final class FullDisk extends Handler {
    /** What is done meanwhile. */
    interface Step {
        void run() throws Exception;
    }

    private FullDisk() {}

    /** Runs {@code step} while the logger of that name throws. */
    static void of(String name, Step step) throws Exception {
        Logger logger = Logger.getLogger(name);
        var full = new FullDisk();
        logger.addHandler(full);
        try {
            step.run();
        } finally {
            logger.removeHandler(full);
        }
    }

    @Override
    public void publish(LogRecord line) {
        throw new IllegalStateException("the disk is full");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
