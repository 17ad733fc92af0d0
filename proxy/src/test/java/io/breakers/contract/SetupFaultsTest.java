package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.api.FallbackFactory;
import io.breakers.proxy.ProtectionBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** R16: what a user's factories do wrong is said the same way by both engines. */
class SetupFaultsTest extends EngineSetting {
    interface Parent {
        String find(String article);
    }

    interface Shop extends Parent {
        CompletionStage<String> later(String article);
    }

    private static final Shop SHOP = new Shop() {
        @Override
        public String find(String article) {
            throw new IllegalStateException("down");
        }

        @Override
        public CompletionStage<String> later(String article) {
            return CompletableFuture.failedFuture(new IllegalStateException("down"));
        }
    };

    private ProtectionBuilder<Shop> builder() {
        return builder(Shop.class, SHOP);
    }

    @Test
    void r16_anAdapterFactoryThatThrowsIsAnErrorOfTheSetupAmongOthers() {
        var broken = new IllegalStateException("no table");
        CallAdapter.Factory factory = method -> {
            if (method.getName().equals("later")) {
                throw broken;
            }
            return null;
        };

        assertThatThrownBy(() -> builder()
                        .adapter(factory)
                        .config("refund", BreakerConfig.defaults())
                        .build())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("""
                        Cannot protect io.breakers.contract.SetupFaultsTest$Shop:
                          - config names refund, which it does not have; it has find, later
                          - the adapter factory io.breakers.contract.SetupFaultsTest$$Lambda""")
                .hasMessageEndingWith(
                        " threw java.lang.IllegalStateException: no table for later; let it return null for"
                                + " a method that it does not know")
                .hasCause(broken);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void r16_aFallbackFactoryOfAWrongTypeIsNamedWithItsMethod() {
        FallbackFactory parents = cause -> (Parent) article -> "some " + article;
        var shop =
                (Shop) ((ProtectionBuilder) builder()).fallbackFactory(parents).build();

        assertThatThrownBy(() -> shop.find("apples"))
                .isExactlyInstanceOf(ClassCastException.class)
                .hasMessageStartingWith(
                        "the fallbackFactory returned an object of" + " io.breakers.contract.SetupFaultsTest$$Lambda")
                .hasMessageEndingWith(" instead of io.breakers.contract.SetupFaultsTest$Shop for Shop.find");
        assertThat(shop.later("apples"))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isExactlyInstanceOf(ClassCastException.class);
        assertThat(breaker(shop, "find").stats().fallbackFailures()).isEqualTo(1);
        assertThat(breaker(shop, "later").stats().fallbackFailures()).isEqualTo(1);
    }
}
