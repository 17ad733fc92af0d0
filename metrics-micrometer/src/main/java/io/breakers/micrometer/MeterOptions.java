package io.breakers.micrometer;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Set;

/** The options of a {@link BreakerMetrics}. */
record MeterOptions(String prefix, Tags tags, CallMeters calls, boolean eager) {
    private static final Set<String> OWN_KEYS = Set.of("service", "method", "outcome", "reason", "to", "state");

    static MeterOptions defaults() {
        return new MeterOptions("breaker", Tags.empty(), CallMeters.FUNCTION_TIMERS, false);
    }

    MeterOptions withPrefix(String prefix) {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("prefix must not be blank");
        }
        return new MeterOptions(prefix, tags, calls, eager);
    }

    MeterOptions withTags(Iterable<? extends Tag> more) {
        for (Tag tag : more) {
            if (OWN_KEYS.contains(tag.getKey())) {
                throw new IllegalArgumentException(
                        "tags must not have the key " + tag.getKey() + ": the meters have it already, as they have "
                                + String.join(", ", OWN_KEYS.stream().sorted().toList()));
            }
        }
        return new MeterOptions(prefix, tags.and(more), calls, eager);
    }

    MeterOptions withCalls(CallMeters calls) {
        return new MeterOptions(prefix, tags, calls, eager);
    }

    MeterOptions withEagerness() {
        return new MeterOptions(prefix, tags, calls, true);
    }

    @Override
    public String toString() {
        return prefix + ".*" + (tags.equals(Tags.empty()) ? "" : " with " + tags) + ", " + calls + ", registered "
                + (eager ? "at once" : "on the first call");
    }
}
