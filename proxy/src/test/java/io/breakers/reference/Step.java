package io.breakers.reference;

/**
 * One step of a sequence. Every step can be taken at any time, so that any part of a sequence is a sequence.
 *
 * @param number nanoseconds, or which call of those that there are, counted round
 * @param ending {@code null} where nothing ends
 */
record Step(Kind kind, long number, Ending ending) {
    enum Kind {
        ACQUIRE,
        END,
        END_AGAIN,
        TICK,
        FORCE_OPEN,
        DISABLE,
        RESET,
        READ,
        RECONFIGURE,
        TRIP,
        TRIP_FOR,
        END_WAIT
    }

    static Step of(Kind kind) {
        return new Step(kind, 0, null);
    }

    static Step tick(long nanos) {
        return new Step(Kind.TICK, nanos, null);
    }

    /** The inverse of {@link #toString()}. */
    static Step parse(String text) {
        String[] words = text.trim().split(" ");
        return new Step(
                Kind.valueOf(words[0]),
                words.length > 1 ? Long.parseLong(words[1]) : 0,
                words.length > 2 ? Ending.valueOf(words[2]) : null);
    }

    /** For example {@code ACQUIRE}, {@code TICK 20}, {@code END 0 FAILURE}. */
    @Override
    public String toString() {
        return kind
                + (number != 0 || kind == Kind.TICK || ending != null ? " " + number : "")
                + (ending == null ? "" : " " + ending);
    }
}
