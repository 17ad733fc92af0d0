package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

/** Which beans are protected. */
class SelectionTest {
    @Configuration(proxyBeanMethods = false)
    static class Stripe {
        @Bean
        StripePayments stripePayments() {
            return new StripePayments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Marked {
        @Bean
        @Protected("payments")
        PaymentService stripe() {
            return new StripePayments();
        }

        @Bean
        @Fallback
        PaymentService offline() {
            return new OfflinePayments();
        }
    }

    @Protected("refunds")
    interface RefundService {
        void refund();
    }

    static class Refunds implements RefundService {
        @Override
        public void refund() {}
    }

    @Protected("refunds")
    static class MarkedRefunds implements Comparable<MarkedRefunds>, java.util.function.Supplier<String>, Other {
        @Override
        public int compareTo(MarkedRefunds other) {
            return 0;
        }

        @Override
        public String get() {
            return "";
        }
    }

    interface Other {}

    @Configuration(proxyBeanMethods = false)
    static class MarkedInterface {
        @Bean
        Refunds someRefunds() {
            return new Refunds();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedClass {
        @Bean
        MarkedRefunds someRefunds() {
            return new MarkedRefunds();
        }
    }

    static class PaymentsFactory implements FactoryBean<PaymentService> {
        @Override
        public PaymentService getObject() {
            return new StripePayments();
        }

        @Override
        public Class<?> getObjectType() {
            return PaymentService.class;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Product {
        @Bean
        PaymentsFactory product() {
            return new PaymentsFactory();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Late {
        static int made;

        @Bean
        @Lazy
        PaymentService stripePayments() {
            made++;
            return new StripePayments();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "breakers.protect=stripePayments",
                "breakers.protect=stripe-payments",
                "breakers.protect=stripe-payments,",
                "breakers.services.stripePayments.enabled=true",
                "breakers.services.stripe-payments.open-for=1s",
                "breakers.services.stripe-payments=",
                "breakers.services.payments.bean=stripePayments",
                "breakers.services.payments.bean=stripe-payments",
                "breakers.services.payments.type=io.breakers.spring.PaymentService"
            })
    void protectsABeanThatIsNamed(String property) {
        Runners.of(Stripe.class).withPropertyValues(property).run(context -> {
            PaymentService payments = context.getBean(PaymentService.class);

            assertThat(Breakers.isProtected(payments)).isTrue();
            assertThat(payments.charge("Ann")).isEqualTo("charged Ann");
        });
    }

    @Test
    void theServiceHasTheNameThatIsWritten() {
        Runners.of(Stripe.class)
                .withPropertyValues("breakers.protect=stripe-payments")
                .run(context -> assertThat(Breakers.inspect(context.getBean(PaymentService.class))
                                .service())
                        .isEqualTo("stripe-payments"));
        Runners.of(Stripe.class)
                .withPropertyValues("breakers.services.payments.bean=stripePayments")
                .run(context ->
                        assertThat(Runners.isThere(context, "payments.refund")).isTrue());
    }

    @Test
    void aBeanWithTheNameOfTheServiceIsProtectedAsTheTypeThatIsSet() {
        Runners.of(MistakesTest.Beans.class)
                .withPropertyValues("breakers.services.both.type=io.breakers.spring.PaymentService")
                .run(context -> {
                    assertThat(Breakers.inspect(context.getBean("both")).type()).isEqualTo(PaymentService.class);
                    assertThat(context.getBean(MistakesTest.RefundService.class).back())
                            .isEqualTo("back");
                    assertThat(Breakers.isProtected(context.getBean("stripePayments")))
                            .isFalse();
                });
    }

    @Test
    void protectsNothingThatIsNotNamed() {
        Runners.of(Stripe.class)
                .run(context -> assertThat(Breakers.isProtected(context.getBean(PaymentService.class)))
                        .isFalse());
    }

    @Test
    void protectsWhatABeanMethodIsMarkedFor() {
        Runners.of(Marked.class).run(context -> {
            assertThat(Breakers.inspect(context.getBean("stripe")).service()).isEqualTo("payments");
            assertThat(Breakers.isProtected(context.getBean("offline"))).isFalse();
        });
    }

    @Test
    void protectsTheBeansOfAMarkedInterface() {
        Runners.of(MarkedInterface.class)
                .run(context -> assertThat(
                                Breakers.inspect(context.getBean("someRefunds")).type())
                        .isEqualTo(RefundService.class));
    }

    @Test
    void protectsTheBeansOfAMarkedClass() {
        Runners.of(MarkedClass.class)
                .run(context -> assertThat(
                                Breakers.inspect(context.getBean("someRefunds")).type())
                        .isEqualTo(Other.class));
    }

    @Test
    void protectsWhatAFactoryBeanMakes() {
        Runners.of(Product.class)
                .withPropertyValues("breakers.services.payments.type=io.breakers.spring.PaymentService")
                .run(context -> {
                    assertThat(Breakers.inspect(context.getBean(PaymentService.class))
                                    .service())
                            .isEqualTo("payments");
                    assertThat(context.getBean("&product")).isInstanceOf(PaymentsFactory.class);
                });
    }

    @Test
    void aLazyBeanIsProtectedWhenItIsAskedFor() {
        Late.made = 0;
        Runners.of(Late.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    assertThat(Late.made).isZero();
                    assertThat(Breakers.isProtected(context.getBean(PaymentService.class)))
                            .isTrue();
                });
    }

    @Test
    void everythingIsFoundAlsoWhereBeansAreLazy() {
        Runners.of(Stripe.class)
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> assertThat(Breakers.isProtected(context.getBean(PaymentService.class)))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"breakers.enabled=false", "breakers.services.stripePayments.enabled=false"})
    void protectsNothingThatIsSwitchedOff(String property) {
        Runners.of(Stripe.class)
                .withPropertyValues("breakers.services.stripePayments.open-for=1s", property)
                .run(context -> assertThat(Breakers.isProtected(context.getBean(PaymentService.class)))
                        .isFalse());
    }
}
