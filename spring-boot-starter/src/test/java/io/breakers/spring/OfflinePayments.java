package io.breakers.spring;

/** Answers while the real one does not. */
public class OfflinePayments implements PaymentService {
    @Override
    public String charge(String customer) {
        return "noted " + customer;
    }

    @Override
    public String charge(String customer, long cents) {
        return "noted " + customer + " " + cents;
    }
}
