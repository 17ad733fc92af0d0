/** Wraps any plain interface in circuit breakers. The engine package is not exported. */
@org.jspecify.annotations.NullMarked
module io.breakers.proxy {
    requires static net.bytebuddy; // only for generated classes; without it there are JDK proxies
    requires static org.jspecify;
    requires static org.reactivestreams;
    requires static reactor.core; // only for methods that return Mono or Flux
    requires transitive io.breakers.api;

    exports io.breakers.proxy;
}
