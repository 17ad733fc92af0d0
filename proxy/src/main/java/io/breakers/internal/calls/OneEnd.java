package io.breakers.internal.calls;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What ends once, whichever thread ends it first (S19), and may have begun to answer before. */
abstract sealed class OneEnd permits TargetAttempt, FallbackAttempt {
    private static final VarHandle PROGRESS = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "progress", VarHandle.class, OneEnd.class, Object.class);
    static final Object ENDED = new Object();

    /** {@code null} at first; then what was noted as the first element of a stream came; then {@link #ENDED}. */
    volatile @Nullable Object progress;

    /** Ends this; returns {@code false} if it had ended before. */
    final boolean end() {
        return PROGRESS.getAndSet(this, ENDED) != ENDED;
    }

    /** Whether it has neither answered nor ended. */
    final boolean awaitsAnswer() {
        return progress == null;
    }

    /** Notes that the first element has come; returns {@code false} if that is known, or this has ended. */
    final boolean noteAnswer(Object note) {
        return PROGRESS.compareAndSet(this, null, note);
    }

    /** Ends this because nobody wants it any more; see {@link #abandoned}. */
    public final void cancelled() {
        Object before = PROGRESS.getAndSet(this, ENDED);
        if (before != ENDED) {
            abandoned(before);
        }
    }

    /**
     * Accounts for what {@link #cancelled} has ended.
     *
     * @param answer what was noted as the first element came; {@code null} if none has
     */
    abstract void abandoned(@Nullable Object answer);
}
