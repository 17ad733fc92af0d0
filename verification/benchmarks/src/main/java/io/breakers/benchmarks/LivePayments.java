package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The target of the benchmarks: does almost nothing, but is not inlined. A real target is too large to be inlined into
 * its callers, and if this one were, a direct call would have no instructions to compare with.
 */
final class LivePayments implements PaymentService {
    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public long pay(String account, long cents) {
        return cents + 1;
    }
}
