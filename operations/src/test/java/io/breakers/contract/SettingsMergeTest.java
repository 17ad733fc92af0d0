package io.breakers.contract;

import static io.breakers.contract.Problems.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.breakers.api.BreakerConfig;
import io.breakers.api.FallbackOn;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.proxy.ProtectionBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** S58: what a breaker's configuration is, by code and document. */
class SettingsMergeTest {
    private static BreakerConfig probes(int probes) {
        return BreakerConfig.builder().probes(probes).build();
    }

    /** A registry whose own configuration has 1 probe. */
    private static BreakerRegistry registry(Settings settings) {
        return BreakerRegistry.builder()
                .config(probes(1))
                .settings(settings)
                .quiet()
                .build();
    }

    private static BreakerRegistry with(Settings settings, UnaryOperator<ProtectionBuilder<Charges>> code) {
        BreakerRegistry registry = registry(settings);
        code.apply(registry.builder(Charges.class, new Charges.Real())).build();
        return registry;
    }

    private static BreakerConfig configOf(BreakerRegistry registry, String method) {
        return registry.find("Charges." + method).orElseThrow().config();
    }

    private static BreakerConfig over(BreakerConfig code, String... keysAndValues) {
        return configOf(with(settings(keysAndValues), builder -> builder.config(code)), "ping");
    }

    @Test
    void aServiceWithoutSettingsHasTheConfigurationOfItsCode() {
        BreakerConfig code = probes(9);

        assertThat(over(code, "services.Other.probes", "2")).isSameAs(code);
    }

    @Test
    void theRegistrysConfigurationHoldsWhereTheCodeGivesNone() {
        assertThat(configOf(with(settings(), builder -> builder), "ping").probes())
                .isEqualTo(1);
    }

    @Test
    void defaultsReachServicesThatTheCodeDoesNotConfigure() {
        Settings defaults = settings("defaults.probes", "2");

        assertThat(configOf(with(defaults, builder -> builder), "ping").probes())
                .isEqualTo(2);
        assertThat(configOf(with(defaults, builder -> builder.config(probes(3))), "ping")
                        .probes())
                .isEqualTo(3);
    }

    @Test
    void theServicesLevelIsStrongerThanDefaultsAndThanTheCodesConfigurationOfTheService() {
        Settings both = settings("defaults.probes", "2", "services.Charges.probes", "4");

        assertThat(configOf(with(both, builder -> builder), "ping").probes()).isEqualTo(4);
        assertThat(configOf(with(both, builder -> builder.config(probes(3))), "ping")
                        .probes())
                .isEqualTo(4);
    }

    @Test
    void theCodesConfigurationOfAMethodReplacesTheServicesLevel() {
        Settings service = settings("services.Charges.probes", "4", "services.Charges.measure-time", "true");
        BreakerRegistry registry = with(service, builder -> builder.config("ping", probes(5)));

        assertThat(configOf(registry, "ping").probes()).isEqualTo(5);
        assertThat(configOf(registry, "ping").measuresTime()).isFalse();
        assertThat(configOf(registry, "chargeBack").probes()).isEqualTo(4);
    }

    @Test
    void theLevelOfAMethodIsStrongerThanItsCode() {
        Settings method = settings("services.Charges.methods.ping.probes", "6");
        BreakerRegistry registry = with(method, builder -> builder.config("ping", probes(5)));

        assertThat(configOf(registry, "ping").probes()).isEqualTo(6);
        assertThat(configOf(registry, "chargeBack").probes()).isEqualTo(1);
    }

    @Test
    void aSignatureBeatsANameAndKeepsWhatItDoesNotSay() {
        Settings methods = settings(
                "services.Charges.methods.charge(String,long).probes", "8",
                "services.Charges.methods.charge.probes", "7",
                "services.Charges.methods.charge.open-for", "7s");
        BreakerRegistry registry = with(methods, builder -> builder);

        assertThat(configOf(registry, "charge(String)").probes()).isEqualTo(7);
        assertThat(configOf(registry, "charge(String,long)").probes()).isEqualTo(8);
        assertThat(configOf(registry, "charge(String,long)").openFor())
                .isEqualTo(OpenWait.fixed(Duration.ofSeconds(7)));
    }

