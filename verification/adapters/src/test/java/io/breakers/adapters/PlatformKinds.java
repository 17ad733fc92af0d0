package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.DEMAND;
import static io.breakers.adapters.Kind.Trait.EAGER;
import static io.breakers.adapters.Kind.Trait.STREAM;
import static io.breakers.adapters.Kind.Trait.VALUED;

import io.breakers.api.CallAdapter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

/** The platform's own types: futures, which need no adapter, and {@link Flow.Publisher}. */
final class PlatformKinds {
    private PlatformKinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfFutures(), new OfPublishers());
    }

    interface Futures {
        CompletableFuture<String> get(String argument);
    }

    private static final class OfFutures extends Kind<Futures> {
        OfFutures() {
            super("CompletableFuture", EAGER, VALUED);
        }

        @Override
        Class<Futures> type() {
            return Futures.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return null;
        }

        @Override
        Futures client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                if (source == null) {
                    return null;
                }
                var future = new CompletableFuture<String>();
                source.attach(Source.Sink.ofValue(future::complete, future::completeExceptionally));
                future.whenComplete((value, failure) -> {
                    if (future.isCancelled()) {
                        source.cancel();
                    }
                });
                return future;
            };
        }

        @Override
        Object answer() {
            return CompletableFuture.completedFuture(VALUE);
        }

        @Override
        Use call(Futures client, String argument) {
            CompletableFuture<String> future = client.get(argument);
            return received -> {
                received.cancelBy(() -> future.cancel(true));
                future.whenComplete((value, failure) -> {
                    if (failure == null) {
                        received.next(value);
                    }
                    received.end(failure instanceof CompletionException wrapper ? wrapper.getCause() : failure);
                });
            };
        }
    }

    interface Publishers {
        Flow.Publisher<String> get(String argument);
    }

    private static final class OfPublishers extends Kind<Publishers> {
        OfPublishers() {
            super("Flow.Publisher", STREAM, DEMAND);
        }

        @Override
        Class<Publishers> type() {
            return Publishers.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return FlowAdapters.all();
        }

        @Override
        Publishers client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null ? null : new Flowing(source);
            };
        }

        @Override
        Object answer() {
            return new Flowing(new Source().succeeds(VALUE));
        }

        @Override
        Use call(Publishers client, String argument) {
            Flow.Publisher<String> publisher = client.get(argument);
            return received -> publisher.subscribe(new Receiver(received));
        }
    }

    /** A publisher that begins when it is asked for something, and refuses what is not positive. */
    static final class Flowing implements Flow.Publisher<String> {
        private final Source source;

        Flowing(Source source) {
            this.source = source;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean begun;

                @Override
                public void request(long elements) {
                    if (elements <= 0) {
                        subscriber.onError(new IllegalArgumentException("asked for " + elements));
                    } else if (!begun) {
                        begun = true;
                        source.attach(Source.Sink.ofElements(
                                subscriber::onNext, subscriber::onComplete, subscriber::onError));
                    }
                }

                @Override
                public void cancel() {
                    source.cancel();
                }
            });
        }
    }

    /** Asks for everything. */
    record Receiver(Received received) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            received.cancelBy(subscription::cancel);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String element) {
            received.next(element);
        }

        @Override
        public void onError(Throwable failure) {
            received.end(failure);
        }

        @Override
        public void onComplete() {
            received.end(null);
        }
    }
}
