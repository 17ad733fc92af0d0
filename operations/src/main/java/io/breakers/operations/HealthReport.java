package io.breakers.operations;

import io.breakers.api.BreakerStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What breakers say of the health of a process at one moment (S61). It never says that the process is to be restarted:
 * that would not mend what it calls. Immutable.
 */
public final class HealthReport {
    private final boolean degraded;
    private final Map<String, BreakerStatus> breakers;
    private final List<String> causes;
    private final List<String> missing;

    HealthReport(boolean degraded, Map<String, BreakerStatus> breakers, List<String> causes, List<String> missing) {
        this.degraded = degraded;
        this.breakers = Collections.unmodifiableMap(new LinkedHashMap<>(breakers));
        this.causes = List.copyOf(causes);
        this.missing = List.copyOf(missing);
    }

    /** Whether the process should get traffic: it has no {@link #causes()}. */
    public boolean ready() {
        return causes.isEmpty();
    }

    /**
     * Whether any breaker, critical or not, is OPEN, HALF_OPEN or FORCED_OPEN; a dry run (S49) only if it is
     * FORCED_OPEN.
     */
    public boolean degraded() {
        return degraded;
    }

    /** All breakers of the registry by name, in its order. */
    public Map<String, BreakerStatus> breakers() {
        return breakers;
    }

    /**
     * The names of the critical breakers for which it is not ready, because they have been out for too long, or have
     * not been back for long enough; empty if it is ready.
     */
    public List<String> causes() {
        return causes;
    }

    /** The critical names that no breaker and no service has now, sorted. */
    public List<String> missing() {
        return missing;
    }

    /** For example {@code not ready because of PaymentService.charge, degraded}. */
    @Override
    public String toString() {
        String ready = ready() ? "ready" : "not ready because of " + String.join(", ", causes);
        return degraded ? ready + ", degraded" : ready;
    }
}
