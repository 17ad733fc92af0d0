package io.breakers.benchmarks;

import io.breakers.api.BreakerState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of which each has a virtual thread of its own, as a request does. Runs on JDK 21 and later. */
public class VirtualThreadCalls extends PerCall {
    private static final int THREADS = 1000;

    private final PaymentService target = new LivePayments();
    private Guarded guarded;
    private ThreadFactory threads;

    /** Whether this JDK has virtual threads. */
    static boolean canRun() {
        return Runtime.version().feature() >= 21;
    }

    @Setup
    public void protect() throws ReflectiveOperationException {
        guarded = Engine.GENERATED.guard(target, Metering.NONE.config(Rule.CONSECUTIVE));
        // Thread.ofVirtual().factory(), which the JDK that this is compiled for does not have.
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        threads = (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(guarded.breaker().state(), BreakerState.CLOSED);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void direct() throws InterruptedException {
        callFromFreshThreads(target);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void pay() throws InterruptedException {
        callFromFreshThreads(guarded.payments());
    }

    private void callFromFreshThreads(PaymentService payments) throws InterruptedException {
        var calls = new CountDownLatch(THREADS);
        Runnable call = () -> {
            if (payments.pay(account, cents) == cents + 1) {
                calls.countDown();
            }
        };
        for (int i = 0; i < THREADS; i++) {
            threads.newThread(call).start();
        }
        calls.await();
    }
}
