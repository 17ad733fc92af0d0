package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What a proxy could not return, or a class not hold, is found out when a service is protected; and a service that
 * cannot be protected leaves nothing behind.
 */
class ReturnTypeTest {
    /** Seen by this package alone, in the signatures of an interface that everybody sees. */
    static class Price {}

    static class Pending extends CompletableFuture<String> {}

    public interface Prices {
        Price current();

        Price[] all();

        Pending later();
    }

    private static final Price PRICE = new Price();
    private static final Price[] PRICES = {PRICE};
    private static final Pending PENDING = new Pending();

    private static ProtectionBuilder<Prices> builder(ProxyEngine engine) {
        return Breakers.builder(Prices.class, new Prices() {
                    @Override
                    public Price current() {
                        return PRICE;
                    }

                    @Override
                    public Price[] all() {
                        return PRICES;
                    }

                    @Override
                    public Pending later() {
                        return PENDING;
                    }
                })
                .engine(engine);
    }

    @Test
    void aGeneratedClassReturnsWhatOnlyThePackageOfItsInterfaceSees() {
        LastGood anHour = LastGood.within(Duration.ofHours(1));
        Prices direct = builder(ProxyEngine.GENERATED).build();
        Prices adapted = builder(ProxyEngine.GENERATED)
                .lastGood("current", anHour)
                .lastGood("all", anHour)
                .build();

        for (Prices prices : List.of(direct, adapted)) {
            assertThat(prices.current()).isSameAs(PRICE);
            assertThat(prices.all()).isSameAs(PRICES);
            assertThat(prices.later()).isSameAs(PENDING);
        }
    }

    @Test
    void aJdkProxyThatCouldNotReturnItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(ProxyEngine.JDK).build())
                .withMessageContaining(
                        "current returns io.breakers.contract.ReturnTypeTest$Price, which a JDK proxy of a"
                                + " public interface cannot return (io.breakers.contract.ReturnTypeTest$Price is not public);"
                                + " make it accessible, or add net.bytebuddy:byte-buddy and leave the choice to ProxyEngine.AUTO")
                .withMessageContaining("all returns io.breakers.contract.ReturnTypeTest$Price[], which a JDK proxy")
                .withMessageContaining("later returns io.breakers.contract.ReturnTypeTest$Pending");
    }

    @Test
    void aServiceThatCannotBeProtectedLeavesNoListenerBehind() {
        var closed = new ArrayList<String>();
        BreakerListener.Factory closing = breaker -> new BreakerListener() {
            @Override
            public void onClose() {
                closed.add(breaker.method());
            }
        };
        BreakerListener.Factory choosy = breaker -> {
            if (breaker.method().equals("current")) {
                throw new IllegalStateException("not configured yet");
            }
            return BreakerListener.NONE;
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(ProxyEngine.GENERATED)
                        .listener(closing)
                        .listener(choosy)
                        .build())
                .withMessage("Cannot protect io.breakers.contract.ReturnTypeTest$Prices: the listener of Prices.current"
                        + " cannot be created: java.lang.IllegalStateException: not configured yet")
                .withCauseExactlyInstanceOf(IllegalStateException.class);

        assertThat(closed).containsExactlyInAnyOrder("all", "current", "later");
    }
}
