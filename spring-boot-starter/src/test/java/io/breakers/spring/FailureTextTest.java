package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What somebody reads whose application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextTest {
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(BreakersAutoConfiguration.class)
    static class Application extends SelectionTest.Stripe {}

    record Checkout(StripePayments payments) {}

    @Configuration(proxyBeanMethods = false)
    static class ByClass extends Application {
        @Bean
        Checkout checkout(StripePayments payments) {
            return new Checkout(payments);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(BreakersAutoConfiguration.class)
    static class ByClassFirst {
        @Bean
        Checkout checkout(StripePayments stripePayments) {
            return new Checkout(stripePayments);
        }

        @Bean
        StripePayments stripePayments() {
            return new StripePayments();
        }
    }

    private static void start(Class<?> application, String... arguments) {
        var starting = new SpringApplication(application);
        starting.setWebApplicationType(WebApplicationType.NONE);
        assertThat(catchThrowable(() -> starting.run(arguments))).isNotNull();
    }

    @Test
    void oneMistakeIsDescribedWithWhatToDo(CapturedOutput output) {
        start(
                Application.class,
                "--breakers.services.payments.open-for=10",
                "--breakers.services.payments.bean=stripePayments");
        assertThat(output.getOut())
                .contains("Description:\n\nbreakers.services.payments.open-for: '10' has no unit. [")
                .contains("Action:\n\nWrite 10s or 10ms");
    }

    @Test
    void severalMistakesAreNumbered(CapturedOutput output) {
        start(Application.class, "--breakers.open-for=10s", "--breakers.protect=strip");
        assertThat(output.getOut())
                .contains("Description:\n\n1. breakers.open-for belongs to a level. [")
                .contains("\n2. breakers.protect (strip) names no bean: there is no bean 'strip'. [")
                .contains(
                        "Action:\n\n1. Write breakers.services.<service>.open-for or breakers.defaults.open-for\n2. ");
    }

    @Test
    void whoWantsTheClassOfAProtectedBeanIsTold(CapturedOutput output) {
        start(ByClass.class, "--breakers.protect=stripePayments");
        assertThat(output.getOut())
                .contains("wants io.breakers.spring.StripePayments, but bean 'stripePayments' is protected as "
                        + "io.breakers.spring.PaymentService.")
                .contains("Action:\n\nInject PaymentService instead");
    }

    @Test
    void whoWantsTheClassBeforeTheBeanIsThereIsToldToo(CapturedOutput output) {
        start(ByClassFirst.class, "--breakers.protect=stripePayments");
        assertThat(output.getOut())
                .contains(
                        "io.breakers.spring.FailureTextTest$ByClassFirst wants io.breakers.spring.StripePayments, but");
    }
}
