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
 * S22, S43: the same through a proxy whose breaker has no listener, where a success is counted in the permit that its
 * thread entered with, while an operator begins a new closed state, for which threads need new permits.
 */
@JCStressTest
@Outcome(id = "12, 8, 4, 0", expect = Expect.ACCEPTABLE, desc = "every call")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost call")
@State
public class QuietCountersLoseNothing {
    private final Service stock = Circumstances.quiet();

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
        Calls.read(stock, 0, result);
    }
}
