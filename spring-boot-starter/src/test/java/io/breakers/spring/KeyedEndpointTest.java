package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Keys;
import io.breakers.proxy.Protection;
import io.breakers.spring.internal.actuator.BreakersEndpoint;
import io.breakers.spring.internal.listeners.RecentTransitions;
import io.breakers.spring.internal.settings.ChangeCounts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint where a method has a breaker for each key (S56). */
class KeyedEndpointTest {
    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final BreakersEndpoint endpoint = new BreakersEndpoint(
            registry,
            Protection::toString,
            service -> null,
            new RecentTransitions(),
            new ChangeCounts(),
            Optional.empty());

    @BeforeEach
    void callForTwoBanks() {
        PaymentService payments = registry.builder(PaymentService.class, new StripePayments())
                .name("payments")
                .breakerPer("charge(String)", arguments -> arguments.get(0), Keys.atMost(5))
                .breakerPer("refund", arguments -> arguments.get(0), Keys.atMost(5))
                .build();
        payments.charge("bank-7");
        payments.refund("bank-7");
        breaker("charge(String)[bank-7]").trip("a test");
        breaker("refund").trip("a test");
    }

    private Breaker breaker(String method) {
        return registry.find("payments." + method).orElseThrow();
    }

    @Test
    void eachKeyHasAStateOfItsOwn() {
        assertThat(endpoint.services(null).get("services"))
                .isEqualTo(Map.of(
                        "payments",
                        Map.of(
                                "charge(String)", "CLOSED",
                                "charge(String)[bank-7]", "OPEN",
                                "charge(String,long)", "CLOSED",
                                "refund", "OPEN",
                                "refund[bank-7]", "CLOSED")));
        assertThat((Map<?, ?>) endpoint.service("payments").getBody().get("methods"))
                .hasSize(5);
    }

    @Test
    void oneKeyIsOperatedAlone() {
        assertThat(endpoint.method("payments", "charge(String)[bank-7]").getBody())
                .containsEntry("name", "payments.charge(String)[bank-7]")
                .containsEntry("state", "OPEN");

        assertThat(endpoint.operateMethod("payments", "refund[bank-7]", "force-open", "a test")
                        .getStatus())
                .isEqualTo(200);

        assertThat(breaker("refund[bank-7]").state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(breaker("refund").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void theNameOfAMethodIsThatOfItsOwnBreaker() {
        assertThat(endpoint.operateMethod("payments", "refund", "reset", null).getStatus())
                .isEqualTo(200);

        assertThat(breaker("refund").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker("charge(String)[bank-7]").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void anUnknownKeyIsToldWithThoseThatAreKept() {
        var answer = endpoint.method("payments", "refund[bank-8]");

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getBody().get("known")).asString().contains("refund[bank-7]", "charge(String)[bank-7]");
    }
}
