package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.spring.internal.settings.ChangeCounts;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Properties that change while an application works. */
@ExtendWith(OutputCaptureExtension.class)
class LiveChangesTest {
    /** What the registry logs; the rest is that of the application. */
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static ApplicationContextRunner app() {
        return Runners.of(SelectionTest.Stripe.class)
                .withConfiguration(AutoConfigurations.of(BreakersLiveChangesAutoConfiguration.class))
                .withPropertyValues("breakers.protect=stripePayments", "breakers.defaults.failure-threshold=7");
    }

    private static void change(ConfigurableApplicationContext context, Map<String, Object> properties) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", properties));
        context.publishEvent(new EnvironmentChangeEvent(context, properties.keySet()));
    }

    @Test
    void changedSettingsAreInForceAtOnceAndStateIsKept() {
        app().run(context -> {
            Breaker breaker = Runners.breaker(context, "stripePayments.refund");
            breaker.trip("a test");
            change(
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class),
                    Map.of("breakers.services.stripePayments.methods.refund.failure-threshold", "9"));
            assertThat(breaker.config().rules()).containsExactly(TripRule.consecutiveFailures(9));
            assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
            assertThat(Runners.breaker(context, "stripePayments.charge(String)")
                            .config()
                            .rules())
                    .containsExactly(TripRule.consecutiveFailures(7));
        });
        assertThat(log.lines())
                .contains(
                        "INFO: settings applied: services.stripePayments.methods.refund.failure-threshold = 9 (null)");
    }

    @Test
    void nothingChangesIfAnythingIsWrong(CapturedOutput output) {
        app().run(context -> {
            change(
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class),
                    Map.of(
                            "breakers.defaults.failure-threshold", "9",
                            "breakers.services.stripePayments.open-for", "10",
                            "breakers.services.stripePayments.methods.refnud.open-for", "1s"));
            assertThat(Runners.breaker(context, "stripePayments.refund")
                            .config()
                            .rules())
                    .containsExactly(TripRule.consecutiveFailures(7));
        });
        assertThat(output)
                .contains("Breakers: the changed settings are wrong, and those before stay in force:")
                .contains("breakers.services.stripePayments.open-for: '10' has no unit.");
    }

    @Test
    void aMethodThatIsNotThereIsWrongToo(CapturedOutput output) {
        app().run(context -> {
            change(
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class),
                    Map.of(
                            "breakers.defaults.failure-threshold", "9",
                            "breakers.services.stripePayments.methods.refnud.open-for", "1s"));
            assertThat(Runners.breaker(context, "stripePayments.refund")
                            .config()
                            .rules())
                    .containsExactly(TripRule.consecutiveFailures(7));
        });
        assertThat(output)
                .contains("names a method that is not there, refnud. [")
                .contains("did you mean refund?");
    }

    @Test
    void whatNeedsARestartSaysSo(CapturedOutput output) {
        app().run(context -> change(
                context.getSourceApplicationContext(ConfigurableApplicationContext.class),
                Map.of("breakers.services.stripePayments.unprotected", "refund")));
        assertThat(output).contains("that takes effect at the next start");
    }

    /** As with a document that is followed (S60). */
    @Test
    void whatWasRolledBackStaysSoUntilTheSettingsSaySomethingNew() {
        app().run(context -> {
            var source = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            BreakerRegistry registry = context.getBean(BreakerRegistry.class);
            change(source, Map.of("breakers.defaults.failure-threshold", "9"));
            registry.rollback();

            change(source, Map.of("breakers.defaults.failure-threshold", "9", "breakers.log", "false"));
            assertThat(registry.settings().toMap()).containsEntry("defaults.failure-threshold", "7");

            change(source, Map.of("breakers.defaults.failure-threshold", "11"));
            assertThat(registry.settings().toMap()).containsEntry("defaults.failure-threshold", "11");
        });
    }

    @Test
    void whatIsAppliedByHandIsLoggedWithWhatItLeavesOut() {
        app().run(context -> context.getBean(BreakerRegistry.class)
                .apply(Settings.of(Map.of("services.stripePayments.enforce", "0"))));
        assertThat(log.lines())
                .containsExactly("INFO: settings applied: services.stripePayments.enforce = 0,"
                        + " defaults.failure-threshold left out (null)");
    }

    @Test
    void changesOfSomethingElseAreNoChange() {
        app().run(context -> {
            var settings = context.getBean(BreakerRegistry.class).settings();
            context.publishEvent(new EnvironmentChangeEvent(context, Set.of("other.key")));
            assertThat(context.getBean(BreakerRegistry.class).settings()).isSameAs(settings);
        });
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void changesAreCountedAndTheMistakesOfTheLastOneAreKept(CapturedOutput output) {
        app().run(context -> {
            var source = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            ChangeCounts counts = context.getBean(ChangeCounts.class);
            change(source, Map.of("breakers.defaults.open-for", "10"));
            assertThat(counts.view().applied()).isZero();
            assertThat(counts.view().refused()).isEqualTo(1);
            assertThat(counts.view().mistakes())
                    .singleElement()
                    .asString()
                    .startsWith("breakers.defaults.open-for: '10' has no unit.")
                    .endsWith("Action: write 10s or 10ms, whichever is meant");
            change(source, Map.of("breakers.defaults.open-for", "10s"));
            assertThat(counts.view()).isEqualTo(new ChangeCounts.View(1, 1, List.of()));
        });
        assertThat(output).contains("those before stay in force");
        assertThat(log.lines()).containsExactly("INFO: settings applied: defaults.open-for = 10s (null)");
    }

    /** Reads the changed properties, and finds the registry closed when it applies them. */
    @Test
    void aChangeWhileTheApplicationEndsIsNone(CapturedOutput output) {
        app().run(context -> {
            var ending = context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            ChangeCounts counts = context.getBean(ChangeCounts.class);
            ending.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("closing", Map.of("breakers.log", "true")) {
                        @Override
                        public String[] getPropertyNames() {
                            ending.close();
                            return super.getPropertyNames();
                        }
                    });

            change(ending, Map.of("breakers.defaults.failure-threshold", "9"));

            assertThat(ending.isActive()).isFalse();
            assertThat(counts.view()).isEqualTo(new ChangeCounts.View(0, 0, List.of()));
        });
        assertThat(output).doesNotContain("the changed settings are wrong");
    }
}
