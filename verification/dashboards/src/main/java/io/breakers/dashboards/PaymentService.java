package io.breakers.dashboards;

import java.io.IOException;

/** What the outage protects; the dashboard shows this name. */
public interface PaymentService {
    /** Charges an order, and says what became of it. */
    String charge(String order) throws IOException;
}
