package io.breakers.micrometer;

import java.lang.ref.WeakReference;

/** Whether the garbage collector takes something. */
final class Collected {
    private static final int ATTEMPTS = 100;

    private Collected() {}

    /** Whether {@code reference} is cleared within so many collections; nothing waits for a clock. */
    static boolean soon(WeakReference<?> reference) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (reference.get() == null) {
                return true;
            }
            System.gc();
        }
        return reference.get() == null;
    }

    /** Returns after a collection that took what was not referred to. */
    static void awaitACollection() {
        var garbage = new WeakReference<>(new Object());
        if (!soon(garbage)) {
            throw new AssertionError("no collection took place");
        }
    }
}
