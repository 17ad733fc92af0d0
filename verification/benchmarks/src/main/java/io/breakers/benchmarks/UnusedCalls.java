package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.fleet.Fleet;
import io.breakers.fleet.Quorum;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of a healthy target through a breaker that could do more than it has to do now. */
public class UnusedCalls extends PerCall {
    /** What is not used at the moment. */
    public enum Unused {
        /** All rejections are carried out. */
        SPARING,

        /** The configuration was changed, and changed back. */
        CHANGES,

        /** In a registry. */
        REGISTRY,

        /** In a registry that has joined a fleet, which shares trips. */
        FLEET
    }

    @Param
    public Unused unused;

    private Guarded guarded;
    private PaymentService payments;

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private Fleet fleet;

    @Setup
    public void protect() {
        BreakerConfig config = Rule.CONSECUTIVE.config().enforce(1).build();
        if (unused == Unused.REGISTRY || unused == Unused.FLEET) {
            payments = registry.builder(PaymentService.class, new LivePayments())
                    .config(config)
                    .engine(ProxyEngine.GENERATED)
                    .build();
            guarded = new Guarded(payments, Breakers.inspect(payments).breaker("pay"));
            if (unused == Unused.FLEET) {
                fleet = Fleet.of(registry, new LonelyChannel())
                        .sharingTrips(Quorum.of(0.5))
                        .join();
                check(fleet.connected(), true);
            }
            return;
        }
        guarded = Engine.GENERATED.guard(new LivePayments(), config);
        payments = guarded.payments();
        if (unused == Unused.CHANGES) {
            pay();
            guarded.breaker().reconfigure(config.toBuilder().enforce(0).build());
            pay();
            guarded.breaker().reconfigure(config);
        }
    }

    @TearDown
    public void leave() {
        if (fleet != null) {
            fleet.close();
        }
        registry.close();
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(guarded.breaker().state(), BreakerState.CLOSED);
    }

    @Benchmark
    public long pay() {
        return payments.pay(account, cents);
    }
}
