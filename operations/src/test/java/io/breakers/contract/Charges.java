package io.breakers.contract;

/** A service with overloads, and a method whose name differs from another only in its case. */
public interface Charges extends AutoCloseable {
    String charge(String customer);

    String charge(String customer, long cents);

    String chargeBack(String customer);

    String find(String[] customers);

    String ping();

    @Override
    void close();

    /** Answers with what was called; fails for {@code "down"}. */
    final class Real implements Charges {
        @Override
        public String charge(String customer) {
            return answer("charge", customer);
        }

        @Override
        public String charge(String customer, long cents) {
            return answer("charge " + cents, customer);
        }

        @Override
        public String chargeBack(String customer) {
            return answer("charge back", customer);
        }

        @Override
        public String find(String[] customers) {
            return answer("find", customers[0]);
        }

        @Override
        public String ping() {
            return "pong";
        }

        @Override
        public void close() {}

        private static String answer(String what, String customer) {
            if (customer.equals("down")) {
                throw new IllegalStateException("down");
            }
            return what + " " + customer;
        }
    }
}
