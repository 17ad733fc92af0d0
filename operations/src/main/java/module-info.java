/** A registry of breakers, with settings from documents: for those who operate what others have written. */
@org.jspecify.annotations.NullMarked
module io.breakers.operations {
    requires java.net.http;
    requires static org.jspecify;
    requires static org.snakeyaml.engine;
    requires transitive io.breakers.api;
    requires transitive io.breakers.proxy;

    exports io.breakers.operations;
}
