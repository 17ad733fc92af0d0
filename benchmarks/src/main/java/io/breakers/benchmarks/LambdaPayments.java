package io.breakers.benchmarks;

import io.breakers.api.Breaker;

/** What a user writes who has no interface to protect, or does not want to. */
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
