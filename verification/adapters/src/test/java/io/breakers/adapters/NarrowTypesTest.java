package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.RecordingListener;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import kotlinx.coroutines.flow.StateFlow;
import org.junit.jupiter.api.Test;

/** Types of which no other object can be made, and what a refusal says. */
class NarrowTypesTest {
    private final RecordingListener heard = new RecordingListener();

    private static <P> void refused(ServiceType<Supplier<P>> type, CallAdapter.Factory adapters, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(Breakers.builder(type, () -> null).adapter(adapters)::build)
                .withMessageContaining("which nothing here can observe; " + remedy + ", or say treatAsSynchronous");
    }

    @Test
    void narrowerTypesAreRefusedWithTheOneToDeclare() {
        refused(
                new ServiceType<Supplier<PublishProcessor<String>>>() {},
                RxJava3Adapters.all(),
                "declare io.reactivex.rxjava3.core.Flowable and add .adapter(RxJava3Adapters.all()) of"
                        + " breakers-adapters");
        refused(
                new ServiceType<Supplier<UnicastProcessor<String>>>() {},
                MutinyAdapters.all(),
                "declare io.smallrye.mutiny.Multi and add .adapter(MutinyAdapters.all()) of breakers-adapters");
        refused(
                new ServiceType<Supplier<SubmissionPublisher<String>>>() {},
                FlowAdapters.all(),
                "declare java.util.concurrent.Flow$Publisher and add .adapter(FlowAdapters.all()) of"
                        + " breakers-adapters");
        refused(
                new ServiceType<Supplier<StateFlow<String>>>() {},
                KotlinAdapters.all(),
                "declare kotlinx.coroutines.flow.Flow and add .adapter(KotlinAdapters.all()) of breakers-adapters");
    }

    @Test
    void r2_aRefusalNamesTheAdapter() {
        refused(
                new ServiceType<Supplier<Single<String>>>() {},
                MutinyAdapters.all(),
                "add .adapter(RxJava3Adapters.all()) of breakers-adapters");
        refused(
                new ServiceType<Supplier<SettableFuture<String>>>() {},
                MutinyAdapters.all(),
                "add .adapter(GuavaAdapters.all()) of breakers-adapters");
    }

    @Test
    void aNarrowerFutureIsTheTargetsOwnAndItsEndIsTheOutcome() {
        SettableFuture<String> own = SettableFuture.create();
        Supplier<SettableFuture<String>> client = Breakers.builder(
                        new ServiceType<Supplier<SettableFuture<String>>>() {}, () -> own)
                .adapter(GuavaAdapters.all())
                .config(BreakerConfig.builder()
                        .failureThreshold(1)
                        .listener(heard)
                        .build())
                .build();
        assertThat(client.get()).isSameAs(own);
        assertThat(heard.events()).isEmpty();

        own.setException(new IllegalStateException("down"));
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(catchThrowable(client::get)).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFutureThatIsDoneIsReturnedAsItIs() {
        ListenableFuture<String> done = Futures.immediateFuture("1");
        Supplier<ListenableFuture<String>> client = Breakers.builder(
                        new ServiceType<Supplier<ListenableFuture<String>>>() {}, () -> done)
                .adapter(GuavaAdapters.all())
                .build();

        assertThat(client.get()).isSameAs(done);
        assertThat(Breakers.inspect(client).breaker("get").stats().successes()).isOne();
    }

    /** Of a future of a user's own, whose exception throws when it is asked for its cause. */
    @Test
    void aFailureWhoseCauseCannotBeAskedForEndsTheCallAndReachesTheCaller() {
        @SuppressWarnings("serial")
        final class Secretive extends ExecutionException {
            @Override
            public synchronized Throwable getCause() {
                throw new UnsupportedOperationException("secret");
            }
        }
        var source = new AbstractFuture<String>() {
            @Override
            public String get() throws ExecutionException {
                throw new Secretive();
            }

            void end() {
                set("over");
            }
        };
        Supplier<ListenableFuture<String>> client = Breakers.builder(
                        new ServiceType<Supplier<ListenableFuture<String>>>() {}, () -> source)
                .adapter(GuavaAdapters.all())
                .config(BreakerConfig.builder().listener(heard).build())
                .build();
        ListenableFuture<String> given = client.get();

        source.end();

        assertThat(heard.events()).containsExactly("failure");
        assertThat(given).isDone();
    }

    /** The target's future has failed on some thread, and what the caller holds waits for the fallback's. */
    @Test
    void aFallbackWhoseFutureCannotBeObservedEndsWhatTheCallerHolds() {
        SettableFuture<String> source = SettableFuture.create();
        var deaf = new AbstractFuture<String>() {
            @Override
            public void addListener(Runnable listener, Executor executor) {
                throw new UnsupportedOperationException("deaf");
            }
        };
        Supplier<ListenableFuture<String>> client = Breakers.builder(
                        new ServiceType<Supplier<ListenableFuture<String>>>() {}, () -> source)
                .adapter(GuavaAdapters.all())
                .config(BreakerConfig.builder().listener(heard).build())
                .fallback(() -> deaf)
                .build();
        ListenableFuture<String> given = client.get();

        source.setException(new IllegalStateException("down"));

        assertThat(heard.events()).containsExactly("failure", "fallback failed");
        assertThat(given).isDone();
        assertThat(catchThrowable(given::get)).hasRootCauseMessage("deaf");
    }
}
