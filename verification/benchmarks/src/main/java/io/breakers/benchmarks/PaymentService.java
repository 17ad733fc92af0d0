package io.breakers.benchmarks;

/** The service of every benchmark: one small method, so that only its wrapper is measured. */
public interface PaymentService {
    /** Answers {@code cents + 1}, or throws {@link PaymentsDown}. */
    long pay(String account, long cents);
}
