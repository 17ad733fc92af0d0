package io.breakers.api;

/** One change of a breaker's configuration while it works (S45). */
public interface Reconfiguration {
    /** The configuration before. */
    BreakerConfig from();

    /** The configuration from now on. */
    BreakerConfig to();

    /** The number of that configuration, as {@link Breaker#revision()} gives it; the first change is number 1. */
    long revision();

    /** Why, in the words of who changed it. */
    String reason();
}
