package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;

/** Subscriptions to Mutiny's types; loaded when a service declares a method of them. */
final class MutinyCalls {
    private MutinyCalls() {}

    /** Returns the adapter of one of the two types; {@code null} for classes from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        if (returned == Uni.class) {
            return (CallAdapter<Uni<Object>>) call -> Infrastructure.onUniCreation(new GuardedUni(call));
        }
        if (returned == Multi.class) {
            return (CallAdapter<Multi<Object>>) call -> Infrastructure.onMultiCreation(new GuardedMulti(call));
        }
        return null;
    }

    private static final class GuardedUni extends AbstractUni<Object> {
        private final GuardedCall<Uni<Object>> call;

        GuardedUni(GuardedCall<Uni<Object>> call) {
            this.call = call;
        }

        @Override
        public void subscribe(UniSubscriber<? super Object> subscriber) {
            new UniCall(subscriber).start(call);
        }
    }

    private static final class GuardedMulti extends AbstractMulti<Object> {
        private final GuardedCall<Multi<Object>> call;

        GuardedMulti(GuardedCall<Multi<Object>> call) {
            this.call = call;
        }

        @Override
        public void subscribe(MultiSubscriber<? super Object> subscriber) {
            new MultiCall(subscriber).start(call);
        }
    }

    private static final class UniCall extends SubscribedCall<Uni<Object>, UniSubscription>
            implements UniSubscriber<Object>, UniSubscription {
        private final UniSubscriber<? super Object> subscriber;

        UniCall(UniSubscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public Context context() {
            return subscriber.context();
        }

        @Override
        void subscribeTo(Uni<Object> uni) {
            AbstractUni.subscribe(uni, this);
        }

        @Override
        void hold() {
            subscriber.onSubscribe(this);
        }

        @Override
        void passFailure(Throwable failure) {
            subscriber.onFailure(failure);
        }

        @Override
        void cancel(UniSubscription source) {
            source.cancel();
        }

        @Override
        public void onSubscribe(UniSubscription given) {
            subscribed(given);
        }

        @Override
        public void onItem(@Nullable Object item) {
            if (succeeded(item)) {
                subscriber.onItem(item);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (failed(failure)) {
                subscriber.onFailure(failure);
            }
        }

        @Override
        public void cancel() {
            cancelCall();
        }
    }

    private static final class MultiCall extends FlowCall<Multi<Object>>
            implements MultiSubscriber<Object>, ContextSupport {
        private final MultiSubscriber<? super Object> subscriber;

        MultiCall(MultiSubscriber<? super Object> subscriber) {
            super(subscriber);
            this.subscriber = subscriber;
        }

        @Override
        public Context context() {
            return subscriber instanceof ContextSupport aware ? aware.context() : Context.empty();
        }

        @Override
        public void onItem(Object item) {
            onNext(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            onError(failure);
        }

        @Override
        public void onCompletion() {
            onComplete();
        }
    }
}
