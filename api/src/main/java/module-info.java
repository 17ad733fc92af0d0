/** What a service interface, a catch block or a configuration may mention. No dependency, no behaviour to speak of. */
@org.jspecify.annotations.NullMarked
module io.breakers.api {
    requires static org.jspecify;

    exports io.breakers.api;
}
