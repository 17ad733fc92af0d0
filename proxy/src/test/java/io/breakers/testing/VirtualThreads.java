package io.breakers.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Virtual threads, of which JDK 17, for which we compile, does not know. */
public final class VirtualThreads {
    private static final int SINCE = 21;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private VirtualThreads() {}

    public static boolean areThere() {
        return Runtime.version().feature() >= SINCE;
    }

    /** An executor that starts a virtual thread for each task. */
    public static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException absent) {
            throw new AssertionError("no virtual threads in Java " + Runtime.version(), absent);
        }
    }

    /** Runs {@code work}, and returns every moment, however short, in which a virtual thread could not leave its carrier though it had to wait. */
    public static List<RecordedEvent> pinnedDuring(Callable<?> work) throws Exception {
        Path file = Files.createTempFile("pinned", ".jfr");
        try (var recording = new Recording()) {
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
            return pinnedIn(file);
        } finally {
            Files.delete(file);
        }
    }

    private static List<RecordedEvent> pinnedIn(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .toList();
    }
}
