package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.operations.BreakerRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;

/** What an application hears and sees of its breakers. */
class ListenersTest {
    @Configuration(proxyBeanMethods = false)
    static class Listening extends SelectionTest.Stripe {
        static final List<BreakerTransition> HEARD = new ArrayList<>();

        @EventListener
        void hear(BreakerTransition transition) {
            HEARD.add(transition);
        }
    }

    /** A registry that needs a protected bean. */
    @Configuration(proxyBeanMethods = false)
    static class Metered extends SelectionTest.Stripe {
        @Bean(destroyMethod = "")
        MeterRegistry meters(PaymentService payments) {
            payments.charge("the meters");
            return new SimpleMeterRegistry();
        }
    }

    @Test
    void eachTransitionIsAnEvent() {
        Listening.HEARD.clear();
        Runners.of(Listening.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    Runners.breaker(context, "stripePayments.refund").trip("a test");
                    assertThat(Listening.HEARD)
                            .containsExactly(new BreakerTransition(
                                    "stripePayments.refund", BreakerState.CLOSED, BreakerState.OPEN, "a test"));
                });
    }

    @Test
    void metersAreInTheRegistryOfTheApplicationUntilItEnds() {
        var registry = new MeterRegistry[1];
        Runners.of(Metered.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    registry[0] = context.getBean(MeterRegistry.class);
                    context.getBean(PaymentService.class).charge("Ann");
                    assertThat(registry[0]
                                    .get("breaker.calls")
                                    .tag("service", "stripePayments")
                                    .tag("method", "charge(String)")
                                    .tag("outcome", "success")
                                    .functionTimer()
                                    .count())
                            .isEqualTo(2);
                });
        assertThat(registry[0].getMeters()).isEmpty();
    }

    /** The bean of the registry is the first that calls, and the last for a while. */
    @Configuration(proxyBeanMethods = false)
    static class DownAtTheStart extends SelectionTest.Stripe {
        @Bean(destroyMethod = "")
        MeterRegistry meters(PaymentService payments) {
            for (int i = 0; i < 5; i++) {
                assertThat(catchThrowable(() -> payments.charge(""))).hasMessage("nobody");
            }
            payments.refund("Ann");
            return new SimpleMeterRegistry();
        }
    }

    /** A ticker that counts how often it is read. */
    @Configuration(proxyBeanMethods = false)
    static class Clocked extends SelectionTest.Stripe {
        static final AtomicInteger READ = new AtomicInteger();

        @Bean
        Ticker ticker() {
            return READ::incrementAndGet;
        }

        @Bean(destroyMethod = "")
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "counts, 0", "function-timers, 20"})
    void theClockIsReadForMetersThatShowTimesAlone(String kind, int readings) {
        Runners.of(Clocked.class)
                .withPropertyValues("breakers.protect=stripePayments", "breakers.meters.kind=" + kind)
                .run(context -> {
                    PaymentService payments = context.getBean(PaymentService.class);
                    payments.charge("Ann");
                    int before = Clocked.READ.get();
                    for (int call = 0; call < 10; call++) {
                        payments.charge("Ann");
                    }
                    assertThat(Clocked.READ.get() - before).isEqualTo(readings);
                });
    }

    @Test
    void metersShowWhatWasBeforeTheRegistryWasThere() {
        Runners.of(DownAtTheStart.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.find("breaker.transitions")
                                    .tags("method", "charge(String)", "to", "open")
                                    .functionCounter())
                            .extracting(FunctionCounter::count)
                            .isEqualTo(1.0);
                    assertThat(registry.find("breaker.state")
                                    .tags("method", "charge(String)", "state", "open")
                                    .gauge())
                            .extracting(Gauge::value)
                            .isEqualTo(1.0);
                    assertThat(registry.find("breaker.calls")
                                    .tags("method", "refund", "outcome", "success")
                                    .functionTimer())
                            .extracting(FunctionTimer::count)
                            .isEqualTo(1.0);
                    assertThat(registry.find("breaker.calls")
                                    .tags("method", "charge(String,long)")
                                    .meters())
                            .isEmpty();
                });
    }

    @Test
    void theKindOfMetersIsASetting() {
        Runners.of(Metered.class)
                .withPropertyValues("breakers.protect=stripePayments", "breakers.meters.kind=timers")
                .run(context -> {
                    context.getBean(PaymentService.class).charge("Ann");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("breaker.calls")
                                    .timers())
                            .isNotEmpty();
                });
        Runners.of(Metered.class)
                .withPropertyValues("breakers.protect=stripePayments", "breakers.meters.kind=none")
                .run(context -> {
                    context.getBean(PaymentService.class).charge("Ann");
                    assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
                });
    }

    @Test
    void micrometerIsNotNeeded() {
        Runners.of(SelectionTest.Stripe.class)
                .withClassLoader(new FilteredClassLoader("io.micrometer", "io.breakers.micrometer"))
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void metersOfOnesOwnReplaceTheMeters() {
        Runners.of(Metered.class)
                .withBean(BreakerMetrics.class, () -> BreakerMetrics.to(new SimpleMeterRegistry()))
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> {
                    context.getBean(PaymentService.class).charge("Ann");
                    assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
                });
    }

    @Test
    void breakersEndWithTheApplication() {
        var registry = new BreakerRegistry[1];
        Runners.of(SelectionTest.Stripe.class)
                .withPropertyValues("breakers.protect=stripePayments")
                .run(context -> registry[0] = context.getBean(BreakerRegistry.class));
        assertThat(registry[0].protections()).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theStartTellsWhatIsProtected(CapturedOutput output) {
        Runners.of(FallbackTest.Named.class)
                .withPropertyValues(
                        "breakers.services.payments.bean=stripePayments",
                        "breakers.services.payments.fallback=offlinePayments")
                .run(context -> {});
        assertThat(output)
                .contains(
                        "Breakers: payments protects io.breakers.spring.StripePayments as PaymentService (generated), "
                                + "3 breakers, fallback offlinePayments for 3 methods, trips at ");
    }

    public interface Mailer {
        void remind(String customer);

        void ping();

        CompletableFuture<String> ask(String customer);
    }

    @Configuration(proxyBeanMethods = false)
    static class Mailing {
        @Bean
        Mailer mailer() {
            return new Mailer() {
                @Override
                @Async
                public void remind(String customer) {}

                @Override
                public void ping() {}

                @Override
                @Async
                public CompletableFuture<String> ask(String customer) {
                    return CompletableFuture.completedFuture(customer);
                }
            };
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theStartWarnsOfWhatCannotBeJudged(CapturedOutput output) {
        Runners.of(Mailing.class).withPropertyValues("breakers.protect=mailer").run(context -> {});
        assertThat(output.toString().lines().filter(line -> line.contains("@Async")))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith(
                        "Breakers: mailer.remind is @Async and returns nothing, so each call counts as a success; return"
                                + " a CompletableFuture, or name it below unprotected");
    }
}
