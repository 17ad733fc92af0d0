package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerStats;
import io.breakers.api.Transition;
import io.breakers.internal.state.CallAccounts;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.StateMachine;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/*
 * What may run at once differs between the scenarios, and so do the groups that their operations are in: a step that
 * reads the clock, or the count of failures, and then replaces the state, is not one step. If time passes between the
 * two, the wait has begun that much earlier than the trip can be seen, which no sequence of whole steps explains. It is
 * no more than the time between two instructions of one thread, and without a lock it cannot be less.
 */

/** What threads do to a breaker in every scenario. Each thread has at most one call with the target. */
public abstract class BreakerOperations {
    private static final int THREADS = 8;

    final ManualTicker ticker = ManualTicker.startingAt(Long.MAX_VALUE - 5);
    final StateMachine breaker;
    private final CallAccounts accounts;
    private final List<Long> heard = new ArrayList<>();
    private final Permit[] permits = new Permit[THREADS];

    // What the threads were told, for the accounts.
    private final AtomicLong permitted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    BreakerOperations(BreakerConfig config) {
        BreakerListener recorder = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                heard.add(transition.number());
            }
        };
        BreakerConfig timed = config.toBuilder().ticker(ticker).build();
        this.breaker = new StateMachine("payments", timed, true);
        this.accounts = breaker.accounts();
        breaker.listen(recorder);
    }

    /** Opens a breaker after so many failures for so many nanoseconds. */
    static BreakerConfig config(int failures, int probes, int successes, long wait, long lease) {
        return BreakerConfig.builder()
                .failureThreshold(failures)
                .probes(probes)
                .successThreshold(successes)
                .openFor(Duration.ofNanos(wait))
                .probeLease(Duration.ofNanos(lease))
                .build();
    }

    final String enter(int thread) {
        if (permits[thread] != null) {
            return "has one";
        }
        if (accounts.enter() instanceof Permit permit) {
            permits[thread] = permit;
            permitted.incrementAndGet();
            return "permit";
        }
        rejected.incrementAndGet();
        return "rejected";
    }

    /** The permit of {@code thread}, which gives it up; {@code null} if it has none. */
    private Permit leave(int thread) {
        Permit permit = permits[thread];
        if (permit != null) {
            permits[thread] = null;
            ended.incrementAndGet();
        }
        return permit;
    }

    final String succeed(int thread) {
        Permit permit = leave(thread);
        if (permit == null) {
            return "has none";
        }
        accounts.succeeded(permit, 0);
        return "done";
    }

    final String fail(int thread) {
        Permit permit = leave(thread);
        if (permit == null) {
            return "has none";
        }
        accounts.failed(permit, 0, new IOException("down"));
        return "done";
    }

    @Operation
    public String ignored(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = leave(thread);
        if (permit == null) {
            return "has none";
        }
        accounts.ignored(permit, 0, new IOException("ignored"));
        return "done";
    }

    @Operation
    public String cancel(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = leave(thread);
        if (permit == null) {
            return "has none";
        }
        accounts.cancelled(permit, 0);
        return "done";
    }

    @Operation
    public String state() {
        return breaker.state().name();
    }

    @Operation
    public int transitions() {
        return (int) accounts.stats().transitions();
    }

    /** Each transition was heard once, and in order; and every call is accounted for. */
    @Validate
    public void eventsAreAChainAndAccountsAgree() {
        List<Long> expected = new ArrayList<>();
        for (long number = 1; number <= accounts.stats().transitions(); number++) {
            expected.add(number);
        }
        if (!heard.equals(expected)) {
            throw new AssertionError("heard " + heard + " of " + expected);
        }
        BreakerStats stats = accounts.stats();
        String told = permitted + " permits, " + ended + " ended, " + rejected + " rejections";
        String counted = (stats.calls() - stats.rejected()) + " permits, "
                + (stats.calls() - stats.rejected() - stats.inFlight()) + " ended, " + stats.rejected() + " rejections";
        if (!counted.equals(told)) {
            throw new AssertionError("counted " + counted + " of " + told);
        }
    }
}
