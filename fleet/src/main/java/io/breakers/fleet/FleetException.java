package io.breakers.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a command to a fleet that could not be given (S62). The message says whether it was refused, so that nothing
 * of it is applied anywhere, or whether its fate is unknown, because the engine did not answer in time.
 */
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    FleetException(String message, boolean unknown, @Nullable Throwable cause) {
        super(message, cause);
        this.unknown = unknown;
    }

    /**
     * Whether the command may have been given all the same, or may be later. Giving it again is safe: of the same
     * command, the last one holds.
     */
    public boolean isFateUnknown() {
        return unknown;
    }
}
