package io.breakers.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A target that answers pending futures, one after the other; each thread has its own. */
@State(Scope.Thread)
public class PendingPayments implements AsyncPaymentService {
    private CompletableFuture<Long> pending;

    @Override
    public CompletableFuture<Long> pay(String account, long cents) {
        pending = new CompletableFuture<>();
        return pending;
    }

    /** Completes what the last call answered. */
    void complete(Long answer) {
        pending.complete(answer);
    }
}
