package io.breakers.benchmarks;

/** The one failure of every benchmark; made before and without a stack trace, so that making it is not what is measured. */
final class PaymentsDown extends RuntimeException {
    static final PaymentsDown INSTANCE = new PaymentsDown();

    private static final long serialVersionUID = 1L;

    private PaymentsDown() {
        super("payments are down", null, false, false);
    }
}
