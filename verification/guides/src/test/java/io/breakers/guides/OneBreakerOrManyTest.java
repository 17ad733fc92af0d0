package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/one-breaker-or-many.md. */
class OneBreakerOrManyTest {
    interface OrderService {
        String place(String article);

        String cancel(String order);

        String find(String order);
    }

    /** Answers with what it was asked. */
    static final class Orders implements OrderService {
        @Override
        public String place(String article) {
            return article;
        }

        @Override
        public String cancel(String order) {
            return order;
        }

        @Override
        public String find(String order) {
            return order;
        }
    }

    @Test
    void aWholeServiceMayHaveOneBreaker() {
        PaymentService payments = Breakers.builder(PaymentService.class, new StripePayments())
                .oneBreaker("backend")
                .build();
        Breaker backend = Breakers.inspect(payments).breaker("backend");

        assertThat(backend.name()).isEqualTo("PaymentService.backend");
        assertThat(Breakers.inspect(payments).breakers())
                .extracting(Breaker::name)
                .containsExactly("PaymentService.backend");
    }

    @Test
    void severalMethodsMayShareABreaker() {
        var database = new Orders();
        OrderService orders = Breakers.builder(OrderService.class, database)
                .share("writes", "place", "cancel")
                .build();

        assertThat(Breakers.inspect(orders).breakers())
                .extracting(Breaker::name)
                .containsExactlyInAnyOrder("OrderService.find", "OrderService.writes");
    }

    @Test
    void eachKeyHasABreakerOfItsOwn() throws IOException {
        PaymentService perBank = Breakers.builder(PaymentService.class, new StripePayments())
                .breakerPer(
                        "charge",
                        arguments -> arguments.get(0),
                        Keys.atMost(1_000).idleFor(Duration.ofMinutes(10)))
                .build();
        perBank.charge("bank-7", 4200);
        Breaker ofOneBank = Breakers.inspect(perBank).breaker("charge", "bank-7");

        assertThat(ofOneBank.name()).isEqualTo("PaymentService.charge[bank-7]");
        assertThat(ofOneBank.stats().successes()).isEqualTo(1);
    }

    @Test
    void aNameTellsServicesApart() {
        PaymentService stripeOfEurope = new StripePayments();
        PaymentService europe = Breakers.builder(PaymentService.class, stripeOfEurope)
                .name("stripe-eu")
                .build();

        assertThat(Breakers.inspect(europe).breaker("charge").name()).isEqualTo("stripe-eu.charge");
    }
}
