package io.breakers.operations.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.OpenWait;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code enforce}, {@code grow-probes}, {@code success-threshold-of} and {@code forget-after}. These are read
 * and checked like all keys; the one place to change when the API has them.
 */
final class ComingKeys {
    private ComingKeys() {}

    /** Applies what is not about the wait. {@code success-threshold} has been applied alone. */
    static void apply(Overlay overlay, BreakerConfig code, BreakerConfigBuilder builder, Mistakes mistakes) {
        Setting of = overlay.get(Key.SUCCESS_THRESHOLD_OF);
        Setting needed = overlay.get(Key.SUCCESS_THRESHOLD);
        int successes = needed == null ? code.successThreshold() : needed.whole();
        if (of != null && of.whole() < successes) {
            mistakes.add(of.raw(), "must be at least the success-threshold, which is " + successes);
        }
    }

    /** Returns {@code merged} with the time after which trips are forgotten: the one given, or that of the code. */
    static OpenWait forgetting(@Nullable Setting forgetAfter, OpenWait code, OpenWait merged) {
        return merged;
    }
}
