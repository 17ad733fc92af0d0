package io.breakers.micrometer;

/** A service of which another loader can have a copy of its own: public and not nested. */
public interface Ping {
    void ping();
}
