package io.breakers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Virtual threads that keep their carriers, which others then wait for, as the flight recorder sees them. */
final class Pinning {
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private Pinning() {}

    /**
     * Runs {@code work}, and returns every moment, however short, in which a virtual thread could not leave its carrier
     * though it had to wait.
     */
    static List<RecordedEvent> during(Callable<?> work) throws Exception {
        Path file = Files.createTempFile("pinned", ".jfr");
        try (var recording = new Recording()) {
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
            return in(file);
        } finally {
            Files.delete(file);
        }
    }

    private static List<RecordedEvent> in(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .toList();
    }
}
