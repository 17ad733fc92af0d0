package io.breakers.examples.choosing;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.time.Duration;

/** A configuration that is tried. */
enum Rule {
    DEFAULTS("the defaults: 5 failures in a row, 60 s"),
    IN_A_ROW("5 failures in a row, 10 s"),
    MANY("500 failures within 10 s, 10 s"),
    RATE_OF_CALLS("half of the last 100 calls, 10 s"),
    RATE_OF_TIME("half of the calls of 10 s, 10 s"),
    BAD_CALLS("half failed or slow in 10 s; 5 s to 30 s; 8 of 10 probes");

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    /** In the words of the page. */
    String title() {
        return title;
    }

    BreakerConfigBuilder config() {
        return switch (this) {
            case DEFAULTS -> BreakerConfig.builder();
            case IN_A_ROW -> BreakerConfig.builder().openFor(TEN_SECONDS);
            case MANY -> waitingTenSeconds(TripRule.failures(500, TEN_SECONDS));
            case RATE_OF_CALLS -> waitingTenSeconds(TripRule.failureRate(0.5, Window.ofCalls(100)));
            case RATE_OF_TIME -> waitingTenSeconds(TripRule.failureRate(0.5, Window.ofDuration(TEN_SECONDS)));
            case BAD_CALLS ->
                BreakerConfig.builder()
                        .rules(TripRule.badCallRate(
                                0.5, Duration.ofMillis(500), Window.ofDuration(Duration.ofSeconds(10))))
                        .openFor(OpenWait.exponential(Duration.ofSeconds(5), 2.0, Duration.ofSeconds(30))
                                .forgetAfter(Duration.ofMinutes(2)))
                        .successThreshold(8, 10);
        };
    }

    private static BreakerConfigBuilder waitingTenSeconds(TripRule rule) {
        return BreakerConfig.builder().rules(rule).openFor(TEN_SECONDS);
    }
}
