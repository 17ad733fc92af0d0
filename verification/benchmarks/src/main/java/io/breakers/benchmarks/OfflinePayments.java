package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.CompilerControl;

/** The fallback. */
final class OfflinePayments implements PaymentService {
    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public long pay(String account, long cents) {
        return -1;
    }
}
