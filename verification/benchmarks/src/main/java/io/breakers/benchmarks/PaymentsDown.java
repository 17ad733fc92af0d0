package io.breakers.benchmarks;

/**
 * The one failure of every benchmark, created beforehand and without a stack trace, so that its creation is not
 * measured.
 */
final class PaymentsDown extends RuntimeException {
    static final PaymentsDown INSTANCE = new PaymentsDown();

    private static final long serialVersionUID = 1L;

    private PaymentsDown() {
        super("payments are down", null, false, false);
    }
}
