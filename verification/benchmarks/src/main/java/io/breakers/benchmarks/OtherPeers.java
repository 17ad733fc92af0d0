package io.breakers.benchmarks;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.smallrye.faulttolerance.api.Guard;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The same call through other libraries, each with a window of the last 100 calls or the closest it offers. */
public class OtherPeers extends PerCall {
    private static final HystrixCommand.Setter HYSTRIX = HystrixCommand.Setter.withGroupKey(
                    HystrixCommandGroupKey.Factory.asKey("payments"))
            .andCommandPropertiesDefaults(HystrixCommandProperties.Setter()
                    .withExecutionIsolationStrategy(ExecutionIsolationStrategy.SEMAPHORE));

    private final PaymentService target = new LivePayments();
    private final FailsafeExecutor<Object> failsafe = Failsafe.with(failsafeBreaker());
    private FailsafeExecutor<Object> openFailsafe;
    private PaymentService failsafeProxy;
    private Guard smallRye;

    @Setup
    public void protect() throws IOException {
        CircuitBreaker<Object> open = failsafeBreaker();
        open.open();
        openFailsafe = Failsafe.with(open);
        failsafeProxy = (PaymentService) Proxy.newProxyInstance(
                PaymentService.class.getClassLoader(),
                new Class<?>[] {PaymentService.class},
                (proxy, method, arguments) -> failsafe.get(() -> method.invoke(target, arguments)));
        smallRye = Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(100)
                .failureRatio(0.5)
                .done()
                .build();
        // Else it writes its log into the home directory.
        System.setProperty(
                "csp.sentinel.log.dir", Files.createTempDirectory("sentinel").toString());
        DegradeRuleManager.loadRules(List.of(new DegradeRule("payments")
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
                .setCount(0.5)
                .setMinRequestAmount(100)
                .setTimeWindow(10)));
    }

    private static CircuitBreaker<Object> failsafeBreaker() {
        return CircuitBreaker.builder()
                .withFailureThreshold(50, 100)
                .withDelay(Duration.ofDays(1))
                .build();
    }

    @Benchmark
    public Object failsafe() {
        return failsafe.get(() -> target.pay(account, cents));
    }

    @Benchmark
    public long failsafeThroughJdkProxy() {
        return failsafeProxy.pay(account, cents);
    }

    @Benchmark
    public Object failsafeOpen() {
        try {
            return openFailsafe.get(() -> target.pay(account, cents));
        } catch (CircuitBreakerOpenException rejected) {
            return rejected;
        }
    }

    @Benchmark
    public Long smallRyeGuard() throws Exception {
        return smallRye.call(() -> target.pay(account, cents), Long.class);
    }

    @Benchmark
    public long sentinel() throws BlockException {
        Entry permitted = SphU.entry("payments");
        try {
            return target.pay(account, cents);
        } finally {
            permitted.exit();
        }
    }

    /** One command object for each call, as Hystrix wants it. */
    @Benchmark
    public Long hystrix() {
        return new HystrixCommand<Long>(HYSTRIX) {
            @Override
            protected Long run() {
                return target.pay(account, cents);
            }
        }.execute();
    }
}
