package io.breakers.benchmarks;

import io.breakers.api.Breaker;

/** The same as {@link LambdaPayments}, with a fallback for rejections and failures. */
final class LambdaPaymentsWithFallback implements PaymentService {
    private final Breaker breaker;
    private final PaymentService target;
    private final PaymentService fallback;

    LambdaPaymentsWithFallback(Breaker breaker, PaymentService target, PaymentService fallback) {
        this.breaker = breaker;
        this.target = target;
        this.fallback = fallback;
    }

    @Override
    public long pay(String account, long cents) {
        try {
            return breaker.call(() -> target.pay(account, cents), cause -> fallback.pay(account, cents));
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException("the target throws no checked exception", thrown);
        }
    }
}
