package io.breakers.internal.counting;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a look at a breaker has seen. */
public record StatusSnapshot(
        BreakerState state,
        Duration inState,
        Duration retryAfter,
        String reason,
        @Nullable TripRule rule,
        @Nullable String lastFailure,
        long revision,
        BreakerStats stats)
        implements BreakerStatus {}
