/**
 * Test kit: virtual time, scripted targets, and assertions for tests of code with breakers. It needs the API and
 * nothing else; JUnit, only for the extension.
 */
@org.jspecify.annotations.NullMarked
module io.breakers.testing {
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires transitive io.breakers.api;

    exports io.breakers.testing;
}
