package io.breakers.testing;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Finds out whether something can still be reached. */
public final class Reachable {
    private static final int MOST_COLLECTIONS = 50;
    private static final long BETWEEN_COLLECTIONS_MILLIS = 100;

    private Reachable() {}

    /** Whether the referents are all gone after some collections; what is measured is not how long that takes. */
    public static boolean areGone(Iterable<? extends WeakReference<?>> references) throws InterruptedException {
        var never = new ReferenceQueue<Object>();
        for (int collections = 0; collections < MOST_COLLECTIONS; collections++) {
            System.gc();
            boolean gone = true;
            for (WeakReference<?> reference : references) {
                gone &= reference.get() == null;
            }
            if (gone) {
                return true;
            }
            never.remove(BETWEEN_COLLECTIONS_MILLIS);
        }
        return false;
    }
}
