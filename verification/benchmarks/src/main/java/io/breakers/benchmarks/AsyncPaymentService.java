package io.breakers.benchmarks;

import java.util.concurrent.CompletableFuture;

/** The service of the benchmarks with futures. */
public interface AsyncPaymentService {
    /** Answers a future. */
    CompletableFuture<Long> pay(String account, long cents);
}
