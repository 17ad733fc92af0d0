package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OrderServiceTest {
    private static final Order ORDER = new Order("order-1", 1999);

    @Test
    void anOrderIsPlacedWithItsPayment() throws Exception {
        var orders = new OrderService(order -> Payment.paid("txn-1"));

        assertThat(orders.place(ORDER)).isEqualTo(Payment.paid("txn-1"));
    }

    @Test
    void anOrderIsLostWithItsPayment() throws Exception {
        var orders = new OrderService(order -> {
            throw new IOException("HTTP 503");
        });

        assertThat(orders.place(ORDER)).isEqualTo(new Payment(Payment.Status.FAILED, "HTTP 503"));
    }
}
