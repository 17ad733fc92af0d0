package io.breakers.stress;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** S21, S42: two failures, each of which is enough. */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "one transition, one event, two calls")
@Outcome(expect = Expect.FORBIDDEN, desc = "a transition too many, or one that was not told, or a lost call")
@State
public class OneTrip {
    private final AtomicInteger events = new AtomicInteger();
    private final Breaker breaker = Breakers.breaker(
            "stock",
            Circumstances.config()
                    .listener(made -> new BreakerListener() {
                        @Override
                        public void onTransition(Transition transition) {
                            events.incrementAndGet();
                        }
                    })
                    .build());

    @Actor
    public void one() {
        fail();
    }

    @Actor
    public void other() {
        fail();
    }

    private void fail() {
        try {
            Circumstances.fail(breaker);
        } catch (CallRejectedException late) {
            assert late.breaker().equals("stock");
        }
    }

    @Arbiter
    public void afterwards(III_Result result) {
        result.r1 = (int) breaker.stats().transitions();
        result.r2 = events.get();
        result.r3 = (int) breaker.stats().calls();
    }
}
