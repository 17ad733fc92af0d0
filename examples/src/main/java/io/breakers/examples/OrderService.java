package io.breakers.examples;

import java.io.IOException;

/** Places orders with whatever {@link PaymentService} it is given; it cannot tell a protected one from a bare one. */
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
