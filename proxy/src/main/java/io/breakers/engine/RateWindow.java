package io.breakers.engine;

import org.jspecify.annotations.Nullable;

/** The past calls that a rate looks at, each marked or passed. Lock-free, safe for use by many threads, and of fixed size. */
sealed interface RateWindow permits CallWindow, TimeWindow {
    /** Says whether a call that is not marked would change nothing. */
    Calm calm();

    /** Records a call that is not marked if the rate cannot be reached by it, whenever it comes; else does nothing and returns {@code false}. */
    boolean passQuietly();

    /** Records a call that is not marked; returns what the window holds if the rate is reached now, else {@code null}. */
    @Nullable
    Content pass(long now);

    /** Records a marked call; returns what the window holds if the rate is reached now, else {@code null}. */
    @Nullable
    Content mark(long now);

    /** What the window holds. */
    Content content(long now);

    /**
     * How many calls, and how many of them marked.
     *
     * @param calls marked or not
     */
    record Content(long marked, long calls) {}
}
