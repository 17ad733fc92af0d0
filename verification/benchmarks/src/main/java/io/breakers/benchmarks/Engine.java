package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;

/** The ways in which Breakers can wrap a call. */
public enum Engine {
    GENERATED {
        @Override
        Guarded guard(PaymentService target, BreakerConfig config) {
            return guarded(builder(target, config, ProxyEngine.GENERATED));
        }

        @Override
        Guarded guard(PaymentService target, BreakerConfig config, PaymentService fallback) {
            return guarded(builder(target, config, ProxyEngine.GENERATED).fallback(fallback));
        }
    },

    JDK {
        @Override
        Guarded guard(PaymentService target, BreakerConfig config) {
            return guarded(builder(target, config, ProxyEngine.JDK));
        }

        @Override
        Guarded guard(PaymentService target, BreakerConfig config, PaymentService fallback) {
            return guarded(builder(target, config, ProxyEngine.JDK).fallback(fallback));
        }
    },

    /** No interface: a lambda, given to {@link Breaker#call}. */
    CALL {
        @Override
        Guarded guard(PaymentService target, BreakerConfig config) {
            Breaker breaker = Breakers.breaker("payments", config);
            return new Guarded(new LambdaPayments(breaker, target), breaker);
        }

        @Override
        Guarded guard(PaymentService target, BreakerConfig config, PaymentService fallback) {
            Breaker breaker = Breakers.breaker("payments", config);
            return new Guarded(new LambdaPaymentsWithFallback(breaker, target, fallback), breaker);
        }
    };

    abstract Guarded guard(PaymentService target, BreakerConfig config);

    abstract Guarded guard(PaymentService target, BreakerConfig config, PaymentService fallback);

    private static ProtectionBuilder<PaymentService> builder(
            PaymentService target, BreakerConfig config, ProxyEngine engine) {
        return Breakers.builder(PaymentService.class, target).config(config).engine(engine);
    }

    private static Guarded guarded(ProtectionBuilder<PaymentService> builder) {
        PaymentService payments = builder.build();
        return new Guarded(payments, Breakers.inspect(payments).breaker("pay"));
    }
}
