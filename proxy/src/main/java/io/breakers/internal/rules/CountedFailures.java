package io.breakers.internal.rules;

import io.breakers.api.TripRule;

/** Which failures count for a rule: those of its types, or all if it has none (S7a). */
final class CountedFailures {
    private final Class<?>[] types;

    CountedFailures(TripRule rule) {
        this.types = rule.types().toArray(new Class<?>[0]);
    }

    boolean include(Throwable failure) {
        for (Class<?> type : types) {
            if (type.isInstance(failure)) {
                return true;
            }
        }
        return types.length == 0;
    }
}
