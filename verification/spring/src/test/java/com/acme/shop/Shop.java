package com.acme.shop;

import io.breakers.spring.BreakerTransition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** An application like others: a controller, a service with transactions, a repository and a client. */
@SpringBootApplication
@EnableAsync
@EnableCaching
public class Shop {
    public static final List<BreakerTransition> TRANSITIONS = new CopyOnWriteArrayList<>();

    @Bean
    PaymentClient payments(RestClient.Builder builder, Environment environment) {
        var client = builder.baseUrl(environment.getRequiredProperty("bank.url")).build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(PaymentClient.class);
    }

    @Bean
    CacheManager caches() {
        return new ConcurrentMapCacheManager();
    }

    @EventListener
    void hear(BreakerTransition transition) {
        TRANSITIONS.add(transition);
    }

    @Service("checkout")
    static class LocalCheckout implements Checkout {
        static final AtomicInteger RATES = new AtomicInteger();

        private final Purchases purchases;
        private final PaymentClient payments;

        LocalCheckout(Purchases purchases, PaymentClient payments) {
            this.purchases = purchases;
            this.payments = payments;
        }

        @Override
        @Transactional
        public String buy(String customer) {
            purchases.save(new Purchase(customer));
            return payments.charge(customer);
        }

        @Override
        @Async
        public CompletableFuture<String> report(String customer) {
            if (customer.isEmpty()) {
                return CompletableFuture.failedFuture(new IllegalStateException("nobody"));
            }
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

        @Override
        @Cacheable("rates")
        public String rate(String currency) {
            return currency + " " + RATES.incrementAndGet();
        }
    }

    @RestController
    static class Web {
        private final Checkout checkout;

        Web(Checkout checkout) {
            this.checkout = checkout;
        }

        @GetMapping("/buy/{customer}")
        String buy(@PathVariable("customer") String customer) {
            try {
                return checkout.buy(customer);
            } catch (RuntimeException failure) {
                return "sorry: " + failure.getMessage();
            }
        }
    }
}
