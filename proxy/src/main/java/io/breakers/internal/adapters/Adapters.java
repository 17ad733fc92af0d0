package io.breakers.internal.adapters;

import io.breakers.api.CallAdapter;
import io.breakers.internal.model.ServiceMethod;
import io.breakers.internal.stages.StageAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the adapter of a method from its return type alone. */
public final class Adapters {
    private Adapters() {}

    /** Returns the library's adapter; {@code null} if there is none for the type. */
    public static @Nullable CallAdapter<?> find(ServiceMethod method) {
        Class<?> returned = method.returnClass();
        if (CompletionStage.class.isAssignableFrom(returned)) {
            return new StageAdapter(method.name(), method.canReturn(CompletableFuture.class));
        }
        // By name first: the class that refers to Reactor's types is loaded only if a method returns one.
        String name = returned.getName();
        boolean reactive = name.equals("reactor.core.publisher.Mono") || name.equals("reactor.core.publisher.Flux");
        return reactive ? ReactorAdapters.find(returned) : null;
    }
}
