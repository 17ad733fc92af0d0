package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.RecordingListener;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;

/** Who subscribes to a stream gets what he asked for, whoever answers; what goes wrong besides the signals. */
class DemandTest {
    private static final IllegalStateException DOWN = new IllegalStateException("down");

    private final RecordingListener heard = new RecordingListener();

    private <P> P protect(
            ServiceType<Supplier<P>> type, CallAdapter.Factory adapters, Supplier<P> target, Supplier<P> fallback) {
        return Breakers.builder(type, target)
                .adapter(adapters)
                .config(BreakerConfig.builder()
                        .failureThreshold(1)
                        .listener(heard)
                        .build())
                .fallback(fallback)
                .build()
                .get();
    }

    private Flow.Publisher<String> publisher(
            Supplier<Flow.Publisher<String>> target, Supplier<Flow.Publisher<String>> fallback) {
        return protect(new ServiceType<>() {}, io.breakers.adapters.FlowAdapters.all(), target, fallback);
    }

    @Test
    void aFallbackOfAFlowableIsAskedForWhatTheTargetWas() {
        TestSubscriber<String> subscriber = TestSubscriber.create(2);
        protect(
                        new ServiceType<Supplier<Flowable<String>>>() {},
                        RxJava3Adapters.all(),
                        () -> Flowable.error(DOWN),
                        () -> Flowable.just("1", "2", "3"))
                .subscribe(subscriber);

        subscriber.assertValues("1", "2").assertNotComplete();
        subscriber.request(1);
        subscriber.assertValues("1", "2", "3").assertComplete();
    }

    @Test
    void aFallbackOfAMultiIsAskedForWhatTheTargetWas() {
        AssertSubscriber<String> subscriber = AssertSubscriber.create(2);
        protect(
                        new ServiceType<Supplier<Multi<String>>>() {},
                        MutinyAdapters.all(),
                        () -> Multi.createFrom().failure(DOWN),
                        () -> Multi.createFrom().items("1", "2", "3"))
                .subscribe()
                .withSubscriber(subscriber);

        subscriber.assertItems("1", "2").assertNotTerminated();
        subscriber.request(1);
        subscriber.assertItems("1", "2", "3").assertCompleted();
    }

    @Test
    void theDemandOfATargetThatFailsLateIsThatOfTheFallback() {
        var source = new Source();
        TestSubscriber<String> subscriber = TestSubscriber.create(0);
        Flow.Publisher<String> publisher = publisher(
                () -> new PlatformKinds.Flowing(source),
                () -> FlowAdapters.toFlowPublisher(Flowable.just("1", "2", "3", "4")));
        FlowAdapters.toPublisher(publisher).subscribe(subscriber);
        subscriber.request(1);
        subscriber.request(2);
        source.fails(DOWN);

        subscriber.assertValues("1", "2", "3").assertNotComplete();
    }

    @Test
    void aDemandThatIsNotPositiveIsTheSourcesToRefuse() {
        Flow.Publisher<String> publisher = Breakers.builder(
                        new ServiceType<Supplier<Flow.Publisher<String>>>() {},
                        () -> new PlatformKinds.Flowing(new Source()))
                .adapter(io.breakers.adapters.FlowAdapters.all())
                .build()
                .get();
        var failures = new ArrayList<Throwable>();
        publisher.subscribe(new Asking(0, failures));

        assertThat(failures).singleElement().hasToString("java.lang.IllegalArgumentException: asked for 0");
    }

    private record Asking(long elements, List<Throwable> failures) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(elements);
        }

        @Override
        public void onNext(String element) {
            throw DOWN;
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {
            failures.add(null);
        }
    }

    @Test
    void whatASubscriberThrowsIsNoFailureOfTheTarget() {
        Flow.Publisher<String> publisher = publisher(
                () -> new PlatformKinds.Flowing(new Source().succeeds("1")),
                () -> new PlatformKinds.Flowing(new Source().succeeds("unwanted")));

        assertThat(catchThrowable(() -> publisher.subscribe(new Asking(1, new ArrayList<>()))))
                .isSameAs(DOWN);
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aSourceThatThrowsWhenItIsSubscribedToIsAnswered() {
        var received = new Received();
        publisher(
                        () -> subscriber -> {
                            throw DOWN;
                        },
                        () -> new PlatformKinds.Flowing(new Source().succeeds("1")))
                .subscribe(new PlatformKinds.Receiver(received));

        assertThat(received.signals()).containsExactly("1", "over");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void aSourceThatThrowsWhenItIsAskedIsAnsweredAndCancelled() {
        var received = new Received();
        var cancelled = new ArrayList<String>();
        publisher(
                        () -> subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                            @Override
                            public void request(long elements) {
                                throw DOWN;
                            }

                            @Override
                            public void cancel() {
                                cancelled.add("cancelled");
                            }
                        }),
                        () -> new PlatformKinds.Flowing(new Source().succeeds("1")))
                .subscribe(new PlatformKinds.Receiver(received));

        assertThat(received.signals()).containsExactly("1", "over");
        assertThat(cancelled).containsExactly("cancelled");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void aSubscriberHasToBeThere() {
        Flow.Publisher<String> publisher = publisher(() -> null, () -> null);

        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscribe(null))
                .withMessage("subscriber");
    }
}