    @Test
    void methodsAreFoundByLettersAndDigitsIfThatIsUnique() {
        for (String key : new String[] {
            "chargeStringlong", "charge(string, LONG)", "charge(java.lang.String,long)", "chargejavalangStringlong"
        }) {
            BreakerRegistry registry =
                    with(settings("services.Charges.methods.[" + key + "].probes", "7"), builder -> builder);
            assertThat(configOf(registry, "charge(String,long)").probes())
                    .as(key)
                    .isEqualTo(7);
            assertThat(configOf(registry, "charge(String)").probes()).as(key).isEqualTo(1);
        }
        BreakerRegistry registry = with(
                settings(
                        "services.Charges.methods.charge_back.probes", "2",
                        "services.Charges.methods.PING.probes", "3",
                        "services.Charges.methods.find(String[]).probes", "4",
                        "services.Charges.methods.CHARGE.probes", "5"),
                builder -> builder);
        assertThat(configOf(registry, "chargeBack").probes()).isEqualTo(2);
        assertThat(configOf(registry, "ping").probes()).isEqualTo(3);
        assertThat(configOf(registry, "find").probes()).isEqualTo(4);
        assertThat(configOf(registry, "charge(String)").probes()).isEqualTo(5);
    }

    interface Alike {
        void findAll();

        void findall();

        void findAll(String text);
    }

    @Test
    void aMethodThatIsFoundExactlyNeedNotBeUniqueByLetters() {
        BreakerRegistry registry = registry(settings(
                "services.Alike.methods.findall.probes", "2", "services.Alike.methods.findAll(String).probes", "3"));
        registry.protect(Alike.class, mock(Alike.class));

        assertThat(registry.find("Alike.findall").orElseThrow().config().probes())
                .isEqualTo(2);
        assertThat(registry.find("Alike.findAll()").orElseThrow().config().probes())
                .isEqualTo(1);
        assertThat(registry.find("Alike.findAll(String)").orElseThrow().config().probes())
                .isEqualTo(3);
    }

