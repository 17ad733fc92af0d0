package io.breakers.examples;

import java.io.IOException;

/** Places orders with a given {@link PaymentService}; it cannot tell a protected one from an unprotected one. */
final class OrderService {
    private final PaymentService payments;

    OrderService(PaymentService payments) {
        this.payments = payments;
    }

    /** An order whose payment fails is lost: the customer goes elsewhere. */
    Payment place(Order order) throws InterruptedException {
        try {
            return payments.charge(order);
        } catch (IOException | RuntimeException refused) {
            return Payment.failed(refused);
        }
    }
}
