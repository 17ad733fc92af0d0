package io.breakers.operations.internal.console;

import io.breakers.api.BreakerStatus;
import java.util.Map;

/** What a health report says. */
public record Readiness(boolean ready, boolean degraded, Map<String, BreakerStatus> breakers) {}
