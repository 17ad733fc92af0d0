/** Binds Micrometer meters to circuit breakers, through their listener contract alone. */
@org.jspecify.annotations.NullMarked
module io.breakers.micrometer {
    requires static org.jspecify;
    requires transitive io.breakers.api;
    requires transitive micrometer.core;

    exports io.breakers.micrometer;
}
