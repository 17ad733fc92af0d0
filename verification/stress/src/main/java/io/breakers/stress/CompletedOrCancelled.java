package io.breakers.stress;

import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** S19, S35: a promise is kept while its caller gives it up. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "it was kept")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "it was given up")
@Outcome(expect = Expect.FORBIDDEN, desc = "two outcomes, or none")
@State
public class CompletedOrCancelled {
    /** A service that promises. */
    @FunctionalInterface
    public interface Stock {
        CompletableFuture<Integer> count();
    }

    private final CompletableFuture<Integer> source = new CompletableFuture<>();
    private final Stock stock =
            Breakers.protect(Stock.class, () -> source, Circumstances.config().build());
    private final CompletableFuture<Integer> promise = stock.count();

    @Actor
    public void target() {
        source.complete(1);
    }

    @Actor
    public void caller() {
        promise.cancel(true);
    }

    @Arbiter
    public void afterwards(III_Result result) {
        BreakerStats stats = Breakers.inspect(stock).breaker("count").stats();
        result.r1 = (int) stats.successes();
        result.r2 = (int) stats.cancelled();
        result.r3 = (int) stats.inFlight();
    }
}
