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
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * S19, S35: a promise is broken while its caller gives it up, where a fallback would answer: what the caller got is not
 * the target's own promise, but one of the library's, which hears of both. The caller sees its own cancellation, or the
 * fallback's answer.
 */
@JCStressTest
@Outcome(id = "GIVEN_UP 0 1 0 0", expect = Expect.ACCEPTABLE, desc = "it was given up first")
@Outcome(id = "ANSWERED 1 0 1 0", expect = Expect.ACCEPTABLE, desc = "it was broken first, and the fallback answered")
@Outcome(
        id = "GIVEN_UP 1 0 1 0",
        expect = Expect.ACCEPTABLE,
        desc = "it was broken first, and given up before the answer came")
@Outcome(expect = Expect.FORBIDDEN, desc = "two outcomes, or none, or nobody was told")
@State
public class RelayedOrCancelled {
    private final CompletableFuture<Integer> source = new CompletableFuture<>();
    private final CompletedOrCancelled.Stock stock = Breakers.protect(
            CompletedOrCancelled.Stock.class,
            () -> source,
            Circumstances.config().build(),
            () -> CompletableFuture.completedFuture(2));
    private final CompletableFuture<Integer> promise = stock.count();

    @Actor
    public void target() {
        source.completeExceptionally(Circumstances.Down.DOWN);
    }

    @Actor
    public void caller() {
        promise.cancel(true);
    }

    @Arbiter
    public void afterwards(L_Result result) {
        BreakerStats stats = Breakers.inspect(stock).breaker("count").stats();
        String seen = promise.isCancelled() ? "GIVEN_UP" : promise.isDone() ? "ANSWERED" : "NOTHING";
        result.r1 = seen + " " + stats.failures() + " " + stats.cancelled() + " " + stats.fallbacks() + " "
                + stats.inFlight();
    }
}
