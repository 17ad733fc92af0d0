package io.breakers.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.util.Objects;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a flow, which is one call: the collector and the continuation that the target's flow gets. Loaded
 * when a service declares a method that returns a {@code Flow}.
 */
@SuppressWarnings("serial") // Kotlin's, for restricted suspension only
final class CollectedCall extends ContinuationImpl implements FlowCollector<Object> {
    private final FlowCollector<? super Object> collector;
    private @Nullable Attempt<Flow<Object>> attempt;

    /** Whether the collector has received anything: no fallback answers any more, else it would get a mixture. */
    private boolean begun;

    private CollectedCall(FlowCollector<? super Object> collector, Continuation<Object> caller) {
        super(caller);
        this.collector = collector;
    }

    /** Returns the adapter of Kotlin's {@code Flow}; {@code null} for a class from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        return returned == Flow.class ? (CallAdapter<Flow<Object>>) GuardedFlow::new : null;
    }

    private record GuardedFlow(GuardedCall<Flow<Object>> call) implements Flow<Object> {
        @Override
        @SuppressWarnings("unchecked") // one takes whatever resumes it
        public @Nullable Object collect(FlowCollector<? super Object> collector, Continuation<? super Unit> caller) {
            try {
                return new CollectedCall(collector, (Continuation<Object>) (Continuation<?>) caller).begin(call);
            } catch (Throwable thrown) {
                throw Sneaky.<RuntimeException>raise(thrown);
            }
        }
    }

    private @Nullable Object begin(GuardedCall<Flow<Object>> call) throws Throwable {
        Attempt<Flow<Object>> first;
        try {
            first = call.start();
        } catch (CallRejectedException rejection) {
            throw call.signalOf(rejection);
        }
        return make(first);
    }

    /** Makes the call and collects what it returns, or what a fallback does. */
    private @Nullable Object make(Attempt<Flow<Object>> first) throws Throwable {
        Attempt<Flow<Object>> made = first;
        while (true) {
            attempt = made;
            Attempt<Flow<Object>> fallback;
            try {
                if (collect(made) == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                    return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                }
                fallback = completed(made);
                if (fallback == null) {
                    return Unit.INSTANCE;
                }
            } catch (Throwable thrown) {
                fallback = answering(made, thrown);
            }
            made = fallback;
        }
    }

    private @Nullable Object collect(Attempt<Flow<Object>> made) throws Throwable {
        Flow<Object> flow = made.call();
        if (flow == null) {
            var missing = new NullPointerException("the method returned null instead of a Flow");
            made.lost(missing);
            throw missing;
        }
        return flow.collect(this, this);
    }

    /** The flow has ended, after it had suspended. */
    @Override
    protected @Nullable Object invokeSuspend(Object result) {
        Attempt<Flow<Object>> ended = present();
        try {
            Attempt<Flow<Object>> fallback =
                    result instanceof Result.Failure failure ? answering(ended, failure.exception) : completed(ended);
            return fallback == null ? Unit.INSTANCE : make(fallback);
        } catch (Throwable thrown) {
            throw Sneaky.<RuntimeException>raise(thrown);
        }
    }

    /** Elements are not results: like a function without a result, what completes has the result null. */
    private @Nullable Attempt<Flow<Object>> completed(Attempt<Flow<Object>> ended) {
        return wanted(ended.succeeded(null));
    }

    /** Ends an attempt that failed. Returns the fallback that answers; rethrows if there is none. */
    private Attempt<Flow<Object>> answering(Attempt<Flow<Object>> ended, Throwable failure) throws Throwable {
        if (Jobs.isCancelled(failure, getContext())) {
            ended.cancelled();
            throw failure;
        }
        Attempt<Flow<Object>> fallback = wanted(ended.threw(failure));
        if (fallback == null) {
            throw failure;
        }
        return fallback;
    }

    /** The fallback to ask; {@code null} if there is none, or nobody wants its answer. */
    private @Nullable Attempt<Flow<Object>> wanted(@Nullable Attempt<Flow<Object>> fallback) {
        if (fallback != null && (begun || !Jobs.isActive(getContext()))) {
            fallback.cancelled();
            return null;
        }
        return fallback;
    }

    private Attempt<Flow<Object>> present() {
        return Objects.requireNonNull(attempt, "attempt");
    }

    @Override
    @SuppressWarnings("unchecked") // one takes whatever resumes it
    public @Nullable Object emit(@Nullable Object element, Continuation<? super Unit> source) {
        if (!begun) {
            begun = true;
            present().answered();
        }
        return new Emission((Continuation<Object>) (Continuation<?>) source).begin(element);
    }

    /** One element on its way to the collector, whose exceptions are no failures of the target. */
    private final class Emission extends ContinuationImpl {
        Emission(Continuation<Object> source) {
            super(source);
        }

        @Nullable
        Object begin(@Nullable Object element) {
            try {
                return collector.emit(element, this);
            } catch (Throwable thrown) {
                present().cancelled();
                throw thrown;
            }
        }

        @Override
        protected Object invokeSuspend(Object result) {
            if (result instanceof Result.Failure failure) {
                present().cancelled();
                throw Sneaky.<RuntimeException>raise(failure.exception);
            }
            return result;
        }
    }
}
