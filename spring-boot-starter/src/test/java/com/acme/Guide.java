package com.acme;

import io.breakers.api.CallRejectedException;
import io.breakers.fleet.Fleet;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import io.breakers.spring.BreakerTransition;
import io.breakers.spring.Protected;
import io.breakers.spring.ServiceCustomizer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

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

        public void dryRun() {
            var keys = new LinkedHashMap<String, String>(breakers.settings().toMap());
            keys.put("services.payments.enforce", "0");
            breakers.apply(Settings.of(keys));
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

    @RestControllerAdvice
    public static class WhenRejected {
        @ExceptionHandler
        ResponseEntity<Void> rejected(CallRejectedException rejection) {
            long seconds = Math.min(60, rejection.retryAfter().toSeconds() + 1);
            return ResponseEntity.status(503)
                    .header("Retry-After", String.valueOf(seconds))
                    .build();
        }
    }

    @RestController
    public static class Till {
        private final PaymentService payments;

        public Till(PaymentService payments) {
            this.payments = payments;
        }

        @GetMapping("/refund/{customer}")
        String refund(@PathVariable("customer") String customer) {
            return payments.refund(customer);
        }
    }

    /** An application that others call, without a fallback. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({WhenRejected.class, Till.class})
    public static class Web {
        @Bean
        PaymentService payments() {
            return new StripePayments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    public static class WithConsole {
        @Bean
        RunningConsole breakerConsole(
                BreakerRegistry registry, @Value("${console.port}") int port, @Value("${console.token}") String token) {
            return BreakerConsole.of(registry)
                    .operators(token)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .start();
        }
    }

    @Configuration(proxyBeanMethods = false)
    public static class Following {
        @Bean(defaultCandidate = false) // no scheduler for anything else
        ScheduledExecutorService settingsReader() {
            return Executors.newSingleThreadScheduledExecutor();
        }

        @Bean
        SettingsFollower breakerSettings(
                BreakerRegistry registry,
                @Qualifier("settingsReader") ScheduledExecutorService reader,
                @Value("${breaker-settings.file}") Path file) {
            return registry.follow(SettingsSource.file(file), Duration.ofSeconds(5), reader);
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
