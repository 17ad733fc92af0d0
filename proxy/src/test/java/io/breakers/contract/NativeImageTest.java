package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be seen of a native image without one: what the library does when the platform says that it is in one. */
class NativeImageTest {
    private static final String IMAGE_CODE = "org.graalvm.nativeimage.imagecode";

    interface PaymentService {
        String charge(String customer);
    }

    @BeforeEach
    void sayThatThisIsAnImage() {
        System.setProperty(IMAGE_CODE, "runtime");
    }

    @AfterEach
    void takeItBack() {
        System.clearProperty(IMAGE_CODE);
    }

    @Test
    void anImageGetsJdkProxies() {
        PaymentService payments = Breakers.protect(PaymentService.class, customer -> customer + " paid");
        Protection protection = Breakers.inspect(payments);

        assertThat(protection.engine()).isEqualTo(ProxyEngine.JDK);
        assertThat(protection.engineReason())
                .isEqualTo("no class can be generated: a native image cannot define classes");
        assertThat(payments.charge("alice")).isEqualTo("alice paid");
    }

    @Test
    void theMetadataOfTheDocumentNamesTheInterfacesOfAProxy() {
        Object payments = Breakers.protect(PaymentService.class, customer -> customer);
        assertThat(payments.getClass().getInterfaces()).containsExactly(PaymentService.class);

        assertThat(Page.of("docs/guide/native-image.md").blocks("json"))
                .singleElement()
                .asString()
                .containsPattern("\"proxy\": \\[\"[\\w.]*PaymentService\"]");
    }
}
