package io.breakers.micrometer;

import java.util.HashSet;
import java.util.Set;

/**
 * Decides how calls are reported: by the first breaker of each service and method, because a meter has one kind; and
 * for timers by the first breaker of a prefix, because a Prometheus registry that has both kinds of timers by one name
 * cannot be scraped as soon as a filter gives the real ones a histogram (R27). Guarded by {@link MeterBook}.
 */
final class MeterKinds {
    private final Claims<MeterKey, CallMeters> methods = new Claims<>();
    private final Claims<String, CallMeters> timers = new Claims<>();
    private final Set<String> told = new HashSet<>();

    CallMeters claim(MeterKey key, CallMeters wanted) {
        CallMeters kind =
                methods.claim(key, () -> wanted == CallMeters.COUNTERS ? wanted : timers.decided(key.prefix(), wanted));
        if (kind != CallMeters.COUNTERS) {
            timers.claim(key.prefix(), () -> kind);
        }
        return kind;
    }

    void release(MeterKey key, CallMeters kind) {
        methods.release(key);
        if (kind != CallMeters.COUNTERS) {
            timers.release(key.prefix());
        }
    }

    /** Whether nobody with this prefix has been told yet that he does not get what he wanted. */
    boolean tellsFirst(MeterKey key, CallMeters wanted) {
        return told.add(key.prefix() + " " + wanted);
    }
}
