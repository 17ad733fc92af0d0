package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Small;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * R13: a Spring Boot application with aspects and a bean that the user made with {@code Breakers}. Boot proxies beans
 * by subclasses unless it is told otherwise.
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

    /** No aspect is about this one. */
    public interface Unwatched {}

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
        Unwatched unwatched() {
            return Breakers.builder(Unwatched.class, new Unwatched() {})
                    .engine(chosen)
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

        @Around("target(io.breakers.spring.AspectTest.PaymentService) && execution(* refund(..))")
        Object aroundTheType(ProceedingJoinPoint call) throws Throwable {
            return call.proceed() + ", seen by its type";
        }

        @Around("@annotation(io.breakers.spring.AspectTest.Watched)")
        Object aroundWatched(ProceedingJoinPoint call) throws Throwable {
            return call.proceed() + ", watched";
        }
    }

    private static ConfigurableApplicationContext context;

    /** Once for each engine: a start is most of a test. */
    @BeforeParameterizedClassInvocation
    static void start(ProxyEngine engine) {
        chosen = engine;
        context = Small.start(Application.class);
    }

    @AfterParameterizedClassInvocation
    static void end() {
        context.close();
    }

    @BeforeEach
    void nothingHasHappened() throws Exception {
        EVENTS.clear();
        Breakers.inspect(behindTheAspect()).breakers().forEach(Breaker::reset);
    }

    private static Object behindTheAspect() throws Exception {
        return ((Advised) context.getBean("payments")).getTargetSource().getTarget();
    }

    @Test
    void r13_aspectAndBreakerAreBothInEffect() {
        PaymentService payments = context.getBean(PaymentService.class);

        assertThat(payments.charge("Ann")).isEqualTo("charged Ann");
        assertThatThrownBy(() -> payments.charge("")).hasMessage("nobody");
        assertThatThrownBy(() -> payments.charge("Bob")).isInstanceOf(CallRejectedException.class);
        assertThat(EVENTS).containsExactly("aspect", "target", "aspect", "target", "aspect");
        assertThat(AopUtils.isJdkDynamicProxy(payments)).isTrue();
    }

    @Test
    void r13_aspectsAreFoundByTheNameAndTheTypeOfTheBean() {
        assertThat(context.getBean(PaymentService.class).refund("Ann"))
                .contains("refunded Ann", "seen by its name", "seen by its type");
    }

    @Test
    void r13_theServiceBehindTheAspectCanBeInspected() throws Exception {
        Object service = behindTheAspect();

        assertThat(Breakers.inspect(service).breaker("charge").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(Breakers.inspect(service).engine()).isEqualTo(engine);
        assertThat(Breakers.isProtected(context.getBean("payments"))).isFalse();
    }

    @Test
    void r13_anAutoProxyCreatorGetsAProxyOfThePlatform() throws Exception {
        assertThat(Proxy.isProxyClass(behindTheAspect().getClass())).isTrue();
    }

    @Test
    void r13_aBeanWithoutAnAspectStaysWhatItIs() {
        Object service = context.getBean("unwatched");

        assertThat(Breakers.inspect(service).engine()).isEqualTo(engine);
        assertThat(Proxy.isProxyClass(service.getClass())).isEqualTo(engine == ProxyEngine.JDK);
    }

    @Test
    void r13_proxiesByInterfacesWorkToo() {
        try (var byInterfaces = Small.start(Application.class, "--spring.aop.proxy-target-class=false")) {
            assertThat(byInterfaces.getBean(PaymentService.class).charge("Ann")).isEqualTo("charged Ann");
            assertThat(EVENTS).containsExactly("aspect", "target");
        }
    }
}
