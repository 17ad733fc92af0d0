package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Controller;

/** Mistakes stop the start, all at once. */
class MistakesTest {
    interface RefundService {
        default String back() {
            return "back";
        }
    }

    static class Both extends StripePayments implements RefundService {}

    static class Alone implements java.io.Closeable {
        @Override
        public void close() {}
    }

    static class Hearing extends StripePayments {
        @EventListener
        public void hear(String event) {}
    }

    @Controller
    static class Web extends StripePayments {}

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        PaymentService stripePayments() {
            return new StripePayments();
        }

        @Bean
        PaymentService backupPayments() {
            return new StripePayments();
        }

        @Bean
        Both both() {
            return new Both();
        }

        @Bean
        Alone alone() {
            return new Alone();
        }

        @Bean
        Hearing hearing() {
            return new Hearing();
        }

        @Bean
        Web web() {
            return new Web();
        }

        @Bean
        String text() {
            return "text";
        }

        @Bean
        PaymentService byCode() {
            return Breakers.protect(PaymentService.class, new StripePayments());
        }

        @Bean
        @Scope("prototype")
        PaymentService each() {
            return new StripePayments();
        }

        @Bean
        static BeanPostProcessor early(EarlyPayments payments) {
            return new BeanPostProcessor() {};
        }

