package io.breakers.stress;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** S22, S43: threads count their first calls, and their first failures. */
@JCStressTest
@Outcome(id = "6, 4, 2", expect = Expect.ACCEPTABLE, desc = "every call")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost call")
@State
public class CountersLoseNothing {
    private final Breaker breaker = Breakers.breaker(
            "stock", Circumstances.config().failureThreshold(100).build());

    @Actor
    public void one() {
        call();
    }

    @Actor
    public void other() {
        call();
    }

    private void call() {
        breaker.run(() -> {});
        Circumstances.fail(breaker);
        breaker.run(() -> {});
    }

    @Arbiter
    public void afterwards(III_Result result) {
        result.r1 = (int) breaker.stats().calls();
        result.r2 = (int) breaker.stats().successes();
        result.r3 = (int) breaker.stats().failures();
    }
}
