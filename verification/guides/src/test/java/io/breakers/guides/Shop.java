package io.breakers.guides;

import java.io.IOException;

/** What the pages protect, and what stands in for it. */
final class Shop {
    private Shop() {}

    interface PaymentService {
        String charge(String customer, long cents) throws IOException;
    }

    /** Fails for a negative amount; the card of Mallory is declined. */
    static final class StripePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) throws IOException {
            if (cents < 0) {
                throw new IOException("down");
            }
            if (customer.equals("Mallory")) {
                throw new CardDeclinedException();
            }
            return customer + " paid " + cents;
        }
    }

    static final class OfflinePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) {
            return customer + " will pay " + cents;
        }
    }

    static final class CardDeclinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    interface Warehouse {
        String ask(String article);
    }
}
