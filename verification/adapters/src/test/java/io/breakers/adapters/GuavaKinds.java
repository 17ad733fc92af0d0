package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.EAGER;
import static io.breakers.adapters.Kind.Trait.VALUED;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.breakers.api.CallAdapter;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Guava's future. */
final class GuavaKinds {
    private GuavaKinds() {}

    static List<Kind<?>> all() {
        return List.of(new OfListenables());
    }

    interface Listenables {
        ListenableFuture<String> get(String argument);
    }

    private static final class OfListenables extends Kind<Listenables> {
        OfListenables() {
            super("ListenableFuture", EAGER, VALUED);
        }

        @Override
        Class<Listenables> type() {
            return Listenables.class;
        }

        @Override
        CallAdapter.Factory adapters() {
            return GuavaAdapters.all();
        }

        @Override
        Listenables client(Script script) {
            return argument -> {
                Source source = script.next(argument);
                return source == null ? null : future(source);
            };
        }

        private static SettableFuture<String> future(Source source) {
            SettableFuture<String> future = SettableFuture.create();
            source.attach(Source.Sink.ofValue(future::set, failure -> {
                if (failure instanceof CancellationException) {
                    future.cancel(false);
                } else {
                    future.setException(failure);
                }
            }));
            future.addListener(
                    () -> {
                        if (future.isCancelled()) {
                            source.cancel();
                        }
                    },
                    MoreExecutors.directExecutor());
            return future;
        }

        @Override
        Object answer() {
            return Futures.immediateFuture(VALUE);
        }

        @Override
        Use call(Listenables client, String argument) {
            ListenableFuture<String> future = client.get(argument);
            return received -> {
                received.cancelBy(() -> future.cancel(true));
                Futures.addCallback(
                        future,
                        new FutureCallback<String>() {
                            @Override
                            public void onSuccess(String value) {
                                received.next(value);
                                received.end(null);
                            }

                            @Override
                            public void onFailure(Throwable failure) {
                                received.end(failure);
                            }
                        },
                        MoreExecutors.directExecutor());
            };
        }
    }
}
