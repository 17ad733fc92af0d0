package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What ahead-of-time processing tells a native image. */
class AotTest {
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(BreakersAutoConfiguration.class)
    static class Application extends SelectionTest.Stripe {}

    private static RuntimeHints hints(String... properties) {
        try (var context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(properties).applyTo(context);
            context.register(Application.class);
            var generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get(AotTest.class)), new InMemoryGeneratedFiles());
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            return generation.getRuntimeHints();
        }
    }

    @Test
    void theProxyOfAServiceAndItsMethodsAreNamed() {
        RuntimeHints hints = hints("breakers.protect=stripePayments");
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(PaymentService.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethod(PaymentService.class, "refund")
                        .invoke())
                .accepts(hints);
    }

    @Test
    void classesInPropertiesAreNamed() {
        RuntimeHints hints =
                hints("breakers.protect=stripePayments", "breakers.defaults.ignore=java.io.FileNotFoundException");
        assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("java.io.FileNotFoundException")))
                .accepts(hints);
    }

    @Test
    void whatIsSwitchedOffNeedsNothing() {
        RuntimeHints hints = hints("breakers.protect=stripePayments", "breakers.enabled=false");
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(PaymentService.class))
                .rejects(hints);
    }
}
