package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;

/** A guarded service, and its breaker. */
record Guarded(PaymentService payments, Breaker breaker) {
    /** Makes the breaker trip, as calls that fail do. */
    Guarded tripped() {
        while (breaker.state() == BreakerState.CLOSED) {
            try {
                breaker.run(() -> {
                    throw PaymentsDown.INSTANCE;
                });
            } catch (PaymentsDown failed) {
                PerCall.check(failed, PaymentsDown.INSTANCE);
            }
        }
        return this;
    }
}
