package io.breakers.operations.internal.merge;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.FallbackOn;
import io.breakers.api.TripRule;
import io.breakers.operations.internal.document.Key;
import io.breakers.operations.internal.document.Level;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.document.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What several levels say together: the last word on each key, all that is to be ignored, and the rules of the last
 * level that names a rule (S58). Not thread-safe.
 */
final class Overlay {
    private final Map<Key, Setting> settings = new EnumMap<>(Key.class);
    private final List<Setting> ignored = new ArrayList<>();
    private List<TripRule> rules = List.of();

    /** Adds a level that is stronger than those before. */
    void add(Level level) {
        for (Setting setting : level.settings()) {
            if (setting.key() == Key.IGNORE) {
                ignored.add(setting);
            } else {
                settings.put(setting.key(), setting);
            }
        }
        if (!level.rules().isEmpty()) {
            rules = level.rules();
        }
    }

    @Nullable
    Setting get(Key key) {
        return settings.get(key);
    }

    /**
     * Returns {@code code} with these settings; {@code code} itself where there are none, or they do not fit.
     *
     * @param mistakes collects what does not fit
     */
    BreakerConfig over(BreakerConfig code, Mistakes mistakes) {
        if (settings.isEmpty() && ignored.isEmpty()) {
            return code;
        }
        BreakerConfigBuilder builder = code.toBuilder();
        if (!rules.isEmpty()) {
            builder.rules(rules.toArray(new TripRule[0]));
        }
        builder.openFor(new WaitMerge(this, mistakes).over(code.openFor()));
        ignored.forEach(setting -> builder.ignore(setting.types()));
        settings.values().forEach(setting -> apply(setting, builder));
        applyThreshold(code, builder, mistakes);
        try {
            return builder.build();
        } catch (IllegalArgumentException misfit) {
            Setting of = settings.get(Key.SUCCESS_THRESHOLD_OF);
            Setting named = of == null ? settings.get(Key.SUCCESS_THRESHOLD) : of;
            Setting reported = named == null ? settings.values().iterator().next() : named;
            mistakes.add(reported.raw(), "does not fit the code's configuration: " + misfit.getMessage());
            return code;
        }
    }

    private static void apply(Setting setting, BreakerConfigBuilder builder) {
        switch (setting.key()) {
            case PROBES -> builder.probes(setting.whole());
            case GROW_PROBES -> builder.growProbes(setting.number());
            case PROBE_LEASE -> builder.probeLease(setting.duration());
            case FAIL_ON -> builder.failOnAll().failOn(setting.types());
            case FAIL_ON_CANCELLATION -> {
                if (setting.flag()) {
                    builder.failOnCancellation();
                } else {
                    builder.ignoreCancellation();
                }
            }
            case FALLBACK_ON -> builder.fallbackOn((FallbackOn) setting.value());
            case MAX_CONCURRENT_FALLBACKS -> builder.maxConcurrentFallbacks(setting.whole());
            case ENFORCE -> builder.enforce(setting.number());
            case MEASURE_TIME -> {
                if (setting.flag()) {
                    builder.measureTime();
                } else {
                    builder.measureTimeWhereNeeded();
                }
            }
            default -> {
                // Rules, the wait, the threshold and what is ignored are applied as a whole, by over().
            }
        }
    }

    /** Of how many probes: what the code says if that is more than its threshold, else as many as have to succeed. */
    private void applyThreshold(BreakerConfig code, BreakerConfigBuilder builder, Mistakes mistakes) {
        Setting needed = settings.get(Key.SUCCESS_THRESHOLD);
        Setting of = settings.get(Key.SUCCESS_THRESHOLD_OF);
        if (needed == null && of == null) {
            return;
        }
        int successes = needed == null ? code.successThreshold() : needed.whole();
        int given = code.successThresholdOf() > code.successThreshold() ? code.successThresholdOf() : successes;
        int probes = of == null ? given : of.whole();
        if (probes >= successes) {
            builder.successThreshold(successes, probes);
        } else if (of != null) {
            mistakes.add(of.raw(), "must be at least the success-threshold, which is " + successes);
        } else if (needed != null) {
            mistakes.add(
                    needed.raw(),
                    "exceeds the number of probes that the code gives, " + probes + "; give success-threshold-of");
        }
    }
}
