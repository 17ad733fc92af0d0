package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** R13: who makes proxies of proxies gets one of the platform, in front of the same breakers. */
class JdkViewTest {
    public interface Named {
        String name();
    }

    public interface PaymentService extends Named {
        String charge(String customer) throws IOException;

        default String twice(String customer) throws IOException {
            return charge(customer) + charge(customer);
        }

        static String nobody() {
            return "nobody";
        }
    }

    interface Hidden {
        int count(int... numbers);
    }

    static class Payments implements PaymentService, AutoCloseable {
        int closed;

        @Override
        public String name() {
            return "payments";
        }

        @Override
        public String charge(String customer) throws IOException {
            if (customer.isEmpty()) {
                throw new IOException("nobody");
            }
            return "charged " + customer;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private final Payments target = new Payments();
    private final PaymentService service = Breakers.builder(PaymentService.class, target)
            .engine(ProxyEngine.GENERATED)
            .alsoImplement(AutoCloseable.class)
            .build();
    private final PaymentService view = (PaymentService) Breakers.asJdkProxy(service);

    @Test
    void r13_itIsOfThePlatformAndHasTheSameProtection() {
        assertThat(Proxy.isProxyClass(view.getClass())).isTrue();
        assertThat(Breakers.isProtected(view)).isTrue();
        assertThat(Breakers.inspect(view)).isSameAs(Breakers.inspect(service));
        assertThat(view).hasToString(service.toString()).isEqualTo(view).isNotEqualTo(service);
    }

    @Test
    void r13_eachOfItsCallsGoesThroughTheBreaker() throws Exception {
        assertThat(view.charge("Ann")).isEqualTo("charged Ann");
        assertThat(view.name()).isEqualTo("payments");
        assertThat(view.twice("Ann")).isEqualTo("charged Anncharged Ann");
        assertThatThrownBy(() -> view.charge(""))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("nobody");
        assertThat(Breakers.inspect(service).breaker("charge").stats().calls()).isEqualTo(2);
        assertThat(Breakers.inspect(service).breaker("twice").stats().calls()).isEqualTo(1);
        Breakers.inspect(view).breaker("charge").forceOpen();
        assertThatThrownBy(() -> view.charge("Bob")).isInstanceOf(CallRejectedException.class);
        assertThatThrownBy(() -> service.charge("Bob")).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void r13_itIsAlsoWhatTheServiceIsBesides() throws Exception {
        ((AutoCloseable) view).close();
        assertThat(target.closed).isEqualTo(1);
    }

    @Test
    void r13_aServiceOfThisKindStaysWhatItIs() {
        PaymentService jdk = Breakers.builder(PaymentService.class, new Payments())
                .engine(ProxyEngine.JDK)
                .build();
        assertThat(Breakers.asJdkProxy(jdk)).isSameAs(jdk);
        assertThat(Breakers.asJdkProxy(view)).isSameAs(view);
    }

    @Test
    void r13_anInterfaceThatIsNotPublicHasOneToo() {
        Hidden hidden = Breakers.protect(Hidden.class, numbers -> numbers.length);
        assertThat(((Hidden) Breakers.asJdkProxy(hidden)).count(1, 2, 3)).isEqualTo(3);
    }

    @Test
    void r13_whatIsNotProtectedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Breakers.asJdkProxy("text"))
                .withMessageContaining("java.lang.String is not protected by Breakers");
        assertThatNullPointerException()
                .isThrownBy(() -> Breakers.asJdkProxy(null))
                .withMessage("service");
    }
}
