/**
 * Test kit: virtual time for breakers, and a listener that records what they report. It needs the API and nothing else.
 */
@org.jspecify.annotations.NullMarked
module io.breakers.testing {
    requires transitive io.breakers.api;
    requires static org.jspecify;

    exports io.breakers.testing;
}