        @Bean
        static EarlyPayments tooEarly() {
            return new EarlyPayments();
        }
    }

    static class EarlyPayments extends StripePayments {}

    private static ApplicationContextRunner app(String... properties) {
        return Runners.of(Beans.class).withPropertyValues(properties);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services.strip.open-for=1s | breakers.services.strip names no bean: there is no bean 'strip'. [ORIGIN] Action: Did you mean stripePayments? Else name one of stripePayments (PaymentService), backupPayments (PaymentService), both (
            services.strip.open-for=1s | , or remove the service.
            services.refundService.open-for=1s | Action: Write breakers.services.refundService.type: io.breakers.spring.MistakesTest$RefundService. Else name one of
            services.p.bean=strip | breakers.services.p.bean names no bean: there is no bean 'strip'.
            protect=strip | breakers.protect (strip) names no bean: there is no bean 'strip'.
            services.stripePayments.methods.chrage.open-for=1m | breakers.services.stripePayments.methods.chrage.open-for: '1m' names a method that is not there, chrage. [ORIGIN] Action: did you mean charge
            services.alone.probes=1 | breakers.services.alone: bean alone is a io.breakers.spring.MistakesTest$Alone, a class without an interface of its own. [ORIGIN] Action: extract an interface and inject that, or set type: to one of java.io.Closeable
            services.both.probes=1 | breakers.services.both: bean both implements RefundService and PaymentService. [ORIGIN] Action: set type: to one of
            services.p.type=io.breakers.spring.PaymentService | breakers.services.p.type: 8 beans of type PaymentService: stripePayments, backupPayments, both
            services.p.type=io.breakers.spring.PaymentService | Action: set bean:
            services.p.type=io.breakers.spring.Nope | breakers.services.p.type: there is no class io.breakers.spring.Nope.
            services.p.type=io.breakers.spring.StripePayments | breakers.services.p.type: io.breakers.spring.StripePayments is a class, not an interface.
            services.p.type=java.util.concurrent.Callable | breakers.services.p.type: there is no bean of type java.util.concurrent.Callable.
            services.stripePayments.type=java.util.concurrent.Callable | breakers.services.stripePayments.type: there is no bean of type java.util.concurrent.Callable.
            services.stripePayments.fallback=text | breakers.services.stripePayments.fallback: text is a java.lang.String, not a PaymentService. [ORIGIN] Action: name a bean that implements PaymentService: backupPayments, both,
            services.stripePayments.fallback=backup | breakers.services.stripePayments.fallback names no bean: there is no bean 'backup'. [ORIGIN] Action: Did you mean backupPayments? Else name a bean that implements PaymentService: backupPayments, both,
            services.stripePayments.fallback=stripePayments | is the service itself
            services.stripePayments.open-for=10 | breakers.services.stripePayments.open-for: '10' has no unit. [ORIGIN] Action: write 10s or 10ms
            services.stripePayments.ignore[0]=com.acme.Nope | breakers.services.stripePayments.ignore[0]: there is no class com.acme.Nope.
            services.stripePayments.ignore=java.lang.String | java.lang.String is no Throwable
            services.stripePayments.open-fro=1s | breakers.services.stripePayments.open-fro is no setting. [ORIGIN] Action: Did you mean open-for?
            services.stripePayments.falback=x | Did you mean fallback?
            services.stripePayments.last-good.charge=10 | breakers.services.stripePayments.last-good.charge: '10' has no unit.
            services.stripePayments.health=upp | write ignore, down or out-of-service
            services.stripePayments.enabled=ja | write true or false
            services.stripePayments.unprotected=pingg | breakers.services.stripePayments.unprotected: unprotected names pingg, which it does not have
            services.stripePayments.no-fallback=refund | breakers.services.stripePayments.no-fallback: noFallback was given, but no fallback. [ORIGIN] Action: leave it out
            services.hearing.probes=1 | breakers.services.hearing: bean hearing has an @EventListener method, hear, which would hear nothing any more.
            services.web.probes=1 | breakers.services.web: bean web is a @Controller, which it would not be any more.
            services.byCode.probes=1 | breakers.services.byCode: bean byCode is protected by code already.
            services.each.probes=1 | breakers.services.each: bean 'each' has the scope prototype
            services.tooEarly.probes=1 | breakers.services.tooEarly was configured but never protected: bean tooEarly was made before beans could be protected.
            open-for=1s | breakers.open-for belongs to a level. [ORIGIN] Action: write breakers.services.<service>.open-for or breakers.defaults.open-for
            enabld=true | breakers.enabld is no setting. [ORIGIN] Action: Did you mean enabled?
            service.x.open-for=1s | is no setting
            defaults.fallback=x | breakers.defaults.fallback is no setting.
            meters.kind=many | write function-timers, timers, counts or none
            log=perhaps | breakers.log: 'perhaps' is neither true nor false.
            """)
    void stopsTheStart(String property, String message) {
        assertThat(Runners.mistakes(app("breakers." + property)))
                .singleElement()
                .asString()
                .contains(message.replace(
                        "ORIGIN",
                        "\"breakers." + property.substring(0, property.indexOf('='))
                                + "\" from property source \"test\""));
    }

    @Test
    void aMethodThatIsUnprotectedHasNoSettings() {
        assertThat(Runners.mistakes(app(
                        "breakers.services.stripePayments.unprotected=refund",
                        "breakers.services.stripePayments.methods.refund.open-for=1s")))
                .singleElement()
                .asString()
                .contains("is about a method that goes straight to the target");
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirLines() {
        List<String> mistakes = Runners.mistakes(Runners.of(SelectionTest.Stripe.class)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.name=mistakes"));

        assertThat(mistakes).hasSize(6).allMatch(mistake -> mistake.matches("(?s).*\\[mistakes.yml:\\d+\\].*"));
        assertThat(mistakes).anyMatch(mistake -> mistake.contains("open-for: '10' has no unit. [mistakes.yml:8]"));
        assertThat(mistakes).anyMatch(mistake -> mistake.contains("chrage") && mistake.contains("[mistakes.yml:12]"));
    }

    /** As those of Spring and of Jackson, which no application means. */
    @Configuration(proxyBeanMethods = false)
    static class Plumbing {
        @Bean
        PaymentService payments() {
            return new StripePayments();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        RefundService pipes() {
            return new RefundService() {};
        }
    }

    @Test
    void beansOfTheInfrastructureAreNotOffered() {
        assertThat(Runners.mistakes(Runners.of(Plumbing.class).withPropertyValues("breakers.protect=quotes")))
                .singleElement()
                .asString()
                .endsWith("Action: name one of payments (PaymentService), or remove the service.");
    }

    @Test
    void aFallbackWithoutAnyBeanOfTheInterfaceIsToBeDeclared() {
        assertThat(Runners.mistakes(
                        Runners.of(Plumbing.class).withPropertyValues("breakers.services.payments.fallback=offline")))
                .singleElement()
                .asString()
                .endsWith("Action: declare a bean that implements PaymentService; there is none besides payments");
    }

    @Test
    void aServiceThatIsSelectedTwiceIsOneTooMany() {
        assertThat(Runners.mistakes(
                        app("breakers.services.one.bean=stripePayments", "breakers.services.two.bean=stripePayments")))
                .singleElement()
                .asString()
                .contains("breakers.services.two: bean 'stripePayments' is the service one already.");
    }
}
