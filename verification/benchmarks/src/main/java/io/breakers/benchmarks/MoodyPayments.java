package io.breakers.benchmarks;

/**
 * A target that fails for negative amounts, so that each calling thread decides which of its calls fail and threads
 * share nothing. It may be inlined: otherwise passing the exception through the stack costs more than any library.
 */
final class MoodyPayments implements PaymentService {
    @Override
    public long pay(String account, long cents) {
        if (cents < 0) {
            throw PaymentsDown.INSTANCE;
        }
        return cents + 1;
    }
}
