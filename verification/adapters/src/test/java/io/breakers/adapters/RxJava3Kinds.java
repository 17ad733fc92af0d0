package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.DEMAND;
import static io.breakers.adapters.Kind.Trait.STREAM;
import static io.breakers.adapters.Kind.Trait.VALUED;

import io.breakers.api.CallAdapter;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;

/** RxJava's five types. */
final class RxJava3Kinds {
    private RxJava3Kinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfSingles(), new OfMaybes(), new OfCompletables(), new OfObservables(), new OfFlowables());
    }

    interface Singles {
        Single<String> get(String argument);
    }

    private static final class OfSingles extends Kind<Singles> {
        OfSingles() {
            super("Single", VALUED);
        }

        @Override
        Class<Singles> type() {
            return Singles.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RxJava3Adapters.all();
        }

        @Override
        Singles client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Single.create(emitter -> {
                            emitter.setCancellable(source::cancel);
                            source.attach(Source.Sink.ofValue(emitter::onSuccess, emitter::tryOnError));
                        });
            };
        }

        @Override
        Object answer() {
            return Single.just(VALUE);
        }

        @Override
        Use call(Singles client, String argument) {
            Single<String> made = client.get(argument);
            return received -> made.doOnSubscribe(given -> received.cancelBy(given::dispose))
                    .subscribe(
                            value -> {
                                received.next(value);
                                received.end(null);
                            },
                            received::end);
        }
    }

    interface Maybes {
        Maybe<String> get(String argument);
    }

    private static final class OfMaybes extends Kind<Maybes> {
        OfMaybes() {
            super("Maybe", VALUED);
        }

        @Override
        Class<Maybes> type() {
            return Maybes.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RxJava3Adapters.all();
        }

        @Override
        Maybes client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Maybe.create(emitter -> {
                            emitter.setCancellable(source::cancel);
                            source.attach(Source.Sink.ofValue(emitter::onSuccess, emitter::tryOnError));
                        });
            };
        }

        @Override
        Object answer() {
            return Maybe.just(VALUE);
        }

        @Override
        Use call(Maybes client, String argument) {
            Maybe<String> made = client.get(argument);
            return received -> made.doOnSubscribe(given -> received.cancelBy(given::dispose))
                    .subscribe(
                            value -> {
                                received.next(value);
                                received.end(null);
                            },
                            received::end,
                            () -> received.end(null));
        }
    }

    interface Completables {
        Completable get(String argument);
    }

    private static final class OfCompletables extends Kind<Completables> {
        OfCompletables() {
            super("Completable");
        }

        @Override
        Class<Completables> type() {
            return Completables.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RxJava3Adapters.all();
        }

        @Override
        Completables client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Completable.create(emitter -> {
                            emitter.setCancellable(source::cancel);
                            source.attach(Source.Sink.ofValue(value -> emitter.onComplete(), emitter::tryOnError));
                        });
            };
        }

        @Override
        Object answer() {
            return Completable.complete();
        }

        @Override
        Use call(Completables client, String argument) {
            Completable made = client.get(argument);
            return received -> made.doOnSubscribe(given -> received.cancelBy(given::dispose))
                    .subscribe(() -> received.end(null), received::end);
        }
    }

    interface Observables {
        Observable<String> get(String argument);
    }

    private static final class OfObservables extends Kind<Observables> {
        OfObservables() {
            super("Observable", STREAM);
        }

        @Override
        Class<Observables> type() {
            return Observables.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RxJava3Adapters.all();
        }

        @Override
        Observables client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Observable.create(emitter -> {
                            emitter.setCancellable(source::cancel);
                            source.attach(
                                    Source.Sink.ofElements(emitter::onNext, emitter::onComplete, emitter::tryOnError));
                        });
            };
        }

        @Override
        Object answer() {
            return Observable.just(VALUE);
        }

        @Override
        Use call(Observables client, String argument) {
            Observable<String> made = client.get(argument);
            return received -> made.doOnSubscribe(given -> received.cancelBy(given::dispose))
                    .subscribe(received::next, received::end, () -> received.end(null));
        }
    }

    interface Flowables {
        Flowable<String> get(String argument);
    }

    private static final class OfFlowables extends Kind<Flowables> {
        OfFlowables() {
            super("Flowable", STREAM, DEMAND);
        }

        @Override
        Class<Flowables> type() {
            return Flowables.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return RxJava3Adapters.all();
        }

        @Override
        Flowables client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null
                        ? null
                        : Flowable.create(
                                emitter -> {
                                    emitter.setCancellable(source::cancel);
                                    source.attach(Source.Sink.ofElements(
                                            emitter::onNext, emitter::onComplete, emitter::tryOnError));
                                },
                                BackpressureStrategy.BUFFER);
            };
        }

        @Override
        Object answer() {
            return Flowable.just(VALUE);
        }

        @Override
        Use call(Flowables client, String argument) {
            Flowable<String> made = client.get(argument);
            return received -> made.doOnSubscribe(given -> received.cancelBy(given::cancel))
                    .subscribe(received::next, received::end, () -> received.end(null));
        }
    }
}
