package io.breakers.spring.internal.cloud;

import io.breakers.api.BreakerConfig;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the code of an application configures for ids: that of an id before that of its group before the default. */
public final class Configurations {
    private volatile @Nullable Function<String, BreakerConfig> byDefault;

    public void byDefault(Function<String, BreakerConfig> configuration) {
        byDefault = Objects.requireNonNull(configuration, "defaultConfiguration");
    }

    /** Returns the configuration of an id; {@code null} if there is none. */
    @Nullable
    public BreakerConfig of(String id, @Nullable String group, Map<String, BreakerConfig> configured) {
        BreakerConfig own = configured.get(id);
        BreakerConfig ofGroup = own == null && group != null ? configured.get(group) : own;
        Function<String, BreakerConfig> otherwise = byDefault;
        return ofGroup == null && otherwise != null ? otherwise.apply(id) : ofGroup;
    }

    /**
     * Checks an id.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static String checked(String id) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("A circuit breaker must have an id; it was blank");
        }
        return id;
    }
}
