package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Who answers while a service does not. */
class FallbackTest {
    @Configuration(proxyBeanMethods = false)
    static class Named {
        @Bean
        PaymentService stripePayments() {
            return new StripePayments();
        }

        @Bean(defaultCandidate = false)
        PaymentService offlinePayments() {
            return new OfflinePayments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Marked {
        @Bean
        PaymentService stripePayments() {
            return new StripePayments();
        }

        /** A fallback that needs the service itself. */
        @Bean
        @Fallback
        PaymentService offlinePayments(PaymentService real) {
            return new OfflinePayments() {
                @Override
                public String charge(String customer) {
                    return "noted instead of " + real;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized extends Marked {
        @Bean
        ServiceCustomizer first() {
            return ServiceCustomizer.of(
                    "payments",
                    PaymentService.class,
                    builder -> builder.fallbackFactory(cause -> new OfflinePayments() {
                        @Override
                        public String charge(String customer) {
                            return "queued for " + cause.getMessage();
                        }
                    }));
        }
    }

    @Test
    void theFallbackThatIsNamedAnswers() {
        Runners.of(Named.class)
                .withPropertyValues(
                        "breakers.services.payments.bean=stripePayments",
                        "breakers.services.payments.fallback=offline-payments",
                        "breakers.services.payments.no-fallback=charge(String,long)")
                .run(context -> {
                    PaymentService payments = context.getBean(PaymentService.class);
                    assertThat(payments.charge("")).isEqualTo("noted ");
                    assertThat(Breakers.inspect(payments).methodsWithFallback())
                            .containsExactly("charge(String)", "refund");
                });
    }

    @Test
    void theOnlyFallbackThatIsMarkedAnswers() {
        Runners.of(Marked.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    PaymentService payments = context.getBean(PaymentService.class);
                    assertThat(payments.charge("")).startsWith("noted instead of Breakers.protect(stripePayments");
                });
    }

    @Test
    void aFallbackMayBeAServiceOfItsOwn() {
        Runners.of(Named.class)
                .withPropertyValues(
                        "breakers.services.payments.bean=stripePayments",
                        "breakers.services.payments.fallback=offlinePayments",
                        "breakers.services.offline.bean=offlinePayments")
                .run(context -> {
                    assertThat(context.getBean(PaymentService.class).charge("")).isEqualTo("noted ");
                    assertThat(Runners.breaker(context, "offline.charge(String)")
                                    .stats()
                                    .calls())
                            .isEqualTo(1);
                });
    }

    @Test
    void aCustomizersFactoryComesBeforeAMarkedBean() {
        Runners.of(Customized.class)
                .withPropertyValues("breakers.services.payments.bean=stripePayments")
                .run(context -> assertThat(context.getBean(PaymentService.class).charge(""))
                        .isEqualTo("queued for nobody"));
    }

    @Test
    void aFallbackThatIsNamedComesBeforeACustomizersFactory() {
        Runners.of(Customized.class)
                .withPropertyValues(
                        "breakers.services.payments.bean=stripePayments",
                        "breakers.services.payments.fallback=offlinePayments")
                .run(context -> assertThat(context.getBean(PaymentService.class).charge(""))
                        .startsWith("noted"));
    }
}
