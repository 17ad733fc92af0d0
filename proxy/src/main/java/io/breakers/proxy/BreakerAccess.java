package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.internal.callbacks.Nanos;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.state.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What modules beside this one need of a breaker, and nobody else. Made for the registry and the prober of {@code
 * breakers-operations}; who operates breakers finds all he needs in {@link Breaker}. Safe for use by many threads.
 */
public final class BreakerAccess {
    /**
     * The state of a breaker that is not CLOSED, to go on with after a restart.
     *
     * @param state any but {@link BreakerState#CLOSED CLOSED}; OPEN whose wait is over stays OPEN here
     * @param reason why it was in that state
     * @param rest of the wait, not negative; zero unless it was OPEN
     * @param trips how many trips lengthen the wait, at least 1 (S14); 0 in FORCED_OPEN and DISABLED
     */
    public record Kept(BreakerState state, String reason, Duration rest, int trips) {
        /**
         * Checks what it is given.
         *
         * @throws IllegalArgumentException if that cannot be
         */
        public Kept {
            Objects.requireNonNull(reason, "reason");
            boolean byOperator = Objects.requireNonNull(state, "state") == BreakerState.FORCED_OPEN
                    || state == BreakerState.DISABLED;
            if (state == BreakerState.CLOSED) {
                throw new IllegalArgumentException("state must not be CLOSED, which keeps nothing");
            }
            if (byOperator ? trips != 0 : trips < 1) {
                throw new IllegalArgumentException(
                        "trips must be " + (byOperator ? "0" : "at least 1") + " in " + state + ", was " + trips);
            }
            if (state == BreakerState.OPEN ? rest.isNegative() : !rest.isZero()) {
                throw new IllegalArgumentException("rest must "
                        + (state == BreakerState.OPEN ? "not be negative" : "be 0") + " in " + state + ", was " + rest);
            }
        }
    }

    private final Operator operator;

    private BreakerAccess(Operator operator) {
        this.operator = operator;
    }

    /**
     * Creates a breaker like {@link Breakers#breaker}, with further listeners that are no part of its configuration: it
     * may be reconfigured without them (S45).
     *
     * @param more their factories; these listeners are notified after those of the configuration
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Breaker make(String name, BreakerConfig config, List<BreakerListener.Factory> more) {
        return Breakers.breaker(name, config, Objects.requireNonNull(more, "more"));
    }

    /**
     * Returns the access to a breaker.
     *
     * @throws IllegalArgumentException if it is a breaker that this library has not made
     */
    public static BreakerAccess to(Breaker breaker) {
        if (Objects.requireNonNull(breaker, "breaker") instanceof CircuitBreaker ours) {
            return new BreakerAccess(ours.operator());
        }
        throw new IllegalArgumentException("An object of " + breaker.getClass().getTypeName()
                + " is not a breaker of this library; give one that Breakers.inspect, Breakers.breaker or a registry"
                + " returned");
    }

    /**
     * Closes an OPEN or HALF_OPEN breaker, as if enough probes had succeeded: unlike {@link Breaker#reset(String)},
     * which closes every breaker and forgets its trips (S52).
     *
     * @return {@code false} in other states, where nothing happens
     */
    public boolean recover(String reason) {
        return operator.recover(Objects.requireNonNull(reason, "reason"));
    }

    /** What to keep of the present state over a restart; empty for CLOSED. */
    public Optional<Kept> keep() {
        return Optional.ofNullable(operator.keep())
                .map(kept -> new Kept(kept.state(), kept.reason(), Duration.ofNanos(kept.rest()), kept.trips()));
    }

    /**
     * Goes on with a state of before, if the breaker is CLOSED; FORCED_OPEN and DISABLED also if it is OPEN or
     * HALF_OPEN. It then has that reason, no rule and no failure. The wait is what was left of it, and if nothing was,
     * or it was HALF_OPEN, it reads HALF_OPEN, and the next call is a probe.
     *
     * @return {@code false} in other states, where nothing happens
     */
    public boolean restore(Kept kept) {
        return operator.restore(
                new Operator.Kept(kept.state(), kept.reason(), Nanos.saturated(kept.rest()), kept.trips()));
    }
}
