package io.breakers.operations.internal.console;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import java.util.Objects;

/** A breaker at one moment, as it is shown: one consistent look, and how much it was called in the last seconds. */
record Row(Breaker breaker, BreakerStatus status, double enforce, Rates rates) {
    /** Calls, failures and rejections a second. */
    record Rates(double calls, double failures, double rejected) {
        static final Rates NONE = new Rates(0, 0, 0);
    }

    static Row of(Breaker breaker, Rates rates) {
        return new Row(breaker, breaker.status(), breaker.config().enforce(), rates);
    }

    /** Whether this differs from an earlier look by more than what the time alone changes. */
    boolean differsFrom(Row earlier) {
        BreakerStats now = status.stats();
        BreakerStats then = earlier.status.stats();
        return status.state() != earlier.status.state()
                || status.revision() != earlier.status.revision()
                || now.transitions() != then.transitions()
                || now.calls() != then.calls()
                || now.inFlight() != then.inFlight()
                || now.successes() != then.successes()
                || now.failures() != then.failures()
                || now.fallbacks() != then.fallbacks()
                || !Objects.equals(status.reason(), earlier.status.reason())
                || !Objects.equals(status.lastFailure(), earlier.status.lastFailure())
                || !rates.equals(earlier.rates);
    }
}
