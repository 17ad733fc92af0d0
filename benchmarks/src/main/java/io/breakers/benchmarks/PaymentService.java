package io.breakers.benchmarks;

/** The service of every benchmark: one small method, so that what is measured is what is put around it. */
public interface PaymentService {
    /** Answers {@code cents + 1}, or throws {@link PaymentsDown}. */
    long pay(String account, long cents);
}
