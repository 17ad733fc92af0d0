package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What properties do to the configuration of breakers. */
class SettingsTest {
    static class Nested {
        static class Failure extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
    }

    private static ApplicationContextRunner app(String... properties) {
        return Runners.of(SelectionTest.Stripe.class)
                .withPropertyValues("breakers.services.payments.bean=stripePayments")
                .withPropertyValues(properties);
    }

    private static BreakerConfig config(ApplicationContext context, String breaker) {
        return Runners.breaker(context, breaker).config();
    }

    private static ApplicationContextRunner withVariables(
            ApplicationContextRunner runner, Map<String, Object> variables) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "breakers.defaults.failure-threshold=7",
                "breakers.services.payments.failureThreshold=7",
                "breakers.services.payments.methods.refund.failure_threshold=7",
                "breakers.services.payments.methods.[refund(String)].failure-threshold=7"
            })
    void eachLevelReachesTheMethods(String property) {
        app(property)
                .run(context -> assertThat(config(context, "payments.refund").rules())
                        .containsExactly(TripRule.consecutiveFailures(7)));
    }

    @Test
    void aSignatureMeansOneOfSeveralMethods() {
        app("breakers.services.payments.methods.[charge(String,long)].open-for=7s")
                .run(context -> {
                    assertThat(config(context, "payments.charge(String,long)")
                                    .openFor()
                                    .toString())
                            .contains("7 s");
                    assertThat(config(context, "payments.charge(String)")
                                    .openFor()
                                    .toString())
                            .doesNotContain("7 s");
                });
    }

    @Test
    void aSignatureWithoutBracketsIsUnderstood() {
        app("breakers.services.payments.methods.charge(String,long).open-for=7s")
                .run(context -> assertThat(config(context, "payments.charge(String,long)")
                                .openFor()
                                .toString())
                        .contains("7 s"));
    }

    @Test
    void ignoreAddsToTheLevelBefore() {
        app(
                        "breakers.defaults.ignore=java.io.IOException",
                        "breakers.services.payments.ignore[0]=java.lang.IllegalStateException",
                        "breakers.services.payments.ignore[1]=java.lang.IllegalArgumentException")
                .run(context -> {
                    PaymentService payments = context.getBean(PaymentService.class);
                    for (int i = 0; i < 10; i++) {
                        org.assertj.core.api.Assertions.catchThrowable(() -> payments.charge(""));
                    }
                    assertThat(Runners.breaker(context, "payments.charge(String)")
                                    .stats()
                                    .ignored())
                            .isEqualTo(10);
                    assertThat(config(context, "payments.refund"))
                            .isEqualTo(BreakerConfig.builder()
                                    .ignore(
                                            IOException.class,
                                            IllegalStateException.class,
                                            IllegalArgumentException.class)
                                    .build());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SettingsTest.Nested.Failure", "SettingsTest$Nested$Failure"})
    void aNestedClassIsNamedWithADollarOrADot(String name) {
        app("breakers.services.payments.ignore=io.breakers.spring." + name)
                .run(context -> assertThat(config(context, "payments.refund"))
                        .isEqualTo(BreakerConfig.builder()
                                .ignore(Nested.Failure.class)
                                .build()));
    }

    @Test
    void placeholdersAreResolved() {
        app("wait=7s", "breakers.services.payments.open-for=${wait}")
                .run(context -> assertThat(
                                config(context, "payments.refund").openFor().toString())
                        .contains("7 s"));
    }

    @Test
    void environmentVariablesComeBeforeFiles() {
        withVariables(
                        app("breakers.services.payments.open-for=1s", "breakers.services.payments.probes=3"),
                        Map.of(
                                "BREAKERS_SERVICES_PAYMENTS_OPENFOR", "7s",
                                "BREAKERS_SERVICES_PAYMENTS_METHODS_REFUND_PROBE_LEASE", "3s",
                                "BREAKERS_DEFAULTS_MEASURE_TIME", "true"))
                .run(context -> {
                    BreakerConfig config = config(context, "payments.refund");
                    assertThat(config.openFor().toString()).contains("7 s");
                    assertThat(config.probes()).isEqualTo(3);
                    assertThat(config.probeLease()).isEqualTo(Duration.ofSeconds(3));
                });
    }

    @Test
    void variablesOfSomebodyElseStopNothing() {
        withVariables(
                        app(),
                        Map.of(
                                "BREAKERS_PORT", "tcp://10.0.0.1:80",
                                "BREAKERS_SERVICE_HOST", "10.0.0.1",
                                "BREAKERS_SERVICES_PORT", "80",
                                "BREAKERS_BUILD_20261128120000", "x",
                                "BREAKERS_SERVICES_WEB_PORT_80_TCP", "x"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void filesAreReadLikeThis() {
        Runners.of(FallbackTest.Named.class)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.name=complete")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    PaymentService payments = context.getBean("stripePayments", PaymentService.class);
                    assertThat(Runners.isThere(context, "payments.orders")).isTrue();
                    assertThat(Runners.isThere(context, "payments.refund")).isFalse();
                    Runners.breaker(context, "payments.orders").trip("a test");
                    assertThat(payments.charge("Ann", 5)).isEqualTo("noted Ann 5");
                    assertThat(config(context, "payments.orders").openFor().toString())
                            .contains("30 s");
                });
    }
}
