package io.breakers.stress;

import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** S22, S43: the same where there are more threads than places: each place for the counts of a thread is another's, who is alive. */
@JCStressTest
@Outcome(id = "12, 8, 4, 0", expect = Expect.ACCEPTABLE, desc = "every call")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost call")
@State
public class CrowdedCountersLoseNothing {
    private final Service stock = Circumstances.quiet();
    private final int before = Crowd.fill(stock);

    @Actor
    public void one() {
        call();
        call();
    }

    @Actor
    public void other() {
        call();
        Breakers.inspect(stock).breaker("call").reset();
        call();
    }

    private void call() {
        stock.call(true);
        Circumstances.fail(stock);
        stock.call(true);
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
        BreakerStats stats = Breakers.inspect(stock).breaker("call").stats();
        result.r1 = (int) stats.calls() - before;
        result.r2 = (int) stats.successes() - before;
        result.r3 = (int) stats.failures();
        result.r4 = (int) stats.inFlight();
    }
}
