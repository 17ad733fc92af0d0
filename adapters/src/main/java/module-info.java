/** Adapters of return types that other libraries define. Each library is there only if a service returns its types. */
@org.jspecify.annotations.NullMarked
module io.breakers.adapters {
    requires static com.google.common;
    requires static io.reactivex.rxjava3;
    requires static io.smallrye.mutiny;
    requires static kotlin.stdlib;
    requires static kotlinx.coroutines.core;
    requires static okhttp3;
    requires static okio;
    requires static org.jspecify;
    requires static org.reactivestreams;
    requires static retrofit2;
    requires transitive io.breakers.api;

    exports io.breakers.adapters;
}
