package io.breakers.stress;

import io.breakers.api.Breaker;
import io.breakers.api.CallRejectedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** S16: two calls come when the wait is over, and there is one place. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "one at a time, and both are accounted for")
@Outcome(expect = Expect.FORBIDDEN, desc = "more probes than places, or a call that nobody counted")
@State
public class ProbesInFlight {
    private final Breaker breaker = Circumstances.halfOpen(1);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Actor
    public void one() {
        call();
    }

    @Actor
    public void other() {
        call();
    }

    private void call() {
        try {
            breaker.run(() -> {
                int now = inFlight.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                inFlight.decrementAndGet();
            });
        } catch (CallRejectedException rejected) {
            assert rejected.breaker().equals("stock");
        }
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r1 = most.get();
        // But for the call that tripped it.
        result.r2 = (int) (breaker.stats().successes() + breaker.stats().rejected());
    }
}
