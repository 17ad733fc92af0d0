package io.breakers.stress;

import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * H22: two threads are the first to call a method, whose breaker is made for the first call: nobody hears it, so there
 * was no reason to make it before. Each calls once more, when it knows that breaker. If there were two, one would have
 * counted calls that the other, which is looked at afterwards, has not.
 */
@JCStressTest
@Outcome(id = "4, 2, 2", expect = Expect.ACCEPTABLE, desc = "one breaker, with all calls")
@Outcome(expect = Expect.FORBIDDEN, desc = "a second breaker, or a lost call")
@State
public class FirstCall {
    private final Service stock = Circumstances.quiet();

    @Actor
    public void one() {
        call();
    }

    @Actor
    public void other() {
        call();
    }

    private void call() {
        stock.call(true);
        Circumstances.fail(stock);
    }

    @Arbiter
    public void afterwards(III_Result result) {
        BreakerStats stats = Breakers.inspect(stock).breaker("call").stats();
        result.r1 = (int) stats.calls();
        result.r2 = (int) stats.successes();
        result.r3 = (int) stats.failures();
    }
}
