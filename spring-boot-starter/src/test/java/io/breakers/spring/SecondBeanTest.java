package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerState;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Beans that are made once more, because the first one failed or is gone; and mistakes of beans that come late. */
class SecondBeanTest {
    static boolean down;

    static class Flaky extends StripePayments {
        @Autowired
        Partner partner;

        void begin() {
            if (down) {
                throw new IllegalStateException("down");
            }
        }
    }

    static class Partner {
        @Autowired
        PaymentService payments;
    }

    @Configuration(proxyBeanMethods = false)
    static class Circle {
        @Bean(initMethod = "begin")
        @Lazy
        Flaky flaky() {
            return new Flaky();
        }

        @Bean
        @Lazy
        Partner partner() {
            return new Partner();
        }
    }

    private static ApplicationContextRunner circle() {
        return Runners.of(Circle.class)
                .withAllowCircularReferences(true)
                .withPropertyValues("breakers.services.flaky.type=io.breakers.spring.PaymentService");
    }

    @BeforeEach
    void begin() {
        down = true;
    }

    /** It was given away before it failed; the one after it is finished before anybody gets it. */
    @Test
    void aBeanIsProtectedAlthoughOneBeforeItHasFailed() {
        circle().run(context -> {
            assertThat(catchThrowable(() -> context.getBean("flaky"))).hasRootCauseMessage("down");
            down = false;

            Partner partner = context.getBean(Partner.class);

            assertThat(Breakers.isProtected(partner.payments)).isTrue();
            assertThat(context.getBean("flaky")).isSameAs(partner.payments);
            assertThat(context.getBean(BreakerRegistry.class).protections())
                    .singleElement()
                    .isSameAs(Breakers.inspect(partner.payments));
        });
    }

    @Test
    void aBeanIsProtectedWhenItIsAskedForAgain() {
        circle().run(context -> {
            assertThat(catchThrowable(() -> context.getBean("flaky"))).hasRootCauseMessage("down");
            down = false;

            Object payments = context.getBean("flaky");

            assertThat(Breakers.isProtected(payments)).isTrue();
            assertThat(context.getBean(Partner.class).payments).isSameAs(payments);
        });
    }

    @Test
    void aBeanThatWasDestroyedIsProtectedWhenItIsMadeAgain() {
        Runners.of(SelectionTest.Stripe.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    Runners.breaker(context, "stripePayments.refund").trip("of the first one");
                    ((DefaultListableBeanFactory) context.getAutowireCapableBeanFactory())
                            .destroySingleton("stripePayments");

                    assertThat(Breakers.isProtected(context.getBean(PaymentService.class)))
                            .isTrue();
                    assertThat(Runners.breaker(context, "stripePayments.refund").state())
                            .isEqualTo(BreakerState.CLOSED);
                });
    }

    @Test
    void aBeanThatCannotBeProtectedIsRefusedForTheSameReasonEachTime() {
        Runners.of(SelectionTest.Late.class)
                .withPropertyValues("breakers.services.stripePayments.fallback=nobody")
                .run(context -> {
                    String reason = "there is no bean 'nobody'";
                    assertThat(catchThrowable(() -> context.getBean("stripePayments")))
                            .hasStackTraceContaining(reason);
                    assertThat(catchThrowable(() -> context.getBean("stripePayments")))
                            .hasStackTraceContaining(reason)
                            .rootCause()
                            .hasMessageNotContaining("is taken");
                });
    }

    /** Fallbacks are made last. */
    @Configuration(proxyBeanMethods = false)
    static class Needing {
        @Bean
        PaymentService stripePayments() {
            return new StripePayments();
        }

        @Bean(defaultCandidate = false)
        @Lazy
        PaymentService offlinePayments(SelectionTest.RefundService refunds) {
            return new OfflinePayments();
        }

        @Bean
        @Lazy
        SelectionTest.RefundService refunds() {
            return new SelectionTest.Refunds();
        }
    }

    @Test
    void aMistakeOfABeanThatOnlyAFallbackNeedsStopsTheStart() {
        assertThat(Runners.mistakes(Runners.of(Needing.class)
                        .withPropertyValues(
                                "breakers.services.payments.bean=stripePayments",
                                "breakers.services.payments.fallback=offlinePayments",
                                "breakers.services.refunds.unprotected=reefund")))
                .singleElement()
                .asString()
                .contains("reefund");
    }
}
