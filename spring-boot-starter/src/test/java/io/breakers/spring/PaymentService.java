package io.breakers.spring;

/** A service of the applications in the tests. */
public interface PaymentService {
    String charge(String customer);

    String charge(String customer, long cents);

    default String refund(String customer) {
        return "refunded " + customer;
    }
}
