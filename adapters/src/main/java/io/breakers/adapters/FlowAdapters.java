package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.Set;
import java.util.concurrent.Flow;

/**
 * The adapter of methods that return the platform's own {@link Flow.Publisher}. Each subscription is a call (S35a): it
 * asks the breaker and calls the method, and nothing reaches the target before. A rejection is an error signal.
 */
public final class FlowAdapters {
    private FlowAdapters() {}

    /**
     * Returns an adapter for {@link Flow.Publisher}. Narrower types, such as {@code SubmissionPublisher}, are not
     * adapted: no other object could be one.
     */
    public static CallAdapter.Factory all() {
        return new ReturnTypes(Set.of(Flow.Publisher.class.getName()), type -> FlowCall.ADAPTER);
    }
}
