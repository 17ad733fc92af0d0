package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.DEMAND;
import static io.breakers.adapters.Kind.Trait.STREAM;
import static io.breakers.adapters.Kind.Trait.VALUED;

import io.breakers.api.CallAdapter;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reactor's types, which need no adapter: what the others are compared with. */
final class ReactorKinds {
    private ReactorKinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfMonos(), new OfFluxes());
    }

    interface Monos {
        Mono<String> get(String argument);
    }

    private static final class OfMonos extends Kind<Monos> {
        OfMonos() {
            super("Mono", VALUED);
        }

        @Override
        Class<Monos> type() {
            return Monos.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return null;
        }

        @Override
        Monos client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Mono.create(sink -> {
                            sink.onCancel(source::cancel);
                            source.attach(Source.Sink.ofValue(sink::success, sink::error));
                        });
            };
        }

        @Override
        Object answer() {
            return Mono.just(VALUE);
        }

        @Override
        Use call(Monos client, String argument) {
            Mono<String> mono = client.get(argument);
            return received -> mono.doOnSubscribe(subscription -> received.cancelBy(subscription::cancel))
                    .subscribe(received::next, received::end, () -> received.end(null));
        }
    }

    interface Fluxes {
        Flux<String> get(String argument);
    }

    private static final class OfFluxes extends Kind<Fluxes> {
        OfFluxes() {
            super("Flux", STREAM, DEMAND);
        }

        @Override
        Class<Fluxes> type() {
            return Fluxes.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return null;
        }

        @Override
        Fluxes client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Flux.create(sink -> {
                            sink.onCancel(source::cancel);
                            source.attach(Source.Sink.ofElements(sink::next, sink::complete, sink::error));
                        });
            };
        }

        @Override
        Object answer() {
            return Flux.just(VALUE);
        }

        @Override
        Use call(Fluxes client, String argument) {
            Flux<String> flux = client.get(argument);
            return received -> flux.doOnSubscribe(subscription -> received.cancelBy(subscription::cancel))
                    .subscribe(received::next, received::end, () -> received.end(null));
        }
    }
}
