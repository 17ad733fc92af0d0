/** Exports circuit breakers as Micrometer meters, using only the listener interface. */
@org.jspecify.annotations.NullMarked
module io.breakers.micrometer {
    requires static org.jspecify;
    requires transitive io.breakers.api;
    requires transitive micrometer.core;

    exports io.breakers.micrometer;
}
