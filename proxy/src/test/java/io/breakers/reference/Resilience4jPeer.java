package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.reference.ReferenceBreaker.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Resilience4j on a clock of ours. Shared: one window of calls or of time with a failure rate and perhaps a slow-call
 * rate, probes, the operator's states.
 */
final class Resilience4jPeer implements Peer {
    private static final double[] RATES = {0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 1};
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Starts at a whole second, and goes as the oracle's. */
    private static final class Virtual extends Clock {
        private final LongSupplier nanos;

        Virtual(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(1_000_000_000).plusNanos(nanos.getAsLong());
        }
    }

    private final CircuitBreaker breaker;

    Resilience4jPeer(BreakerConfig config, LongSupplier nanos) {
        var failures = (TripRule.Rate) config.rules().get(0);
        Duration duration = failures.window().duration();
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.custom()
                .clock(new Virtual(nanos))
                .slidingWindow(
                        duration == null ? failures.window().calls() : (int) duration.toSeconds(),
                        failures.minimumCalls(),
                        duration == null ? SlidingWindowType.COUNT_BASED : SlidingWindowType.TIME_BASED)
                .failureRateThreshold((float) (failures.rate() * 100))
                .slowCallDurationThreshold(Duration.ofDays(100_000))
                .waitDurationInOpenState(config.openFor().base())
                .permittedNumberOfCallsInHalfOpenState(config.probes());
        if (config.rules().size() > 1) {
            var slowness = (TripRule.Rate) config.rules().get(1);
            builder.slowCallRateThreshold((float) (slowness.rate() * 100))
                    .slowCallDurationThreshold(slowness.slowerThan());
        }
        this.breaker = CircuitBreaker.of("stock", builder.build());
    }

    /** What both can be told. */
    static Setup setup(SplittableRandom random) {
        int calls = random.nextInt(1, 9);
        Duration slow = Duration.ofSeconds(20L * random.nextInt(1, 4));
        Duration wait = Duration.ofSeconds(20L * random.nextInt(1, 11));
        Duration length = Duration.ofSeconds(20L * random.nextInt(1, 11));
        boolean counts = random.nextBoolean();
        Window window = counts ? Window.ofCalls(calls) : Window.ofDuration(length);
        int minimum = random.nextInt(1, counts ? calls + 1 : 6);
        BreakerConfigBuilder config = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(rate(random), window).minimumCalls(minimum));
        if (random.nextBoolean()) {
            config.tripWhen(TripRule.slowCallRate(rate(random), slow, window).minimumCalls(minimum));
        }
        config.openFor(wait).successThreshold(random.nextInt(1, 4)).ignore(IllegalStateException.class);
        return new Setup(
                config.probeLease(wait).build(),
                0,
                SECOND,
                false,
                true,
                true,
                List.of(slow.toNanos(), wait.toNanos(), length.toNanos()),
                List.of());
    }

    private static double rate(SplittableRandom random) {
        return RATES[random.nextInt(RATES.length)];
    }

    @Override
    public boolean acquire() {
        return breaker.tryAcquirePermission();
    }

    @Override
    public void end(Outcome outcome, long elapsed) {
        switch (outcome) {
            case SUCCESS -> breaker.onSuccess(elapsed, TimeUnit.NANOSECONDS);
            case FAILURE -> breaker.onError(elapsed, TimeUnit.NANOSECONDS, new IOException("down"));
            case IGNORED, CANCELLED -> breaker.releasePermission();
        }
    }

    @Override
    public BreakerState state() {
        return BreakerState.valueOf(breaker.getState().name());
    }

    @Override
    public boolean operate(Step.Kind operation) {
        switch (operation) {
            case FORCE_OPEN -> breaker.transitionToForcedOpenState();
            case DISABLE -> breaker.transitionToDisabledState();
            case RESET -> breaker.reset();
            default -> throw new AssertionError(operation);
        }
        return true;
    }
}
