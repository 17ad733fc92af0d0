package io.breakers.benchmarks;

import io.breakers.api.BreakerState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of a target that fails, but too rarely to trip. The exceptions are created beforehand, without stack traces.
 */
public class FailingCalls extends PerCall {
    @Param
    public Engine engine;

    @Param
    public Rule rule;

    private Guarded guarded;
    private Guarded patient;
    private Guarded patientWithFallback;

    @Setup
    public void protect() {
        var target = new MoodyPayments();
        guarded = engine.guard(target, rule.config().build());
        patient = engine.guard(target, rule.patientConfig().build());
        patientWithFallback = engine.guard(target, rule.patientConfig().build(), new OfflinePayments());
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(guarded.breaker().state(), BreakerState.CLOSED);
        check(patient.breaker().state(), BreakerState.CLOSED);
        check(patientWithFallback.breaker().state(), BreakerState.CLOSED);
    }

    /** One call in a hundred fails: the window moves. */
    @Benchmark
    public long seldom(FailureStream stream) {
        try {
            return guarded.payments().pay(account, stream.seldom());
        } catch (PaymentsDown failed) {
            return 0;
        }
    }

    /** All but one call in fifty fail. */
    @Benchmark
    public long mostly(FailureStream stream) {
        try {
            return patient.payments().pay(account, stream.mostly());
        } catch (PaymentsDown failed) {
            return 0;
        }
    }

    @Benchmark
    public long mostlyWithFallback(FailureStream stream) {
        return patientWithFallback.payments().pay(account, stream.mostly());
    }
}
