package io.breakers.operations;

import io.breakers.api.BreakerStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What breakers say of the health of a process at one moment (S61). It never says that the process is to be restarted:
 * that would not mend what it calls.
 *
 * @param ready whether the process should get traffic; it follows from the critical breakers alone
 * @param degraded whether any breaker, critical or not, is OPEN, HALF_OPEN or FORCED_OPEN; dry runs (S49) only if they
 *     are FORCED_OPEN
 * @param breakers all breakers of the registry by name, in its order
 * @param causes the names of the critical breakers for which it is not ready, because they have been out for too long,
 *     or have not been back for long enough; empty if it is ready
 * @param missing the critical names that no breaker and no service has now
 */
public record HealthReport(
        boolean ready,
        boolean degraded,
        Map<String, BreakerStatus> breakers,
        List<String> causes,
        List<String> missing) {
    /** Copies what it is given. */
    public HealthReport {
        breakers = Collections.unmodifiableMap(new LinkedHashMap<>(breakers));
        causes = List.copyOf(causes);
        missing = List.copyOf(missing);
    }
}
