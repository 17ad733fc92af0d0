package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The breakers of keys in a registry (S56): those that are kept now. */
class KeyedBreakersTest {
    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();

    private final Charges charges = registry.builder(Charges.class, new Charges.Real())
            .breakerPer("charge(String,long)", arguments -> arguments.get(0), Keys.atMost(2))
            .build();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aRegistryListsAndFindsTheKeysThatAreKeptNow() {
        charges.charge("bank-7", 1);
        charges.charge("bank-8", 1);
        Breaker found = registry.find("Charges.charge(String,long)[bank-7]").orElseThrow();
        assertThat(found).isSameAs(Breakers.inspect(charges).breaker("charge(String,long)", "bank-7"));
        assertThat(registry.breaker("Charges.charge(String,long)[bank-7]")).isSameAs(found);

        charges.charge("bank-9", 1);
        assertThat(registry.find("Charges.charge(String,long)[bank-7]")).isEmpty();
        assertThat(registry.breakers())
                .extracting(Breaker::name)
                .containsSequence(
                        "Charges.charge(String,long)",
                        "Charges.charge(String,long)[bank-8]",
                        "Charges.charge(String,long)[bank-9]");
        assertThat(registry.find("Charges[bank-8]")).isEmpty();
        assertThat(registry.find("Charges.charge(String,long)[*]")).isEmpty();
        Breakers.inspect(charges).breaker("charge(String,long)", Keys.OVERFLOW);
        assertThat(registry.find("Charges.charge(String,long)[*]")).isPresent();
    }

    @Test
    void theNameOfAKeyBelongsToItsMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.breaker("Charges.charge(String,long)[bank-7]"))
                .withMessageContaining("its name is taken by the service Charges");
        assertThat(registry.breaker("Other.charge[bank-7]").name()).isEqualTo("Other.charge[bank-7]");
    }

    @Test
    void listenersOfARegistryHearOfEachKey() {
        var heard = new StringBuilder();
        try (var loud = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> {
                    heard.append(breaker.name()).append(' ');
                    return io.breakers.api.BreakerListener.NONE;
                })
                .build()) {
            loud.builder(Charges.class, new Charges.Real())
                    .unprotected("find", "chargeBack", "charge(String)", "charge(String,long)")
                    .breakerPer("ping", arguments -> "key", Keys.atMost(1))
                    .build()
                    .ping();
        }
        assertThat(heard).hasToString("Charges.ping Charges.ping[key] ");
    }
}
