/**
 * The types that service interfaces, catch blocks and configurations use. It has no dependencies and almost no
 * behaviour.
 */
@org.jspecify.annotations.NullMarked
module io.breakers.api {
    requires static org.jspecify;

    exports io.breakers.api;
}
