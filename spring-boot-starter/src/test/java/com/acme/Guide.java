package com.acme;

import io.breakers.fleet.Fleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.BreakerTransition;
import io.breakers.spring.Protected;
import io.breakers.spring.ServiceCustomizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.event.EventListener;

/** The application of the guide. */
public final class Guide {
    private Guide() {}

    public interface PaymentService {
        String charge(String customer, long cents);

        String refund(String customer);

        String ping();
    }

    @Protected("rates")
    public interface RateService {
        String rate(String currency);
    }

    public interface QuoteApi {
        String quote(String name);
    }

    public static class DeclinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public static class StripePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) {
            throw new IllegalStateException("down");
        }

        @Override
        public String refund(String customer) {
            throw new IllegalStateException("down");
        }

        @Override
        public String ping() {
            return "pong";
        }
    }

    public static class OfflinePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) {
            return "noted";
        }

        @Override
        public String refund(String customer) {
            return "noted";
        }

        @Override
        public String ping() {
            return "none";
        }
    }

    public static class Operations {
        public final List<String> opened = new ArrayList<>();
        private final BreakerRegistry breakers;

        public Operations(BreakerRegistry breakers) {
            this.breakers = breakers;
        }

        public void maintenance() {
            breakers.find("payments.charge").orElseThrow().forceOpen("maintenance until noon");
        }

        @EventListener
        void hear(BreakerTransition transition) {
            opened.add(transition.breaker() + " is " + transition.to() + ": " + transition.reason());
        }
    }

    public static class FleetOperations {
        private final Fleet fleet;

        public FleetOperations(Fleet fleet) {
            this.fleet = fleet;
        }

        public void maintenanceEverywhere() {
            fleet.forceOpen("payments", "maintenance", "ops-7", Duration.ofMinutes(30));
        }
    }

    @Configuration(proxyBeanMethods = false)
    public static class Application {
        @Bean
        PaymentService payments() {
            return new StripePayments();
        }

        @Bean
        @Fallback
        PaymentService offlinePayments() {
            return new OfflinePayments();
        }

        @Bean
        QuoteApi quotes() {
            return name -> "7";
        }

        @Bean
        RateService rates() {
            return currency -> "7";
        }

        @Bean
        Operations operations(BreakerRegistry breakers) {
            return new Operations(breakers);
        }

        @Bean
        ServiceCustomizer quotesInCode() {
            return ServiceCustomizer.of(
                    "quotes",
                    QuoteApi.class,
                    builder -> builder.fallbackFactory(
                            cause -> name -> "no quote of " + name + ": " + cause.getMessage()));
        }
    }
}
