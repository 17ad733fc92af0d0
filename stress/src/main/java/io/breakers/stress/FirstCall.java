package io.breakers.stress;

import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** H22: two threads are the first to call a method, whose breaker is made for the first call. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "one breaker, with both calls")
@Outcome(expect = Expect.FORBIDDEN, desc = "a second breaker, or a lost call")
@State
public class FirstCall {
    private final AtomicInteger made = new AtomicInteger();
    private final IntSupplier stock = Breakers.builder(IntSupplier.class, () -> 1)
            .config(Circumstances.config().build())
            .listener(breaker -> {
                made.incrementAndGet();
                return BreakerListener.NONE;
            })
            .build();

    @Actor
    public void one() {
        stock.getAsInt();
    }

    @Actor
    public void other() {
        stock.getAsInt();
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r1 = made.get();
        result.r2 = (int) Breakers.inspect(stock).breaker("getAsInt").stats().calls();
    }
}
