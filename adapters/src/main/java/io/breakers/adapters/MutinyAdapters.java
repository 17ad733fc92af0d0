package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.Set;

/**
 * The adapters of methods that return Mutiny's {@code Uni} or {@code Multi}. Each subscription is a call (S35a): it
 * asks the breaker and calls the method, and nothing reaches the target before. A rejection is a failure event. The
 * result of a {@code Uni} is its item, which {@code failOnResult} judges; that of a {@code Multi} is {@code null}. A
 * fallback answers a {@code Multi} only while its subscriber has not received anything. The context of the subscriber
 * is that of the target and of the fallback.
 */
public final class MutinyAdapters {
    private MutinyAdapters() {}

    /**
     * Returns an adapter for both types. Narrower ones, such as a {@code UnicastProcessor}, are not adapted: no other
     * object could be one. Without Mutiny, no method has an adapter.
     */
    public static CallAdapter.Factory all() {
        return new ReturnTypes(
                Set.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi"), type -> MutinyCalls.adapterOf(type));
    }
}
