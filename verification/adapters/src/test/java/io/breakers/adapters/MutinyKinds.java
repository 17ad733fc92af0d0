package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.DEMAND;
import static io.breakers.adapters.Kind.Trait.STREAM;
import static io.breakers.adapters.Kind.Trait.VALUED;

import io.breakers.api.CallAdapter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Mutiny's two types. */
final class MutinyKinds {
    private MutinyKinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfUnis(), new OfMultis());
    }

    interface Unis {
        Uni<String> get(String argument);
    }

    private static final class OfUnis extends Kind<Unis> {
        OfUnis() {
            super("Uni", VALUED);
        }

        @Override
        Class<Unis> type() {
            return Unis.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return MutinyAdapters.all();
        }

        @Override
        Unis client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Uni.createFrom().emitter(emitter -> {
                            emitter.onTermination(source::cancel);
                            source.attach(Source.Sink.ofValue(emitter::complete, emitter::fail));
                        });
            };
        }

        @Override
        Object answer() {
            return Uni.createFrom().item(VALUE);
        }

        @Override
        Use call(Unis client, String argument) {
            Uni<String> made = client.get(argument);
            return received -> made.onSubscription()
                    .invoke(given -> received.cancelBy(given::cancel))
                    .subscribe()
                    .with(
                            value -> {
                                received.next(value);
                                received.end(null);
                            },
                            received::end);
        }
    }

    interface Multis {
        Multi<String> get(String argument);
    }

    private static final class OfMultis extends Kind<Multis> {
        OfMultis() {
            super("Multi", STREAM, DEMAND);
        }

        @Override
        Class<Multis> type() {
            return Multis.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return MutinyAdapters.all();
        }

        @Override
        Multis client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Multi.createFrom().emitter(emitter -> {
                            emitter.onTermination(source::cancel);
                            source.attach(Source.Sink.ofElements(emitter::emit, emitter::complete, emitter::fail));
                        });
            };
        }

        @Override
        Object answer() {
            return Multi.createFrom().item(VALUE);
        }

        @Override
        Use call(Multis client, String argument) {
            Multi<String> made = client.get(argument);
            return received -> made.onSubscription()
                    .invoke(given -> received.cancelBy(given::cancel))
                    .subscribe()
                    .with(received::next, received::end, () -> received.end(null));
        }
    }
}
