package io.breakers.tools;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;

/** Finds out whether something can still be reached. */
public final class Reachable {
    private static final int LEAST_COLLECTIONS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SPINS_BETWEEN_COLLECTIONS = 10_000;

    private Reachable() {}

    /** Like {@link #areGone}, for one. */
    public static boolean isGone(Reference<?> reference) {
        return areGone(List.of(reference));
    }

    /**
     * Whether the referents are all gone after some collections. The collector itself clears a reference; the spins let
     * threads go on that are about to let go of something, the platform's cleaners for example, and where those have to
     * wait for a processor, there are more collections, for a minute.
     */
    public static boolean areGone(Iterable<? extends Reference<?>> references) {
        long begin = System.nanoTime();
        for (int collections = 0;
                collections < LEAST_COLLECTIONS || System.nanoTime() - begin < PATIENCE.toNanos();
                collections++) {
            System.gc();
            boolean gone = true;
            for (Reference<?> reference : references) {
                gone &= reference.refersTo(null);
            }
            if (gone) {
                return true;
            }
            for (int spins = 0; spins < SPINS_BETWEEN_COLLECTIONS; spins++) {
                Thread.onSpinWait();
            }
        }
        return false;
    }
}
