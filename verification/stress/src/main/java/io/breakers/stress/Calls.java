package io.breakers.stress;

import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Calls that are counted, and what the counters say of them. */
final class Calls {
    private Calls() {}

    /** Two successes, with a failure between them. */
    static void threeTo(Service stock) {
        stock.call(true);
        Circumstances.fail(stock);
        stock.call(true);
    }

    /**
     * Reads calls, successes, failures and calls in flight.
     *
     * @param before how many calls succeeded before the race
     */
    static void read(Service stock, int before, IIII_Result result) {
        BreakerStats stats = Breakers.inspect(stock).breaker("call").stats();
        result.r1 = (int) stats.calls() - before;
        result.r2 = (int) stats.successes() - before;
        result.r3 = (int) stats.failures();
        result.r4 = (int) stats.inFlight();
    }
}
