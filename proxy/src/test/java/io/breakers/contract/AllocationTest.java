package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A healthy call leaves nothing for the garbage collector: counted by the platform, byte for byte, never timed. */
class AllocationTest {
    private static final int CALLS = 100_000;

    /** For what the platform allocates on its own account: far less than a byte a call. */
    private static final long A_FEW_BYTES = 10_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    interface PaymentService {
        long pay(String account, long cents);
    }

    private static final class LivePayments implements PaymentService {
        @Override
        public long pay(String account, long cents) {
            return cents + 1;
        }
    }

    /** Everything that watches a healthy call. */
    enum Watch {
        CONSECUTIVE_FAILURES(TripRule.consecutiveFailures(5)),
        FAILURES_WITHIN(TripRule.failures(5, Duration.ofSeconds(10))),
        FAILURE_RATE_OF_CALLS(TripRule.failureRate(0.5, Window.ofCalls(100))),
        FAILURE_RATE_OF_TIME(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(10)))),
        SLOW_CALL_RATE(TripRule.slowCallRate(0.5, Duration.ofSeconds(1), Window.ofCalls(100))),
        LISTENER(TripRule.consecutiveFailures(5)) {
            @Override
            BreakerConfigBuilder config() {
                return super.config().listener(breaker -> new BreakerListener() {});
            }
        };

        private final TripRule rule;

        Watch(TripRule rule) {
            this.rule = rule;
        }

        BreakerConfigBuilder config() {
            return BreakerConfig.builder().tripWhen(rule).ticker(new ManualTicker());
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsOfABreakerAllocateNothing(Watch watch) throws Exception {
        Breaker breaker = Breakers.breaker("payments", watch.config().build());
        Callable<String> target = () -> "paid";

        assertThat(allocatedBy(CALLS, () -> breaker.call(target))).isLessThan(A_FEW_BYTES);
        assertThat(breaker.stats().successes()).isGreaterThanOrEqualTo(CALLS);
    }

    @ParameterizedTest
    @EnumSource
    void runsOfABreakerAllocateNothing(Watch watch) throws Exception {
        Breaker breaker = Breakers.breaker("payments", watch.config().build());
        Runnable target = () -> {};

        assertThat(allocatedBy(CALLS, () -> breaker.run(target))).isLessThan(A_FEW_BYTES);
        assertThat(breaker.stats().successes()).isGreaterThanOrEqualTo(CALLS);
    }

    @ParameterizedTest
    @EnumSource
    void callsThroughAGeneratedClassAllocateNothing(Watch watch) throws Exception {
        PaymentService payments = protect(ProxyEngine.GENERATED, watch.config().build());

        assertThat(allocatedBy(CALLS, () -> payments.pay("4711", 1_000_000))).isLessThan(A_FEW_BYTES);
        assertThat(Breakers.inspect(payments).engine()).isEqualTo(ProxyEngine.GENERATED);
        assertThat(successesOf(payments)).isGreaterThanOrEqualTo(CALLS);
    }

    @Test
    void aFallbackThatIsNotNeededAllocatesNothing() throws Exception {
        PaymentService payments = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(ProxyEngine.GENERATED)
                .fallback((account, cents) -> -1)
                .build();

        assertThat(allocatedBy(CALLS, () -> payments.pay("4711", 1_000_000))).isLessThan(A_FEW_BYTES);
        assertThat(successesOf(payments)).isGreaterThanOrEqualTo(CALLS);
    }

    @Test
    void aFunctionThatIsNotNeededAllocatesNothing() throws Exception {
        PaymentService payments = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(ProxyEngine.GENERATED)
                .fallback("pay", (arguments, cause) -> -1)
                .build();

        assertThat(allocatedBy(CALLS, () -> payments.pay("4711", 1_000_000))).isLessThan(A_FEW_BYTES);
        assertThat(successesOf(payments)).isGreaterThanOrEqualTo(CALLS);
    }

    /**
     * P19, 100 keys: the list of the arguments, of 72 bytes, at most. Where the optimizing compiler sees all of the
     * call, that goes, too; whether it does depends on what else the process has done, so the benchmarks judge it.
     */
    @Test
    void callsOfAKnownKeyAllocateTheListOfTheirArgumentsAtMost() throws Exception {
        String[] accounts =
                IntStream.range(0, 100).mapToObj(index -> "bank-" + index).toArray(String[]::new);
        PaymentService payments = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(ProxyEngine.GENERATED)
                .breakerPer(
                        "pay", arguments -> arguments.get(0), Keys.atMost(1_000).idleFor(Duration.ofMinutes(10)))
                .build();
        var next = new int[1];
        Call call = () -> payments.pay(accounts[next[0]++ % accounts.length], 1_000_000);

        assertThat(allocatedBy(CALLS, call)).isLessThanOrEqualTo(72L * CALLS + A_FEW_BYTES);
        assertThat(Breakers.inspect(payments).breaker("pay", "bank-7").stats().successes())
                .isGreaterThanOrEqualTo(CALLS / accounts.length);
    }

    @Test
    void aFallbackThatAnswersWhileTheBreakerIsOpenAllocatesTheRejectionOnly() throws Exception {
        PaymentService payments = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(ProxyEngine.GENERATED)
                .config(BreakerConfig.builder().ticker(new ManualTicker()).build())
                .fallback((account, cents) -> -1)
                .build();
        Breaker breaker = Breakers.inspect(payments).breaker("pay");
        open(breaker);

        assertThat(allocatedBy(CALLS, () -> payments.pay("4711", 1_000_000)))
                .isLessThanOrEqualTo(96L * CALLS + A_FEW_BYTES);
        assertThat(breaker.stats().fallbacks()).isGreaterThanOrEqualTo(CALLS);
    }

    /** By failures: an operator's word would not be a wait. */
    private static void open(Breaker breaker) throws Exception {
        var down = new IOException("down");
        Callable<String> failing = () -> {
            throw down;
        };
        while (breaker.state() == BreakerState.CLOSED) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> breaker.call(failing))
                    .isSameAs(down);
        }
    }

    /**
     * A JDK proxy packs arguments into an array, boxes them and unboxes the result. Few calls, too few for the
     * optimizing compiler to take any of that away from one of the two and not yet from the other.
     */
    @ParameterizedTest
    @EnumSource
    void callsThroughAJdkProxyAllocateNoMoreThanTheProxyItself(Watch watch) throws Exception {
        int few = 2_000;
        var target = new LivePayments();
        var bare = (PaymentService) Proxy.newProxyInstance(
                PaymentService.class.getClassLoader(),
                new Class<?>[] {PaymentService.class},
                (proxy, method, arguments) -> method.invoke(target, arguments));
        PaymentService payments = protect(ProxyEngine.JDK, watch.config().build());

        long byTheProxyItself = allocatedBy(few, () -> bare.pay("4711", 1_000_000));

        assertThat(allocatedBy(few, () -> payments.pay("4711", 1_000_000))).isLessThan(byTheProxyItself + few);
        assertThat(successesOf(payments)).isGreaterThanOrEqualTo(few);
    }

    private static PaymentService protect(ProxyEngine engine, BreakerConfig config) {
        return Breakers.builder(PaymentService.class, new LivePayments())
                .engine(engine)
                .config(config)
                .build();
    }

    private static long successesOf(PaymentService payments) {
        return Breakers.inspect(payments).breaker("pay").stats().successes();
    }

    private interface Call {
        void run() throws Exception;
    }

    /**
     * The bytes that this thread allocates in {@code calls} calls, after as many as it takes to load classes and fill
     * windows.
     */
    private static long allocatedBy(int calls, Call call) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            call.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
