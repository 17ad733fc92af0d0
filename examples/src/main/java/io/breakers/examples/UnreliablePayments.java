package io.breakers.examples;

import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** A payment service that fails at a given rate. The failures are random, but the same in every run. */
final class UnreliablePayments implements PaymentService {
    private static final Duration ANSWERS_IN = Duration.ofMillis(20);
    private static final Duration FAILS_IN = Duration.ofMillis(300);

    private final Random random = new Random(7);
    private final ManualTicker ticker;
    private double failureRate;
    private int transactions;

    UnreliablePayments(ManualTicker ticker) {
        this.ticker = ticker;
    }

    void failAtRate(double failureRate) {
        this.failureRate = failureRate;
    }

    @Override
    public Payment charge(Order order) throws IOException {
        boolean fails = random.nextDouble() < failureRate;
        ticker.advance(fails ? FAILS_IN : ANSWERS_IN);
        if (fails) {
            throw new IOException("payment service temporarily unavailable");
        }
        return Payment.paid("txn-" + ++transactions);
    }
}
