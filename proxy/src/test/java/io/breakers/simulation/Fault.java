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
    REENTRY(null);

    private final @Nullable Throwable thrown;

    Fault(@Nullable Throwable thrown) {
        this.thrown = thrown;
    }

    /** What it throws; {@code null} if it does something else. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Strikes: throws, returns {@code null}, or calls the protected service first and then does what it should. */
    <T> @Nullable T strike(Runnable reentry, Callable<T> normally) {
        if (this == REENTRY) {
            reentry.run();
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
