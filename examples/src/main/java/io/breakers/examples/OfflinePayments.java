package io.breakers.examples;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts every payment and queues it: the fallback while the gateway is unavailable. */
final class OfflinePayments implements PaymentService {
    private final Queue<Order> waiting = new ConcurrentLinkedQueue<>();

    @Override
    public Payment charge(Order order) {
        waiting.add(order);
        return Payment.queued();
    }

    List<Order> waiting() {
        return List.copyOf(waiting);
    }

    /**
     * Charges each order that waits by now, once. Where {@code payments} falls back to this object, what fails waits
     * again.
     */
    void settleWith(PaymentService payments) throws IOException, InterruptedException {
        for (int left = waiting.size(); left > 0; left--) {
            // Removed after the charge only: an order that is charged twice is harmless, one that is forgotten is not.
            payments.charge(waiting.element());
            waiting.remove();
        }
    }
}
