package io.breakers.stress;

import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * S22, S43: the same where there are more threads than places: each place for the counts of a thread is another's, who
 * is alive.
 */
@JCStressTest
@Outcome(id = "12, 8, 4, 0", expect = Expect.ACCEPTABLE, desc = "every call")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost call")
@State
public class CrowdedCountersLoseNothing {
    private final Service stock = Circumstances.quiet();
    private final int before = Crowd.fill(stock);

    @Actor
    public void one() {
        Calls.threeTo(stock);
        Calls.threeTo(stock);
    }

    @Actor
    public void other() {
        Calls.threeTo(stock);
        Breakers.inspect(stock).breaker("call").reset();
        Calls.threeTo(stock);
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
        Calls.read(stock, before, result);
    }
}
