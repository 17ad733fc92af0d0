package io.breakers.guides;

import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import java.io.IOException;

class FirstProgram {
    interface PaymentService {
        String charge(String customer, long cents) throws IOException;
    }

    public static void main(String[] args) {
        PaymentService stripe = (customer, cents) -> {
            throw new IOException("the provider is down");
        };
        PaymentService payments = Breakers.protect(PaymentService.class, stripe);

        for (int order = 1; order <= 7; order++) {
            try {
                System.out.println(payments.charge("Ada", 4200));
            } catch (CallRejectedException rejected) {
                System.out.println("rejected: " + rejected.getMessage());
            } catch (IOException failure) {
                System.out.println("failed: " + failure.getMessage());
            }
        }
    }
}
