package io.breakers.operations.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.FallbackOn;
import io.breakers.api.TripRule;
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
        ComingKeys.apply(this, code, builder, mistakes);
        try {
            return builder.build();
        } catch (IllegalArgumentException misfit) {
            Setting named = settings.get(Key.SUCCESS_THRESHOLD);
            Setting reported = named == null ? settings.values().iterator().next() : named;
            mistakes.add(reported.raw(), "does not fit the code's configuration: " + misfit.getMessage());
            return code;
        }
    }

    private static void apply(Setting setting, BreakerConfigBuilder builder) {
        switch (setting.key()) {
            case SUCCESS_THRESHOLD -> builder.successThreshold(setting.whole());
            case PROBES -> builder.probes(setting.whole());
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
            case MEASURE_TIME -> {
                if (setting.flag()) {
                    builder.measureTime();
                } else {
                    builder.measureTimeWhereNeeded();
                }
            }
            default -> {
                // Rules, the wait and what is ignored are applied as a whole, by over().
            }
        }
    }
}
