package io.breakers.benchmarks;

import io.breakers.api.Breaker;

/** What a user writes without protecting an interface. */
final class LambdaPayments implements PaymentService {
    private final Breaker breaker;
    private final PaymentService target;

    LambdaPayments(Breaker breaker, PaymentService target) {
        this.breaker = breaker;
        this.target = target;
    }

    @Override
    public long pay(String account, long cents) {
        try {
            return breaker.call(() -> target.pay(account, cents));
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException("the target throws no checked exception", thrown);
        }
    }
}
