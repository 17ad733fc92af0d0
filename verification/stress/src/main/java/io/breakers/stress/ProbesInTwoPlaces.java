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

/** S16: three calls come when the wait is over, and there are two places. */
@JCStressTest
@Outcome(
        id = {"1, 3", "2, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "two at a time at most, and all are accounted for")
@Outcome(expect = Expect.FORBIDDEN, desc = "more probes than places, or a call that nobody counted")
@State
public class ProbesInTwoPlaces {
    private final Breaker breaker = Circumstances.halfOpen(2);
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

    @Actor
    public void third() {
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
