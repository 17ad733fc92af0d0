package com.acme.ahead;

import io.breakers.proxy.Breakers;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/** Starts, tells how it was started and what is protected, and ends. */
@SpringBootApplication(proxyBeanMethods = false)
public class Ahead {
    /** What is protected. */
    public interface PaymentService {
        String charge(String customer);
    }

    @Bean
    PaymentService payments() {
        return new Payments("charged ");
    }

    @Bean
    @Fallback
    PaymentService offlinePayments() {
        return new Payments("noted ");
    }

    record Payments(String answer) implements PaymentService {
        @Override
        public String charge(String customer) {
            if (customer.isEmpty()) {
                throw new IllegalStateException("nobody");
            }
            return answer + customer;
        }
    }

    public static void main(String[] arguments) {
        try (var context = SpringApplication.run(Ahead.class, arguments)) {
            PaymentService payments = context.getBean("payments", PaymentService.class);
            System.out.println("ahead of time: " + AotDetector.useGeneratedArtifacts());
            System.out.println("endpoint: " + context.containsBean("breakersEndpoint"));
            System.out.println("health: " + context.containsBean("breakersHealthContributor"));
            System.out.println("answer: " + payments.charge("Ann"));
            if (Breakers.isProtected(payments)) {
                Breakers.inspect(payments).breaker("charge").forceOpen();
                System.out.println("rejected: " + payments.charge("Ann"));
            }
        }
    }
}
