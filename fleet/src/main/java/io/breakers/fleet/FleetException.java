package io.breakers.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a command to a fleet that could not be given (S62). The message says whether it was refused, so that
 * nothing of it is applied anywhere, or whether its fate is unknown, because the engine did not answer in time.
 */
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private FleetException(String message, boolean unknown, @Nullable Throwable cause) {
        super(message, cause);
        this.unknown = unknown;
    }

    /** The engine, or what is before it, has said no. */
    static FleetException refused(String fleet, String why, @Nullable Throwable cause) {
        return new FleetException(
                "The command was refused, and nothing of it is applied: the fleet " + fleet + " cannot take it: " + why,
                false,
                cause);
    }

    /** The engine has not confirmed it. */
    static FleetException unknown(String fleet, String why, @Nullable Throwable cause) {
        return new FleetException(
                "The fate of the command is unknown: the fleet " + fleet + " has not confirmed it: " + why
                        + "; it may have been given, or may be later",
                true,
                cause);
    }

    /**
     * Whether the command may have been given all the same, or may be later. Giving again what holds is safe: of the
     * same command, the last one holds, and the same document leaves the way back as it is. A {@code trip} may then
     * trip twice.
     */
    public boolean isFateUnknown() {
        return unknown;
    }
}
