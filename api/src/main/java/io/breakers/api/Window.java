package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The past calls that a rate looks at: a number of calls, or those within a duration (S12). An immutable value. */
public final class Window {
    static final int MAX_CALLS = 10_000_000;

    private final int calls;
    private final @Nullable Duration duration;

    private Window(int calls, @Nullable Duration duration) {
        this.calls = calls;
        this.duration = duration;
    }

    /**
     * Returns the window of exactly the last {@code calls} calls.
     *
     * @throws IllegalArgumentException if {@code calls} is not from 1 to 10,000,000
     */
    public static Window ofCalls(int calls) {
        if (calls < 1 || calls > MAX_CALLS) {
            throw new IllegalArgumentException("calls must be from 1 to " + MAX_CALLS + ", was " + calls);
        }
        return new Window(calls, null);
    }

    /**
     * Returns the window of the calls that ended within the last {@code duration}, rounded down to a multiple of 20
     * nanoseconds. It slides in steps of a twentieth of that: a call leaves the window when it is between 95 % and
     * 100 % of the rounded duration old.
     *
     * @throws IllegalArgumentException if {@code duration} is shorter than 20 nanoseconds
     */
    public static Window ofDuration(Duration duration) {
        return new Window(0, Checks.atLeast("duration", duration, Duration.ofNanos(20)));
    }

    /** The number of calls; 0 for a window of time. */
    public int calls() {
        return calls;
    }

    /** The duration; {@code null} for a window of calls. */
    public @Nullable Duration duration() {
        return duration;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Window that && calls == that.calls && Objects.equals(duration, that.duration);
    }

    @Override
    public int hashCode() {
        return 31 * calls + Objects.hashCode(duration);
    }

    /** For example {@code the last 100 calls}, {@code the last 30 s}. */
    @Override
    public String toString() {
        if (duration != null) {
            return "the last " + Checks.text(duration);
        }
        return calls == 1 ? "the last call" : "the last " + calls + " calls";
    }
}
