package io.breakers.operations.internal.console;

import io.breakers.api.BreakerStatus;
import java.util.List;
import java.util.Map;

/** What a health report says. */
public record HealthView(
        boolean ready,
        boolean degraded,
        Map<String, BreakerStatus> breakers,
        List<String> causes,
        List<String> missing) {}
