package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The target that is called: next to nothing, but a call. A real target does too much to be inlined into whoever calls it; one
 * that was would leave a direct call of no instructions at all to compare with.
 */
final class LivePayments implements PaymentService {
    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public long pay(String account, long cents) {
        return cents + 1;
    }
}