    @Test
    void aMethodThatIsNotFoundOrAmbiguousIsRefusedWithTheKeys() {
        BreakerRegistry registry = registry(settings(
                "services.Alike.methods.find-all.probes", "2",
                "services.Alike.methods.findal.probes", "3",
                "services.Alike.methods.sell.probes", "4",
                "services.Alike.methods.findAll(String).probes", "5",
                "services.Alike.methods.findAll(java.lang.String).probes", "6"));

        assertThatThrownBy(() -> registry.protect(Alike.class, mock(Alike.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        Cannot protect io.breakers.contract.SettingsMergeTest$Alike:
                          - services.Alike.methods.find-all.probes = 2: may mean any of findAll, findall, findAll(), \
                        findall(); write one of them exactly
                          - services.Alike.methods.findal.probes = 3: names a method that is not there, findal; did you \
                        mean findAll?
                          - services.Alike.methods.sell.probes = 4: names a method that is not there, sell; there are \
                        findAll, findall
                          - services.Alike.methods.findAll(java.lang.String).probes = 6: is about the same method as \
                        another name in the document; leave one of them out""");
        assertThat(registry.protections()).isEmpty();
        assertThat(registry.settings().unused()).containsExactly("Alike");
    }

    @Test
    void aMethodThatGoesStraightToTheTargetHasNoSettings() {
        Settings settings = settings("services.Charges.methods.close.probes", "2");

        assertThatThrownBy(() -> with(settings, builder -> builder))
                .hasMessage("Cannot protect io.breakers.contract.Charges: services.Charges.methods.close.probes = 2: is"
                        + " about a method that goes straight to the target; leave it out");
    }

    @Test
    void aLevelThatNamesARuleReplacesAllRulesBeforeIt() {
        BreakerConfig code = BreakerConfig.builder()
                .failureThreshold(3)
                .tripWhen(TripRule.slowCallRate(0.5, Duration.ofSeconds(1), Window.ofCalls(10)))
                .build();

        assertThat(over(code, "services.Charges.failure-rate", "0.5").rules())
                .containsExactly(TripRule.failureRate(0.5, Window.ofCalls(100)));
        assertThat(over(code, "services.Charges.probes", "2").rules()).isEqualTo(code.rules());
        assertThat(over(
                                code,
                                "services.Charges.failure-rate",
                                "7%",
                                "services.Charges.window-duration",
                                "30s",
                                "services.Charges.minimum-calls",
                                "9",
                                "services.Charges.methods.ping.failure-threshold",
                                "4")
                        .rules())
                .containsExactly(TripRule.consecutiveFailures(4));
    }

    @Test
    void allRulesOfALevelAddUp() {
        assertThat(over(
                                probes(1),
                                "services.Charges.failure-threshold",
                                "7",
                                "services.Charges.failures",
                                "3",
                                "services.Charges.failures-within",
                                "1m",
                                "services.Charges.failure-rate",
                                "7%",
                                "services.Charges.slow-call-rate",
                                "0.8",
                                "services.Charges.bad-call-rate",
                                "0.9",
                                "services.Charges.slower-than",
                                "2s",
                                "services.Charges.window-calls",
                                "50",
                                "services.Charges.minimum-calls",
                                "10")
                        .rules())
                .containsExactly(
                        TripRule.consecutiveFailures(7),
                        TripRule.failures(3, Duration.ofMinutes(1)),
                        TripRule.failureRate(0.07, Window.ofCalls(50)).minimumCalls(10),
                        TripRule.slowCallRate(0.8, Duration.ofSeconds(2), Window.ofCalls(50))
                                .minimumCalls(10),
                        TripRule.badCallRate(0.9, Duration.ofSeconds(2), Window.ofCalls(50))
                                .minimumCalls(10));
    }

    @Test
    void ignoreAddsAtEveryLevel() {
        BreakerConfig merged = over(
                BreakerConfig.builder().ignore(TimeoutException.class).build(),
                "services.Charges.ignore",
                "java.io.IOException",
                "services.Charges.methods.ping.ignore",
                "java.lang.InterruptedException, java.lang.Error");

        assertThat(merged.ignored())
                .accepts(new TimeoutException(), new IOException(), new InterruptedException(), new Error())
                .rejects(new RuntimeException());
    }

    @Test
    void failOnReplaces() {
        BreakerConfig merged = over(
                BreakerConfig.builder().failOn(TimeoutException.class).build(),
                "services.Charges.fail-on",
                "java.io.IOException",
                "services.Charges.methods.ping.fail-on",
                "java.io.FileNotFoundException");

        assertThat(merged.failures())
                .accepts(new FileNotFoundException())
                .rejects(new TimeoutException(), new IOException(), new UncheckedIOException(new IOException()));
    }

    @Test
    void everyOtherKeyReplacesItsValue() {
        BreakerConfig code = BreakerConfig.builder()
                .successThreshold(3)
                .probes(3)
                .probeLease(Duration.ofSeconds(3))
                .failOnCancellation()
                .fallbackOn(FallbackOn.REJECTION)
                .maxConcurrentFallbacks(3)
                .measureTime()
                .build();
        BreakerConfig merged = over(
                code,
                "services.Charges.success-threshold",
                "4",
                "services.Charges.probes",
                "2",
                "services.Charges.probe-lease",
                "5s",
                "services.Charges.fail-on-cancellation",
                "false",
                "services.Charges.fallback-on",
                "rejection-or-failure",
                "services.Charges.max-concurrent-fallbacks",
                "6",
                "services.Charges.measure-time",
                "false");

        assertThat(merged.successThreshold()).isEqualTo(4);
        assertThat(merged.probes()).isEqualTo(2);
        assertThat(merged.probeLease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(merged.failsOnCancellation()).isFalse();
        assertThat(merged.fallbackOn()).isEqualTo(FallbackOn.REJECTION_OR_FAILURE);
        assertThat(merged.maxConcurrentFallbacks()).isEqualTo(6);
        assertThat(merged.measuresTime()).isFalse();
    }

    @Test
    void whatOnlyCodeCanSayStays() {
        BreakerConfig code = BreakerConfig.builder()
                .failOnResult(result -> true)
                .openFor(OpenWait.exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(1))
                        .jitter(0.1, new Random(7))
                        .fromFailure(failure -> null))
                .build();
        BreakerConfig merged = over(code, "services.Charges.open-for-max", "2m");

        assertThat(merged.failedResults()).isSameAs(code.failedResults());
        assertThat(merged.ticker()).isSameAs(code.ticker());
        assertThat(merged.openFor())
                .isEqualTo(OpenWait.exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(2))
                        .jitter(0.1, code.openFor().random())
                        .fromFailure(code.openFor().fromFailure()));
    }

    @Test
    void theLongestWaitThatTheCodeLetsAFailureAskForStays() {
        BreakerConfig code = BreakerConfig.builder()
                .openFor(OpenWait.fixed(Duration.ofSeconds(1)).fromFailure(failure -> null, Duration.ofHours(1)))
                .build();

        assertThat(over(code, "services.Charges.open-for", "2s").openFor().atMostFromFailure())
                .isEqualTo(Duration.ofHours(1));
    }

    private static OpenWait wait(OpenWait code, String... keysAndValues) {
        String[] keys = keysAndValues.clone();
        for (int i = 0; i < keys.length; i += 2) {
            keys[i] = "services.Charges." + keys[i];
        }
        return over(BreakerConfig.builder().openFor(code).build(), keys).openFor();
    }

    @Test
    void theWaitIsMergedKeyByKey() {
        OpenWait fixed = OpenWait.fixed(Duration.ofSeconds(10));
        OpenWait growing = OpenWait.exponential(Duration.ofSeconds(10), 2, Duration.ofSeconds(60));

        assertThat(wait(fixed, "open-for", "90s")).isEqualTo(OpenWait.fixed(Duration.ofSeconds(90)));
        assertThat(wait(fixed, "open-for-jitter", "20%")).isEqualTo(fixed.jitter(0.2));
        assertThat(wait(fixed, "open-for-multiplier", "2", "open-for-max", "1m"))
                .isEqualTo(growing);
        assertThat(wait(growing, "open-for", "20s"))
                .isEqualTo(OpenWait.exponential(Duration.ofSeconds(20), 2, Duration.ofSeconds(60)));
        assertThat(wait(growing, "open-for-multiplier", "1.5"))
                .isEqualTo(OpenWait.exponential(Duration.ofSeconds(10), 1.5, Duration.ofSeconds(60)));
        assertThat(wait(growing, "open-for-multiplier", "1", "open-for", "90s"))
                .isEqualTo(OpenWait.fixed(Duration.ofSeconds(90)));
        assertThat(wait(growing, "open-for", "90s", "open-for-max", "90s"))
                .isEqualTo(OpenWait.exponential(Duration.ofSeconds(90), 2, Duration.ofSeconds(90)));
    }

    @Test
    void aWaitThatDoesNotFitTheCodeIsRefusedWithItsKey() {
        OpenWait fixed = OpenWait.fixed(Duration.ofSeconds(10));
        OpenWait growing = OpenWait.exponential(Duration.ofSeconds(10), 2, Duration.ofSeconds(60));
        String cannot = "Cannot protect io.breakers.contract.Charges: services.Charges.";

        assertThatThrownBy(() -> wait(fixed, "open-for-multiplier", "2"))
                .hasMessage(cannot + "open-for-multiplier = 2: needs open-for-max: the wait that it lengthens has no"
                        + " limit");
        assertThatThrownBy(() -> wait(fixed, "open-for-max", "1m"))
                .hasMessage(cannot + "open-for-max = 1m: needs open-for-multiplier: the wait does not grow");
        assertThatThrownBy(() -> wait(growing, "open-for", "61s"))
                .hasMessage(cannot + "open-for = 61s: exceeds the longest wait that the code gives, 10 s, times 2.0 up"
                        + " to 1 min; give open-for-max");
        assertThatThrownBy(() -> wait(growing, "open-for-max", "9s"))
                .hasMessage(cannot + "open-for-max = 9s: must be at least the wait, open-for, that the code gives,"
                        + " 10 s, times 2.0 up to 1 min");
    }

    @Test
    void tripsAreForgottenAsTheDocumentOrElseTheCodeSays() {
        OpenWait growing = OpenWait.exponential(Duration.ofSeconds(10), 2, Duration.ofSeconds(60));
        OpenWait forgetful = growing.forgetAfter(Duration.ofMinutes(1));

        assertThat(wait(growing, "forget-after", "1m")).isEqualTo(forgetful);
        assertThat(wait(forgetful, "forget-after", "0s")).isEqualTo(growing);
        assertThat(wait(forgetful, "open-for-multiplier", "2")).isEqualTo(forgetful);
    }

    @Test
    void theRampAndTheDryRunAreReplaced() {
        BreakerConfig code = BreakerConfig.builder().growProbes(2).enforce(0.5).build();

        assertThat(over(code, "services.Charges.grow-probes", "1.5", "services.Charges.enforce", "25%"))
                .isEqualTo(code.toBuilder().growProbes(1.5).enforce(0.25).build());
    }

    @Test
    void theThresholdIsOfSoManyProbesAsTheStrongestLevelSays() {
        BreakerConfig all = BreakerConfig.builder().successThreshold(3).build();
        BreakerConfig some = BreakerConfig.builder().successThreshold(3, 5).build();
        String threshold = "services.Charges.success-threshold";

        assertThat(over(all, threshold, "4")).isEqualTo(threshold(4, 4));
        assertThat(over(all, threshold + "-of", "4")).isEqualTo(threshold(3, 4));
        assertThat(over(some, threshold, "4")).isEqualTo(threshold(4, 5));
        assertThat(over(some, threshold + "-of", "4")).isEqualTo(threshold(3, 4));
        assertThat(over(some, threshold, "6", threshold + "-of", "6")).isEqualTo(threshold(6, 6));
    }

    private static BreakerConfig threshold(int successes, int of) {
        return BreakerConfig.builder().successThreshold(successes, of).build();
    }

    @Test
    void aThresholdThatTheProbesOfTheCodeCannotReachIsRefusedWithItsKey() {
        String cannot = "Cannot protect io.breakers.contract.Charges: services.Charges.success-threshold";

        assertThatThrownBy(() -> over(threshold(3, 5), "services.Charges.success-threshold", "6"))
                .hasMessage(cannot + " = 6: exceeds the number of probes that the code gives, 5; give"
                        + " success-threshold-of");
        assertThatThrownBy(() -> over(threshold(3, 5), "services.Charges.success-threshold-of", "2"))
                .hasMessage(cannot + "-of = 2: must be at least the success-threshold, which is 3");
        assertThatThrownBy(() -> over(threshold(3, 5), "services.Charges.success-threshold-of", "10001"))
                .hasMessage(cannot + "-of = 10001: does not fit the code's configuration: probes (by default the"
                        + " successThreshold) must be at most 10000, was 10001");
    }

    @Test
    void moreProbesThanThereMayBeAreRefusedWithTheKey() {
        assertThatThrownBy(() -> over(BreakerConfig.defaults(), "services.Charges.success-threshold", "10001"))
                .hasMessage("Cannot protect io.breakers.contract.Charges: services.Charges.success-threshold = 10001:"
                        + " does not fit the code's configuration: probes (by default the successThreshold) must be at"
                        + " most 10000, was 10001");
    }

    @Test
    void defaultsThatDoNotFitTheRegistryAreRefusedWhenItIsMade() {
        assertThatThrownBy(() -> registry(settings("defaults.open-for-multiplier", "2")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use the settings: defaults.open-for-multiplier = 2: needs open-for-max: the wait"
                        + " that it lengthens has no limit");
    }

    @Test
    void methodsThatShareABreakerAreSetTogether() {
        Settings shared = settings("services.Charges.methods.backend.probes", "7", "services.Charges.open-for", "7s");
        BreakerRegistry registry = with(shared, builder -> builder.share("backend", "ping", "chargeBack"));

        assertThat(configOf(registry, "backend").probes()).isEqualTo(7);
        assertThat(configOf(registry, "find").probes()).isEqualTo(1);
    }

    @Test
    void oneOfTheMethodsThatShareABreakerIsNotSetAlone() {
        Settings one = settings("services.Charges.methods.ping.probes", "7");

        assertThatThrownBy(() -> with(one, builder -> builder.share("backend", "ping", "chargeBack")))
                .hasMessage(
                        "Cannot protect io.breakers.contract.Charges: services.Charges.methods.ping.probes = 7: is about one of the methods that share the"
                                + " breaker backend; name that instead of the method");
    }

    @Test
    void aBreakerWithoutAnInterfaceHasSettingsLikeAService() {
        BreakerRegistry registry = registry(settings(
                "defaults.open-for", "9s", "services.stock.probes", "2", "services.rates.methods.call.probes", "4"));

        assertThat(registry.breaker("stock").config().probes()).isEqualTo(2);
        assertThat(registry.breaker("stock").config().openFor()).isEqualTo(OpenWait.fixed(Duration.ofSeconds(9)));
        assertThat(registry.breaker("rates", probes(3)).config().probes()).isEqualTo(4);
        assertThat(registry.breaker("rates").config().openFor()).isEqualTo(OpenWait.fixed(Duration.ofSeconds(60)));
    }

    @Test
    void aBreakerWithoutAnInterfaceWhoseSettingsDoNotFitIsNotMade() {
        BreakerRegistry registry = registry(settings("services.stock.open-for-max", "2m"));

        assertThatThrownBy(() -> registry.breaker("stock"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use the settings: services.stock.open-for-max = 2m: needs open-for-multiplier: the"
                        + " wait does not grow");
        assertThat(registry.find("stock")).isEmpty();
    }
}
