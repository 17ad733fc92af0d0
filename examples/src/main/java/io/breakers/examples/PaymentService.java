package io.breakers.examples;

import java.io.IOException;

/** Charges customers. A plain interface that knows nothing about breakers. */
public interface PaymentService {
    /** Charges an order. Charging it again, after an answer that never came, takes the money once. */
    Payment charge(Order order) throws IOException, InterruptedException;
}
