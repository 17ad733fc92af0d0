package io.breakers.adapters;

import io.breakers.proxy.ProxyEngine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** All return types that have an adapter, each with both engines. */
final class Kinds {
    static final List<Kind<?>> ALL = Stream.of(
                    PlatformKinds.all(),
                    ReactorKinds.all(),
                    RxJava3Kinds.all(),
                    MutinyKinds.all(),
                    GuavaKinds.all(),
                    RetrofitKinds.all(),
                    KotlinKinds.all())
            .flatMap(List::stream)
            .toList();

    private Kinds() {}

    static List<Arguments> withBothEngines() {
        return with(ALL);
    }

    static List<Arguments> streams() {
        return with(ALL.stream().filter(kind -> kind.is(Kind.Trait.STREAM)).toList());
    }

    private static List<Arguments> with(List<Kind<?>> kinds) {
        return kinds.stream()
                .flatMap(kind ->
                        Stream.of(ProxyEngine.GENERATED, ProxyEngine.JDK).map(engine -> Arguments.of(kind, engine)))
                .toList();
    }
}
