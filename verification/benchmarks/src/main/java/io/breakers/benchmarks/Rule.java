package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.time.Duration;

/** The measured trip rules. */
public enum Rule {
    CONSECUTIVE {
        @Override
        TripRule at(double share) {
            return TripRule.consecutiveFailures(100);
        }
    },
    FAILURE_RATE {
        @Override
        TripRule at(double share) {
            return TripRule.failureRate(share, Window.ofCalls(100));
        }
    },
    TIME_WINDOW {
        @Override
        TripRule at(double share) {
            // A minimum, so that the first calls after a pause do not trip a breaker that stands mostly failures.
            return TripRule.failureRate(share, Window.ofDuration(Duration.ofSeconds(10)))
                    .minimumCalls(1000);
        }
    },
    SLOW_CALLS {
        @Override
        TripRule at(double share) {
            return TripRule.slowCallRate(share, Duration.ofSeconds(10), Window.ofCalls(100));
        }
    };

    abstract TripRule at(double share);

    /** Trips at half of the calls. */
    BreakerConfigBuilder config() {
        return BreakerConfig.builder().tripWhen(at(0.5));
    }

    /** Trips only when nothing succeeds. */
    BreakerConfigBuilder patientConfig() {
        return BreakerConfig.builder().tripWhen(at(1));
    }
}
