package io.breakers.adapters;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.JobKt;

/** Tells whether who calls has given up, which he can only with kotlinx.coroutines. */
final class Jobs {
    private static final boolean THERE = isThere();

    private Jobs() {}

    private static boolean isThere() {
        try {
            Class.forName("kotlinx.coroutines.JobKt", false, Jobs.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Whether who calls in this context still wants an answer. */
    static boolean isActive(CoroutineContext caller) {
        return !THERE || JobKt.isActive(caller);
    }

    /** Whether this is the caller's own cancellation, and not one inside the target. */
    static boolean isCancelled(Throwable failure, CoroutineContext caller) {
        return failure instanceof CancellationException && !isActive(caller);
    }
}
