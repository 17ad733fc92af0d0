package io.breakers.simulation;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a piece of user code may do instead of what it should. */
enum Fault {
    UNCHECKED(new IllegalStateException("unchecked")),
    CHECKED(new IOException("checked, though nothing declares it")),
    ERROR(new AssertionError("error")),
    OVERFLOW(new StackOverflowError()),
    INTERRUPTED(new InterruptedException("interrupted")),
    NULL(null),
    REENTRY(null),
    /** Changes the configuration. */
    RECONFIGURE(null),
    TRIP(null),
    END_WAIT(null);

    private final @Nullable Throwable thrown;

    Fault(@Nullable Throwable thrown) {
        this.thrown = thrown;
    }

    /** What it throws; {@code null} if it does something else. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Whether it may change the state, so that who is let in depends on when it strikes. */
    boolean operates() {
        return this == TRIP || this == END_WAIT;
    }

    /**
     * Strikes: throws, returns {@code null}, or does something to the protected service first and then what it should.
     */
    <T> @Nullable T strike(Runnable first, Callable<T> normally) {
        if (thrown == null && this != NULL) {
            first.run();
            return normal(normally);
        }
        if (this == INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        return thrown == null ? null : Fault.<RuntimeException, T>sneak(thrown);
    }

    /** What a callback should do. */
    static <T> T normal(Callable<T> normally) {
        try {
            return normally.call();
        } catch (Exception failure) {
            return Fault.<RuntimeException, T>sneak(failure);
        }
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable, T> T sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
