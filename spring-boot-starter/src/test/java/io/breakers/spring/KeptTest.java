package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** What a bean is to the container it still is when it is protected. */
class KeptTest {
    static final List<String> EVENTS = new ArrayList<>();

    static class Busy extends StripePayments
            implements SmartLifecycle,
                    ApplicationListener<PayloadApplicationEvent<String>>,
                    DisposableBean,
                    SmartInitializingSingleton,
                    CommandLineRunner {
        private boolean running;

        @Override
        public void start() {
            running = true;
            EVENTS.add("start");
        }

        @Override
        public void stop() {
            running = false;
            EVENTS.add("stop");
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<String> event) {
            EVENTS.add("heard " + event.getPayload());
        }

        @Override
        public void destroy() {
            EVENTS.add("destroy");
        }

        @Override
        public void afterSingletonsInstantiated() {
            EVENTS.add("singletons");
        }

        @Override
        public void run(String... arguments) {}

        @Scheduled(fixedDelay = 1_000_000)
        public void tick() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Beans {
        @Bean
        Busy busy() {
            return new Busy();
        }
    }

    interface Hearing extends PaymentService {
        void hear(String event);
    }

    static class HearingPayments extends StripePayments implements Hearing {
        @Override
        @EventListener
        public void hear(String event) {
            EVENTS.add("heard " + event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        HearingPayments hearing() {
            return new HearingPayments();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {
        @Bean
        static org.springframework.beans.factory.config.BeanFactoryPostProcessor threads() {
            return beans -> beans.registerScope("threads", new SimpleThreadScope());
        }

        @Bean
        @Scope(scopeName = "threads", proxyMode = ScopedProxyMode.INTERFACES)
        PaymentService scoped() {
            return new StripePayments();
        }
    }

    static class Circular extends StripePayments {
        @org.springframework.beans.factory.annotation.Autowired
        Partner partner;
    }

    static class Partner {
        @org.springframework.beans.factory.annotation.Autowired
        PaymentService payments;
    }

    @Configuration(proxyBeanMethods = false)
    static class Circle {
        @Bean
        Circular circular() {
            return new Circular();
        }

        @Bean
        Partner partner() {
            return new Partner();
        }
    }

    /** Like Spring's own for asynchronous methods: ordered, and around what is finished. */
    static class Surrounding implements BeanPostProcessor, Ordered {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!name.equals("inside")) {
                return bean;
            }
            var factory = new ProxyFactory(bean);
            factory.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> {
                EVENTS.add("advice");
                return call.proceed();
            });
            return factory.getProxy();
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Advised {
        @Bean
        static Surrounding surrounding() {
            return new Surrounding();
        }

        @Bean
        PaymentService inside() {
            return new StripePayments();
        }

        @Bean
        ManualTicker ticker() {
            return new ManualTicker();
        }
    }

    @BeforeEach
    void forget() {
        EVENTS.clear();
    }

    @Test
    void aBeanThatIsMuchToTheContainerStaysThat() {
        Runners.of(Beans.class).withPropertyValues("breakers.protect=busy").run(context -> {
            context.publishEvent("news");
            assertThat(Breakers.isProtected(context.getBean("busy"))).isTrue();
            assertThat(EVENTS).containsExactly("singletons", "start", "heard news");
            assertThat(context.getBeansOfType(CommandLineRunner.class)).containsKey("busy");
            assertThat(context.getBean(ScheduledAnnotationBeanPostProcessor.class)
                            .getScheduledTasks())
                    .hasSize(1);
            assertThat(Runners.breaker(context, "busy.refund").stats().calls()).isZero();
            context.close();
            assertThat(EVENTS).endsWith("stop", "destroy");
        });
    }

    @Test
    void listenersOfEventsInAnInterfaceHear() {
        Runners.of(Listening.class)
                .withPropertyValues("breakers.protect=hearing")
                .run(context -> {
                    context.publishEvent("news");
                    assertThat(EVENTS).containsExactly("heard news");
                });
    }

    @Test
    void theProxyOfAScopeIsProtectedOnce() {
        Runners.of(Scoped.class).withPropertyValues("breakers.protect=scoped").run(context -> {
            assertThat(Breakers.isProtected(context.getBean("scoped"))).isTrue();
            assertThat(Breakers.isProtected(context.getBean(ScopedProxyUtils.getTargetBeanName("scoped"))))
                    .isFalse();
            assertThat(context.getBean("scoped", PaymentService.class).charge("Ann"))
                    .isEqualTo("charged Ann");
        });
    }

    @Test
    void beansThatNeedEachOtherGetTheSameProtectedOne() {
        Runners.of(Circle.class)
                .withAllowCircularReferences(true)
                .withPropertyValues("breakers.services.circular.type=io.breakers.spring.PaymentService")
                .run(context -> {
                    PaymentService payments = context.getBean(PaymentService.class);
                    assertThat(Breakers.isProtected(payments)).isTrue();
                    assertThat(context.getBean(Partner.class).payments).isSameAs(payments);
                });
    }

    @Test
    void theBreakerIsOutermost() {
        Runners.of(Advised.class).withPropertyValues("breakers.protect=inside").run(context -> {
            PaymentService payments = context.getBean(PaymentService.class);
            payments.charge("Ann");
            Runners.breaker(context, "inside.charge(String)").forceOpen("a test");
            org.assertj.core.api.Assertions.catchThrowable(() -> payments.charge("Bob"));
            assertThat(EVENTS).containsExactly("advice");
        });
    }

    @Test
    void aTickerBeanIsTheClock() {
        Runners.of(Advised.class)
                .withPropertyValues("breakers.protect=inside")
                .run(context -> assertThat(Runners.breaker(context, "inside.refund")
                                .config()
                                .ticker())
                        .isSameAs(context.getBean(ManualTicker.class)));
    }

    /** A service that the application protects itself, and that is needed before it is finished. */
    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        static BeanPostProcessor needing(ObjectProvider<Partner> partners) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (name.equals("own")) {
                        partners.getObject();
                    }
                    return bean;
                }
            };
        }

        @Bean
        PaymentService own() {
            return Breakers.protect(PaymentService.class, new StripePayments());
        }

        @Bean
        Partner partner() {
            return new Partner();
        }
    }

