package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.Set;

/**
 * The adapters of methods that return one of RxJava 3's types: {@code Single}, {@code Maybe}, {@code Completable},
 * {@code Observable} and {@code Flowable}. Each subscription is a call (S35a): it asks the breaker and calls the
 * method, and nothing reaches the target before. A rejection is an error signal. The result of a {@code Single} or
 * {@code Maybe} is its value, {@code null} for none, which {@code failOnResult} judges; that of the others is
 * {@code null}. A fallback answers a stream only while its subscriber has not received anything.
 */
public final class RxJava3Adapters {
    private static final String PACKAGE = "io.reactivex.rxjava3.core.";

    private RxJava3Adapters() {}

    /**
     * Returns an adapter for each of the five. Narrower types, such as a {@code Subject}, are not adapted: no other
     * object could be one. Without RxJava, no method has an adapter.
     */
    public static CallAdapter.Factory all() {
        return new ReturnTypes(
                Set.of(
                        PACKAGE + "Single",
                        PACKAGE + "Maybe",
                        PACKAGE + "Completable",
                        PACKAGE + "Observable",
                        PACKAGE + "Flowable"),
                type -> RxJava3Calls.adapterOf(type));
    }
}
