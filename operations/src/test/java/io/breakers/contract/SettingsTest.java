package io.breakers.contract;

import static io.breakers.contract.Problems.map;
import static io.breakers.contract.Problems.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakers.operations.Problem;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S57: what a document itself shows to be wrong. */
class SettingsTest {
    @Test
    void allMistakesAreReportedAtOnceWithKeyValueRuleAndRemedy() {
        assertThat(of(
                        "defaults.open-for", "10",
                        "services.Shop.failure-tresholds", "5",
                        "services.Shop.methods.buy.failure-rate", "50",
                        "services.Shop.window-calls", "7"))
                .containsExactly(
                        "defaults.open-for = 10: has no unit; write 10s or 10ms, whichever is meant",
                        "services.Shop.failure-tresholds = 5: has an unknown key, failure-tresholds;"
                                + " did you mean failure-threshold?",
                        "services.Shop.methods.buy.failure-rate = 50: must be a share in (0, 1], such as 0.5 or 50%",
                        "services.Shop.window-calls = 7: needs failure-rate, slow-call-rate or bad-call-rate at the same"
                                + " level, because a level that names a rule replaces all rules before it");
    }

    @Test
    void nothingAtAllIsRefused() {
        assertThatThrownBy(() -> Settings.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("settings");
    }

    @Test
    void aProblemHasItsParts() {
        var refused =
                catchThrowableOfType(SettingsException.class, () -> Settings.of(Map.of("defaults.probes", "none")));

        assertThat(refused.problems())
                .containsExactly(new Problem("defaults.probes", 0, "none", "must be a whole number from 1 to 10000"));
        assertThat(refused)
                .hasMessage("Cannot use the settings: defaults.probes = none: must be a whole number from 1 to 10000");
    }

    @Test
    void theMessageListsSeveralProblemsALineEach() {
        assertThatThrownBy(() -> Settings.of(map("defaults.probes", "0", "defaults.enforce", "2")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("""
                        Cannot use the settings:
                          - defaults.probes = 0: must be a whole number from 1 to 10000
                          - defaults.enforce = 2: must be a share in [0, 1], such as 0.5 or 50%""");
    }

    @Test
    void theMessageOfAnEndlessListEnds() {
        var settings = new HashMap<String, String>();
        for (int i = 0; i < 1_000; i++) {
            settings.put("services.S" + i + ".probes", "x".repeat(1_000) + "\n");
        }

        assertThatThrownBy(() -> Settings.of(settings))
                .message()
                .hasLineCount(52)
                .endsWith("and 950 more")
                .hasSizeLessThan(20_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            open-for | 0s | must be longer than zero
            open-for | -PT1S | must be longer than zero
            open-for | 5 min | must be a duration with a unit, such as 10s, 500ms, 2m, 1h, 1m30s or PT10S
            open-for | 1.5 | has no unit; write 1.5s or 1.5ms, whichever is meant
            open-for | 30s1m | must be a duration with a unit, such as 10s, 500ms, 2m, 1h, 1m30s or PT10S
            open-for | 999999999999999999d | is too long for a duration
            window-duration | 19ns | must be at least 20ns
            failure-threshold | 0 | must be a whole number of at least 1
            failure-threshold | 2147483648 | must be a whole number of at least 1
            failure-threshold | 1e3 | must be a whole number of at least 1
            failures | 10000001 | must be a whole number from 1 to 10000000
            failure-rate | 0 | must be a share in (0, 1], such as 0.5 or 50%
            failure-rate | 101% | must be a share in (0, 1], such as 0.5 or 50%
            failure-rate | NaN | must be a share in (0, 1], such as 0.5 or 50%
            open-for-jitter | 100% | must be a share in [0, 1), such as 0.5 or 50%
            open-for-multiplier | 0.9 | must be a number of at least 1, such as 2 or 1.5
            grow-probes | Infinity | must be a number of at least 1, such as 2 or 1.5
            forget-after | -PT1S | must be at least 0ns
            measure-time | yes | must be true or false
            fallback-on | failure | must be rejection or rejection-or-failure
            enforce | 1.01 | must be a share in [0, 1], such as 0.5 or 50%
            ignore | com.acme.Gone | there is no class com.acme.Gone; a class in a class is written Outer$Inner
            ignore | IOException | there is no class IOException; give its package, too
            fail-on | java.lang.String | java.lang.String is no Throwable; name what is thrown
            fail-on | java.lang.Error,, java.io.IOException | has an empty class name; separate class names by single commas
            ignore | '' | has no value; give one, or leave the key out
            """)
    void aBadValueIsRefusedWithItsRule(String key, String value, String rule) {
        String setting = "services.Shop." + key;

        assertThat(of(setting, value)).contains(setting + (value.isEmpty() ? "" : " = " + value) + ": " + rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10s", "10000ms", "PT10S", "pt10s", "10000000us", "10000000000ns", "9s1000ms", "0m10s"})
    void durationsAreTheSameInAllTheirSpellings(String duration) {
        assertThat(of("defaults.open-for", duration, "defaults.open-for-max", "10s"))
                .isEmpty();
        assertThat(of("defaults.open-for", duration, "defaults.open-for-max", "9999ms"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-for", "openFor", "open_for", "OPEN_FOR", "OpenFor"})
    void keysAreRelaxedInWriting(String key) {
        assertThat(Settings.of(Map.of("Services.Shop." + key, "10s")))
                .isEqualTo(Settings.of(Map.of("services.Shop.open-for", "10s")))
                .hasToString("{services.Shop.open-for=10s}");
    }

    @Test
    void oneKeyInTwoSpellingsIsRefused() {
        assertThat(of("defaults.open-for", "10s", "defaults.openFor", "20s"))
                .containsExactly(
                        "defaults.openFor = 20s: is another spelling of defaults.open-for; leave one of them out");
    }

    @Test
    void namesOfServicesAreExact() {
        assertThat(Settings.of(map("services.Shop.probes", "1", "services.shop.probes", "2"))
                        .unused())
                .containsExactly("Shop", "shop");
    }

    @Test
    void namesWithDotsStandInBrackets() {
        var settings = Settings.of(map(
                "services.[com.acme.Shop].probes", "1",
                "services[com.acme.Other].methods[buy(java.lang.String[])].probes", "2",
                "services.Plain.methods.buy(java.lang.String, long).probes", "3"));

        assertThat(settings.unused()).containsExactly("com.acme.Shop", "com.acme.Other", "Plain");
        assertThat(settings.toMap().keySet())
                .containsExactly(
                        "services.[com.acme.Shop].probes",
                        "services.[com.acme.Other].methods.[buy(java.lang.String[])].probes",
                        "services.Plain.methods.[buy(java.lang.String, long)].probes");
        assertThat(Settings.of(settings.toMap())).isEqualTo(settings).hasSameHashCodeAs(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            defaults | says nothing; write defaults.<key>, for example open-for
            services | says nothing; write services.<service>.<key>, for example services.PaymentService.open-for
            services.Shop | says nothing; write services.<service>.<key>, for example services.Shop.open-for
            services.Shop.methods.buy | says nothing; write services.<service>.methods.<method>.<key>
            services.com.acme.Shop.probes | has an unknown key, acme; a name that holds a dot is written in brackets: [com.acme]
            services.Shop.open.for | has an unknown key, open; did you mean open-for?
            services.Shop.method.buy.probes | has an unknown key, method; did you mean methods?
            defaults.methods.buy.probes | has an unknown key, methods; known are KEYS
            default.probes | must begin with defaults or services; did you mean defaults?
            serivces.Shop.probes | must begin with defaults or services; did you mean services?
            open-for | belongs to a level: write defaults.open-for or services.<service>.open-for
            breakers.defaults.probes | begins with breakers, which is left out here: begin with defaults or services
            servi@ces.Shop.probes | must begin with defaults or services; did you mean services?
            spring.port | must begin with defaults or services
            services..probes | is no key: it has an empty part; separate its parts by single dots
            services.[Shop.probes | is no key: it has a bracket that is not closed
            services.[Shop]x.probes | is no key: it needs a dot behind the bracket
            services.Shop.methods.buy(.probes | is no key: it has a bracket that is not closed
            services.Shop).probes | is no key: it closes a bracket that is not open
            '' | is no key: it has an empty part; separate its parts by single dots
            """)
    void aKeyThatIsNoneIsRefusedWithWhatItMayHaveMeant(String key, String rule) {
        String keys = "failure-threshold, failure-rate, slow-call-rate, bad-call-rate, slower-than, window-calls,"
                + " window-duration, minimum-calls, failures, failures-within, open-for, open-for-multiplier,"
                + " open-for-max, open-for-jitter, forget-after, success-threshold, success-threshold-of, probes,"
                + " grow-probes, probe-lease, ignore, fail-on, fail-on-cancellation, fallback-on,"
                + " max-concurrent-fallbacks, measure-time, enforce";

        assertThat(of(key, "1")).containsExactly((key.isEmpty() ? "" : key + " = 1: ") + rule.replace("KEYS", keys));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slow-call-rate=0.5 | slow-call-rate | needs slower-than
            bad-call-rate=0.5 | bad-call-rate | needs slower-than
            slower-than=1s | slower-than | needs slow-call-rate or bad-call-rate
            slower-than=1s failure-rate=0.5 | slower-than | needs slow-call-rate or bad-call-rate
            window-duration=1s | window-duration | needs failure-rate, slow-call-rate or bad-call-rate
            minimum-calls=1 | minimum-calls | needs failure-rate, slow-call-rate or bad-call-rate
            failures=1 | failures | needs failures-within
            failures-within=1s | failures-within | needs failures
            """)
    void aLimitNeedsItsRateAtTheSameLevel(String settings, String key, String rule) {
        assertThat(of(atDefaults(settings)))
                .singleElement()
                .asString()
                .startsWith("defaults." + key + " = ")
                .endsWith(": " + rule
                        + " at the same level, because a level that names a rule replaces all rules before it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failure-rate=0.5 window-calls=10 window-duration=1s | defaults.window-duration = 1s: and window-calls exclude each other; leave one of them out
            failure-rate=0.5 minimum-calls=101 | defaults.minimum-calls = 101: exceeds the window of 100 calls: the rule could never fire
            failure-rate=0.5 minimum-calls=11 window-calls=10 | defaults.minimum-calls = 11: exceeds the window of 10 calls: the rule could never fire
            open-for=1m open-for-max=30s | defaults.open-for-max = 30s: must be at least open-for, which is 1m
            success-threshold=8 success-threshold-of=7 | defaults.success-threshold-of = 7: must be at least success-threshold, which is 8
            failure-rate=5 minimum-calls=11 window-calls=10x | defaults.failure-rate = 5: must be a share in (0, 1], such as 0.5 or 50%; defaults.window-calls = 10x: must be a whole number from 1 to 10000000
            """)
    void valuesMustFitTogether(String settings, String problems) {
        assertThat(String.join("; ", of(atDefaults(settings)))).isEqualTo(problems);
    }

    private static String[] atDefaults(String settings) {
        return ("defaults." + settings.replace(" ", " defaults.")).split("[= ]");
    }

    @Test
    void textOfADocumentStaysOnOneLineInMessages() {
        assertThat(of("services.a\nb.probes", "1\r\u202E2"))
                .singleElement()
                .asString()
                .isEqualTo("services.a?b.probes = 1??2: must be a whole number from 1 to 10000");
    }

    @Test
    void aMissingValueIsAMistake() {
        var settings = new HashMap<String, String>();
        settings.put("defaults.probes", null);

        assertThatThrownBy(() -> Settings.of(settings))
                .hasMessage("Cannot use the settings: defaults.probes: has no value; give one, or leave the key out");
    }

    @Test
    void anEmptyDocumentIsRight() {
        assertThat(Settings.of(Map.of()).unused()).isEmpty();
    }

    @Test
    void aNestedThrowableIsNamedByItsBinaryName() {
        assertThat(of("defaults.ignore", "io.breakers.contract.SettingsTest$Declined, java.io.IOException"))
                .isEmpty();
    }

    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
