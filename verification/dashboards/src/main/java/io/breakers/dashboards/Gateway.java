package io.breakers.dashboards;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A payment service whose health the outage controls. */
final class Gateway implements PaymentService {
    private static final Duration ANSWERS_IN = Duration.ofMillis(2);
    private static final Duration TIME_OUT = Duration.ofMillis(200);

    /** How it treats a call. */
    enum Health {
        HEALTHY,
        ERRORS,
        HANGING
    }

    private volatile Health health = Health.HEALTHY;

    void become(Health health) {
        this.health = health;
    }

    @Override
    public String charge(String order) throws IOException {
        LockSupport.parkNanos((health == Health.HANGING ? TIME_OUT : ANSWERS_IN).toNanos());
        return switch (health) {
            case HEALTHY -> "paid";
            case ERRORS -> throw new IOException("HTTP 503");
            case HANGING -> throw new IOException("request timed out");
        };
    }
}
