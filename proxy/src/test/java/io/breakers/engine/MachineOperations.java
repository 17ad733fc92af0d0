package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/*
 * Time and failures are in one group, which Lincheck never runs at once. A trip reads the clock and then replaces the state; if time passes
 * between the two, the wait has begun that much earlier than the trip can be seen, which no sequence of whole steps explains. It is no more than
 * the time between two instructions of one thread, and without a lock it cannot be less.
 */

/** What threads do to a breaker. Each thread has at most one call with the target. */
@Param(name = "thread", gen = ThreadIdGen.class)
public class MachineOperations {
    private static final int THREADS = 8;

    private final ManualTicker ticker = ManualTicker.startingAt(Long.MAX_VALUE - 5);
    private final List<Long> heard = new ArrayList<>();
    private final CircuitBreaker breaker;
    private final Permit[] permits = new Permit[THREADS];

    public MachineOperations() {
        BreakerListener recorder = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                heard.add(transition.number());
            }
        };
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(2)
                .successThreshold(1)
                .openFor(Duration.ofNanos(MachineModel.WAIT))
                .ticker(ticker)
                .build();
        this.breaker = CircuitBreaker.create(BreakerName.of("payments"), config, List.of(made -> recorder));
    }

    @Operation
    public String acquire(@Param(name = "thread") int thread) {
        if (permits[thread] != null) {
            return "has one";
        }
        if (breaker.enter(true) instanceof Permit permit) {
            permits[thread] = permit;
            return "permit";
        }
        return "rejected";
    }

    @Operation
    public String success(@Param(name = "thread") int thread) {
        Permit permit = permits[thread];
        if (permit == null) {
            return "has none";
        }
        permits[thread] = null;
        breaker.succeeded(permit, 0);
        return "done";
    }

    @Operation(nonParallelGroup = "time")
    public String failure(@Param(name = "thread") int thread) {
        Permit permit = permits[thread];
        if (permit == null) {
            return "has none";
        }
        permits[thread] = null;
        breaker.failed(permit, 0, new IOException("down"));
        return "done";
    }

    @Operation
    public String cancel(@Param(name = "thread") int thread) {
        Permit permit = permits[thread];
        if (permit == null) {
            return "has none";
        }
        permits[thread] = null;
        breaker.cancelled(permit, 0);
        return "done";
    }

    @Operation(nonParallelGroup = "time")
    public void tick() {
        ticker.advanceNanos(MachineModel.WAIT);
    }

    @Operation
    public void forceOpen() {
        breaker.forceOpen();
    }

    @Operation
    public void reset() {
        breaker.reset();
    }

    @Operation
    public String state() {
        return breaker.state().name();
    }

    @Operation
    public long transitions() {
        return breaker.current().step.number();
    }

    /** Each transition was heard once, and in order. */
    @Validate
    public void eventsAreAChain() {
        List<Long> expected = new ArrayList<>();
        for (long number = 1; number <= breaker.current().step.number(); number++) {
            expected.add(number);
        }
        if (!heard.equals(expected)) {
            throw new AssertionError("heard " + heard + " of " + expected);
        }
    }
}
