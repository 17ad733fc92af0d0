package io.breakers.internal.calls;

/**
 * The superclass of generated proxies. {@code equals} and {@code hashCode} are those of {@link Object} (S38). Holds the
 * protection.
 */
public abstract class ProtectedObject {
    private final Object protection;
    private final String description;

    /**
     * Creates a proxy.
     *
     * @param protection what {@link #protectionOf} finds
     * @param description what {@code toString()} says
     */
    protected ProtectedObject(Object protection, String description) {
        this.protection = protection;
        this.description = description;
    }

    /** What is behind {@code proxy}. Static, so that no method of a service can be taken for it. */
    public static Object protectionOf(ProtectedObject proxy) {
        return proxy.protection;
    }

    @Override
    public String toString() {
        return description;
    }
}
