package io.breakers.spring;

/** Fails for nobody, and counts who gets through. */
public class StripePayments implements PaymentService {
    int calls;

    @Override
    public String charge(String customer) {
        calls++;
        if (customer.isEmpty()) {
            throw new IllegalStateException("nobody");
        }
        return "charged " + customer;
    }

    @Override
    public String charge(String customer, long cents) {
        return charge(customer) + " " + cents;
    }
}