    /** Puts an advice around all services, by subclasses wherever it can. */
    static class Advising extends Own {
        @Bean
        static DefaultAdvisorAutoProxyCreator creator() {
            var creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        static DefaultPointcutAdvisor advisor() {
            var pointcut = new NameMatchMethodPointcut();
            pointcut.addMethodName("refund");
            return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) call -> {
                EVENTS.add("advice");
                return call.proceed();
            });
        }
    }

    @Test
    void r13_aServiceOfOnesOwnThatIsNeededEarlyIsTheSameLater() {
        Runners.of(Own.class).withAllowCircularReferences(true).run(context -> {
            PaymentService payments = context.getBean(PaymentService.class);
            assertThat(Breakers.inspect(payments).engine()).isEqualTo(ProxyEngine.GENERATED);
            assertThat(Proxy.isProxyClass(payments.getClass())).isFalse();
            assertThat(context.getBean(Partner.class).payments).isSameAs(payments);
        });
    }

    @Test
    void r13_itIsTheSameLaterBehindAnAdviceToo() {
        Runners.of(Advising.class).withAllowCircularReferences(true).run(context -> {
            PaymentService payments = context.getBean(PaymentService.class);
            assertThat(context.getBean(Partner.class).payments).isSameAs(payments);
            payments.refund("Ann");
            assertThat(EVENTS).contains("advice");
            Object behind = ((org.springframework.aop.framework.Advised) payments)
                    .getTargetSource()
                    .getTarget();
            assertThat(behind)
                    .satisfies(one ->
                            assertThat(Proxy.isProxyClass(one.getClass())).isTrue());
            assertThat(Breakers.inspect(behind).breaker("refund").stats().calls())
                    .isEqualTo(1);
        });
    }

    @Test
    void r13_aServiceOfOnesOwnIsNotProtectedTwice() {
        assertThat(Runners.mistakes(Runners.of(Own.class)
                        .withAllowCircularReferences(true)
                        .withPropertyValues("breakers.services.own.probes=1")))
                .singleElement()
                .asString()
                .startsWith("breakers.services.own: bean own is protected by code already.");
    }
}
