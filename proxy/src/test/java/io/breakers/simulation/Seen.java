package io.breakers.simulation;

import io.breakers.api.CallRejectedException;
import org.jspecify.annotations.Nullable;

/** What the caller of one call got: a result, or a throwable, by identity. */
record Seen(@Nullable Object outcome) {
    static final Seen ANSWER = new Seen("answer");
    static final Seen FALLBACK = new Seen("fallback");
    static final Seen REJECTED = new Seen(CallRejectedException.class);
    static final Seen MISSING = new Seen(NullPointerException.class);

    /**
     * What nobody expects. Everything here ends at once, so a stage that is not complete never will be: whoever waited
     * for it would wait for ever.
     */
    static final String NOTHING = "a stage that nobody completes";

    static Seen thrown(Throwable thrown) {
        boolean ours = thrown instanceof CallRejectedException || thrown instanceof NullPointerException;
        return new Seen(ours ? thrown.getClass() : thrown);
    }
}
