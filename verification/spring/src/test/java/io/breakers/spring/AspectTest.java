package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * R13: a Spring Boot application with aspects and a bean that the user made with {@code Breakers}. Boot proxies beans by
 * subclasses unless it is told otherwise.
 */
@ParameterizedClass
@EnumSource(names = {"GENERATED", "JDK"})
class AspectTest {
    /** An interface of the application. */
    public interface PaymentService {
        String charge(String customer);

        @Watched
        String refund(String customer);
    }

    @Retention(RetentionPolicy.RUNTIME)
    public @interface Watched {}

    /** What reaches whom, in order. */
    static final List<String> EVENTS = new ArrayList<>();

    static ProxyEngine chosen = ProxyEngine.AUTO;

    @Parameter
    ProxyEngine engine;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        PaymentService payments() {
            PaymentService target = new PaymentService() {
                @Override
                public String charge(String customer) {
                    EVENTS.add("target");
                    if (customer.isEmpty()) {
                        throw new IllegalStateException("nobody");
                    }
                    return "charged " + customer;
                }

                @Override
                public String refund(String customer) {
                    return "refunded " + customer;
                }
            };
            return Breakers.builder(PaymentService.class, target)
                    .engine(chosen)
                    .config(BreakerConfig.builder().failureThreshold(1).build())
                    .build();
        }

        @Bean
        Auditing auditing() {
            return new Auditing();
        }
    }

    @Aspect
    static class Auditing {
        @Around("execution(* io.breakers.spring.AspectTest.PaymentService.charge(..))")
        Object aroundCharge(ProceedingJoinPoint call) throws Throwable {
            EVENTS.add("aspect");
            return call.proceed();
        }

        @Around("bean(payments) && execution(* *.refund(..))")
        Object aroundTheBean(ProceedingJoinPoint call) throws Throwable {
            return call.proceed() + ", seen by its name";
        }

        @Around("@annotation(io.breakers.spring.AspectTest.Watched)")
        Object aroundWatched(ProceedingJoinPoint call) throws Throwable {
            return call.proceed() + ", watched";
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        EVENTS.clear();
        chosen = engine;
        return new SpringApplication(Application.class).run(arguments);
    }

    @Test
    void r13_aspectAndBreakerAreBothInEffect() {
        try (ConfigurableApplicationContext context = start()) {
            PaymentService payments = context.getBean(PaymentService.class);

            assertThat(payments.charge("Ann")).isEqualTo("charged Ann");
            assertThatThrownBy(() -> payments.charge("")).hasMessage("nobody");
            assertThatThrownBy(() -> payments.charge("Bob")).isInstanceOf(CallRejectedException.class);
            assertThat(EVENTS).containsExactly("aspect", "target", "aspect", "target", "aspect");
            assertThat(AopUtils.isJdkDynamicProxy(payments)).isTrue();
        }
    }

    @Test
    void r13_aspectsAreFoundByTheNameOfTheBean() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(PaymentService.class).refund("Ann")).contains("refunded Ann", "seen by its name");
        }
    }

    @Test
    void r13_theServiceBehindTheAspectCanBeInspected() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Object bean = context.getBean("payments");
            Object service = ((Advised) bean)
                    .getTargetSource()
                    .getTarget();

            assertThat(Breakers.inspect(service).breaker("charge").state()).isEqualTo(BreakerState.CLOSED);
            assertThat(Breakers.inspect(service).engine()).isEqualTo(engine);
            assertThat(Breakers.isProtected(bean)).isFalse();
        }
    }

    @Test
    void r13_proxiesByInterfacesWorkToo() {
        try (ConfigurableApplicationContext context = start("--spring.aop.proxy-target-class=false")) {
            assertThat(context.getBean(PaymentService.class).charge("Ann")).isEqualTo("charged Ann");
            assertThat(EVENTS).containsExactly("aspect", "target");
        }
    }
}
