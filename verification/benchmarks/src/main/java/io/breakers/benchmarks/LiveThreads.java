package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls by the threads of a server: some that call, beside others that have called before and live on.
 *
 * <p>Timed is a fixed number of calls, from the first of them to the last: where there are more threads than processors, the sum of
 * what each thread reaches in its own time overstates. The result is the time of all calls divided by their number; times the
 * number of processors in use, it is the time per call and core.
 */
@State(Scope.Thread)
public abstract class LiveThreads extends PerCall {
    private static final int CALLS_BEFORE = 1000;

    @Param({"1", "2", "16", "200"})
    public int calling;

    /** How many more threads live, and have called before those that are timed do. */
    @Param({"0", "200"})
    public int idle;

    private PaymentService payments;
    private Pool others;
    private Pool callers;

    void start(PaymentService service) throws InterruptedException {
        payments = service;
        others = new Pool(idle);
        others.run(() -> callOften(service, account, cents, CALLS_BEFORE));
        callers = new Pool(calling);
    }

    @TearDown
    public void end() {
        callers.close();
        others.close();
    }

    /** Makes so many calls, all threads together. */
    void call(int calls) throws InterruptedException {
        int each = calls / calling;
        callers.run(() -> callOften(payments, account, cents, each));
    }

    private static void callOften(PaymentService payments, String account, long cents, int calls) {
        long answers = 0;
        for (int i = 0; i < calls; i++) {
            answers += payments.pay(account, cents);
        }
        if (answers != calls * (cents + 1)) {
            throw new IllegalStateException("wrong answers: " + answers);
        }
    }
}
