package io.breakers.tools;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, of which JDK 17, for which we compile, does not know. */
public final class VirtualThreads {
    private static final int SINCE = 21;

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
            throw new LinkageError("no virtual threads in Java " + Runtime.version(), absent);
        }
    }
}
