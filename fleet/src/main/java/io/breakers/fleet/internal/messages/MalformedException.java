package io.breakers.fleet.internal.messages;

/** Thrown for a text that no instance of a fleet has written. The message does not quote it. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
