package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/console.md. */
class ConsoleTest {
    @Test
    void thePageIsServed() throws Exception {
        BreakerRegistry registry = BreakerRegistry.create();
        registry.protect(PaymentService.class, new StripePayments());
        String token = "a-secret-of-the-operators";
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (RunningConsole console = BreakerConsole.of(registry)
                .health(BreakerHealth.of(registry).critical("PaymentService.charge"))
                .operators(token)
                .bind(address)
                .start()) {
            System.out.println("See " + console.uri());
            try (InputStream breakers =
                    console.uri().resolve("/api/breakers").toURL().openStream()) {
                assertThat(new String(breakers.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("PaymentService.charge");
            }
        }
    }
}
