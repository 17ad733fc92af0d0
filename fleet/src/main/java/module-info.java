/** A fleet: operators act once, on all instances of an application. */
@org.jspecify.annotations.NullMarked
module io.breakers.fleet {
    requires static lettuce.core;
    requires static org.jspecify;
    requires transitive io.breakers.operations;

    exports io.breakers.fleet;
}
