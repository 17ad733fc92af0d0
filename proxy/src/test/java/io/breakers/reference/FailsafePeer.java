package io.breakers.reference;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.reference.ReferenceBreaker.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Failsafe, without its clock: it reads the system's and takes no other, so its windows of time are not compared, and
 * the end of its wait is said to it when ours is over. Shared then: consecutive failures, failures among the last
 * calls, probes. It knows no ignored call that gives its place back, and no state of the operator.
 */
final class FailsafePeer implements Peer {
    /** Sizes whose parts are decimals, so that a rate says exactly how many. */
    private static final int[] SIZES = {1, 2, 4, 5, 8};

    private final CircuitBreaker<Object> breaker;
    private final long wait;
    private final LongSupplier nanos;
    private long openedAt;

    FailsafePeer(BreakerConfig config, LongSupplier nanos) {
        CircuitBreakerBuilder<Object> builder = CircuitBreaker.builder();
        if (config.rules().get(0) instanceof TripRule.Rate rate) {
            int size = rate.window().calls();
            builder.withFailureThreshold((int) Math.round(rate.rate() * size), size);
        } else {
            builder.withFailureThreshold(
                    ((TripRule.ConsecutiveFailures) config.rules().get(0)).failures());
        }
        this.nanos = nanos;
        this.wait = config.openFor().base().toNanos();
        this.breaker = builder.withSuccessThreshold(config.successThreshold())
                .withDelay(Duration.ofDays(365))
                .onOpen(event -> openedAt = nanos.getAsLong())
                .build();
    }

    /** What both can be told. */
    static Setup setup(SplittableRandom random) {
        int size = SIZES[random.nextInt(SIZES.length)];
        int failures = random.nextInt(1, size + 1);
        Duration wait = Duration.ofSeconds(20L * random.nextInt(1, 11));
        BreakerConfigBuilder config = BreakerConfig.builder()
                .tripWhen(
                        random.nextBoolean()
                                ? TripRule.consecutiveFailures(failures)
                                : TripRule.failureRate((double) failures / size, Window.ofCalls(size)));
        config.openFor(wait).successThreshold(random.nextInt(1, 4)).failOnCancellation();
        return new Setup(
                config.probeLease(wait.multipliedBy(2)).build(),
                0,
                Duration.ofSeconds(1).toNanos(),
                false,
                true,
                true,
                List.of(wait.toNanos(), 2 * wait.toNanos()),
                List.of());
    }

    @Override
    public boolean acquire() {
        if (breaker.isOpen() && nanos.getAsLong() - openedAt >= wait) {
            breaker.halfOpen();
        }
        return breaker.tryAcquirePermit();
    }

    @Override
    public void end(Outcome outcome, long elapsed) {
        if (outcome == Outcome.SUCCESS) {
            breaker.recordSuccess();
        } else {
            breaker.recordFailure();
        }
    }

    @Override
    public BreakerState state() {
        return BreakerState.valueOf(breaker.getState().name());
    }

    @Override
    public boolean operate(Step.Kind operation) {
        if (operation == Step.Kind.RESET) {
            breaker.close();
            return true;
        }
        return false;
    }
}
