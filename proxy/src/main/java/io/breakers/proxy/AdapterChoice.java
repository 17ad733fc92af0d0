package io.breakers.proxy;

import io.breakers.api.CallAdapter;
import io.breakers.internal.adapters.Adapters;
import io.breakers.internal.model.DeferredTypes;
import io.breakers.internal.model.ServiceMethod;
import io.breakers.internal.model.ServiceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses what observes the outcome of a method that promises it, and refuses where nothing can (S32, R2). */
final class AdapterChoice {
    private final List<CallAdapter.Factory> factories;
    private final ServiceModel model;
    private final SetupErrors errors;

    AdapterChoice(List<CallAdapter.Factory> factories, ServiceModel model, SetupErrors errors) {
        this.factories = factories;
        this.model = model;
        this.errors = errors;
    }

    /**
     * Returns the adapter of a guarded method; {@code null} if its return is the outcome.
     *
     * @param synchronous whether the user says that it is
     */
    @Nullable
    CallAdapter<?> of(ServiceMethod method, boolean synchronous) {
        String name = model.nameOf(method);
        CallAdapter<?> adapter = find(method);
        String deferred = adapter == null ? DeferredTypes.find(method) : DeferredTypes.findInResult(method);
        if (synchronous) {
            if (adapter == null && deferred == null) {
                errors.add("treatAsSynchronous was given for " + name
                        + ", whose return is its outcome anyway; leave it out");
            }
            return deferred == null ? null : adapter;
        }
        if (deferred != null) {
            String remedy = adapter == null ? DeferredTypes.remedy(method) : "let it return a value";
            errors.add(name + " promises its outcome by " + deferred + ", which nothing here can observe; " + remedy
                    + ", or say treatAsSynchronous(\"" + name + "\") to take its return for the outcome, or"
                    + " unprotected(\"" + name + "\")");
        }
        return adapter;
    }

    private @Nullable CallAdapter<?> find(ServiceMethod method) {
        for (CallAdapter.Factory factory : factories) {
            try {
                CallAdapter<?> found = factory.adapterFor(method.method(), method.returnType());
                if (found != null) {
                    return found;
                }
            } catch (RuntimeException | LinkageError thrown) {
                errors.add(
                        "the adapter factory " + factory.getClass().getTypeName() + " threw " + thrown + " for "
                                + model.nameOf(method)
                                + "; let it return null for a method that it does not know",
                        thrown);
            }
        }
        return Adapters.find(method);
    }
}
