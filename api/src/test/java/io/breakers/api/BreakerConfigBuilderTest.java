package io.breakers.api;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a configuration holds, and what its builder refuses, in whole sentences. */
class BreakerConfigBuilderTest {
    private static Arguments refused(
            Consumer<BreakerConfigBuilder> call, Class<? extends Exception> type, String message) {
        return Arguments.of(call, type, message);
    }

    private static Arguments refused(Consumer<BreakerConfigBuilder> call, String message) {
        return refused(call, IllegalArgumentException.class, message);
    }

    private static Arguments missing(Consumer<BreakerConfigBuilder> call, String message) {
        return refused(call, NullPointerException.class, message);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(config -> config.failureThreshold(0), "failureThreshold must be at least 1, was 0"),
                refused(config -> config.failureThreshold(-7), "failureThreshold must be at least 1, was -7"),
                refused(config -> config.openFor(Duration.ZERO), "openFor must be at least 1 ns, was 0 s"),
                refused(config -> config.openFor(ofSeconds(-5)), "openFor must be at least 1 ns, was -5 s"),
                missing(config -> config.openFor((Duration) null), "openFor"),
                missing(config -> config.openFor((OpenWait) null), "openFor"),
                refused(config -> config.successThreshold(0), "successThreshold must be at least 1, was 0"),
                refused(config -> config.probes(0), "probes must be at least 1, was 0"),
                refused(config -> config.probes(10_001), "probes must be at most 10000, was 10001"),
                refused(
                        config -> config.successThreshold(10_001).build(),
                        "probes (by default the successThreshold) must be at most 10000, was 10001"),
                refused(config -> config.probeLease(Duration.ZERO), "probeLease must be at least 1 ns, was 0 s"),
                refused(config -> config.probeLease(ofNanos(-1)), "probeLease must be at least 1 ns, was -1 ns"),
                missing(config -> config.probeLease(null), "probeLease"),
                missing(config -> config.ignoreWhen(null), "ignoreWhen"),
                missing(config -> config.failWhen(null), "failWhen"),
                missing(config -> config.failOnResult(null), "failOnResult"),
                missing(config -> config.ignoreResult(null), "ignoreResult"),
                missing(config -> config.rejectAs(null, rejection -> rejection), "type"),
                missing(config -> config.rejectAs(IOException.class, null), "function"),
                missing(config -> config.rules((TripRule) null), "rule"),
                missing(config -> config.rules((TripRule[]) null), "rules"),
                missing(config -> config.ignore((Class<IOException>) null), "types"),
                missing(config -> config.ignore((Class<IOException>[]) null), "types"),
                missing(config -> config.failOn((Class<IOException>) null), "types"),
                missing(config -> config.failOn((Class<IOException>[]) null), "types"),
                refused(config -> config.rules(), "rules needs at least one rule, else the breaker could never trip"),
                refused(
                        config -> config.rules(TripRule.badCallRate(0.5, ofSeconds(1), Window.ofCalls(5))
                                        .minimumCalls(6))
                                .build(),
                        "minimumCalls (6) exceeds the window of 5 calls: the rule could never fire"),
                missing(config -> config.fallbackOn((FallbackOn) null), "fallbackOn"),
                missing(config -> config.fallbackOn((Predicate<Throwable>) null), "fallbackOn"),
                refused(config -> config.maxConcurrentFallbacks(0), "maxConcurrentFallbacks must be at least 1, was 0"),
                missing(config -> config.listener(null), "listener"),
                missing(config -> config.ticker(null), "ticker"),
                missing(config -> config.tripWhen(null), "rule"),
                refused(
                        config -> config.tripWhen(TripRule.failureRate(0.5, Window.ofCalls(100))
                                        .minimumCalls(101))
                                .build(),
                        "minimumCalls (101) exceeds the window of 100 calls: the rule could never fire"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void nonsenseIsRefusedAtOnce(Consumer<BreakerConfigBuilder> call, Class<? extends Exception> type, String message) {
        assertThatThrownBy(() -> call.accept(BreakerConfig.builder()))
                .isExactlyInstanceOf(type)
                .hasMessage(message);
    }

    @Test
    void theLimitsThemselvesAreTaken() {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(ofNanos(1))
                .successThreshold(Integer.MAX_VALUE)
                .probes(10_000)
                .probeLease(ofNanos(1))
                .maxConcurrentFallbacks(1)
                .tripWhen(TripRule.failureRate(1, Window.ofCalls(100)).minimumCalls(100))
                .tripWhen(
                        TripRule.failureRate(1, Window.ofDuration(ofNanos(20))).minimumCalls(Integer.MAX_VALUE))
                .build();

        assertThat(config.probes()).isEqualTo(10_000);
        assertThat(config.successThreshold()).isEqualTo(Integer.MAX_VALUE);
        assertThat(BreakerConfig.builder().successThreshold(10_000).build().probes())
                .isEqualTo(10_000);
    }

    @Test
    void theDefaultsAreTheSeed() {
        BreakerConfig config = BreakerConfig.defaults();

        assertThat(config)
                .hasToString(
                        "trips at 5 consecutive failures; open for 1 min; closes after 2 successes, 2 probes at a time");
        assertThat(config.rules()).containsExactly(TripRule.consecutiveFailures(5));
        assertThat(config.openFor()).isEqualTo(OpenWait.fixed(ofSeconds(60)));
        assertThat(config.successThreshold()).isEqualTo(2);
        assertThat(config.probes()).isEqualTo(2);
        assertThat(config.probeLease()).isEqualTo(ofMinutes(1));
        assertThat(config.ignored()).isNull();
        assertThat(config.failures()).isNull();
        assertThat(config.failedResults()).isNull();
        assertThat(config.failsOnCancellation()).isFalse();
        assertThat(config.fallbackOn()).isEqualTo(FallbackOn.REJECTION_OR_FAILURE);
        assertThat(config.fallbackWhen()).isNull();
        assertThat(config.maxConcurrentFallbacks()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.measuresTime()).isFalse();
        assertThat(config.listeners()).isEmpty();
        assertThat(config.ticker()).isSameAs(Ticker.system());
    }

    @Test
    void describesItselfInTheSingularToo() {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(1)
                .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(10)))
                .openFor(ofSeconds(5))
                .successThreshold(1)
                .build();

        assertThat(config)
                .hasToString("trips at 1 failure, or 50 % of the last 10 calls failed; open for 5 s;"
                        + " closes after 1 success, 1 probe at a time");
    }

    @Test
    void describesTheMinimumOfCallsUnlessItIsTheWindow() {
        TripRule full = TripRule.failureRate(0.5, Window.ofCalls(100));
        TripRule early = TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(1);
        TripRule timed = TripRule.slowCallRate(0.8, ofSeconds(1), Window.ofDuration(ofSeconds(10)));

        assertThat(BreakerConfig.builder().rules(full, early, timed).build())
                .asString()
                .startsWith("trips at 50 % of the last 100 calls failed,"
                        + " or 50 % of the last 100 calls failed (at least 1 call),"
                        + " or 80 % of the last 10 s took 1 s or longer (at least 20 calls); open for");
    }

    @Test
    void describesWhatIsIgnoredAndWhatFails() {
        BreakerConfig config = BreakerConfig.builder()
                .ignore(IllegalArgumentException.class, TimeoutException.class)
                .ignoreWhen(thrown -> false)
                .ignoreResult(result -> false)
                .failOn(IOException.class)
                .failOnResult(result -> false)
                .failOnResult(result -> true)
                .failOnCancellation()
                .build();

        assertThat(config)
                .asString()
                .endsWith("; ignores IllegalArgumentException, TimeoutException, and what a predicate selects;"
                        + " ignores results that a predicate selects; fails only on IOException;"
                        + " fails on results that 2 predicates select; fails on cancellation");
        assertThat(BreakerConfig.builder().failWhen(thrown -> true).build())
                .asString()
                .endsWith("; fails only on what a predicate selects");
    }

    @Test
    void theFirstNamedRuleReplacesTheDefaultAndOthersAreAdded() {
        TripRule one = TripRule.failureRate(0.5, Window.ofCalls(10));
        TripRule two = TripRule.failures(3, ofSeconds(10));

        assertThat(BreakerConfig.builder().tripWhen(one).build().rules()).containsExactly(one);
        assertThat(BreakerConfig.builder().tripWhen(one).tripWhen(two).build().rules())
                .containsExactly(one, two);
        assertThat(BreakerConfig.builder()
                        .tripWhen(one)
                        .failureThreshold(9)
                        .failureThreshold(3)
                        .build()
                        .rules())
                .containsExactly(TripRule.consecutiveFailures(3), one);
    }

    @Test
    void theLeaseIsTheBaseWaitAndAtLeastThirtySeconds() {
        assertThat(leaseOf(ofSeconds(29))).isEqualTo(ofSeconds(30));
        assertThat(leaseOf(ofSeconds(30))).isEqualTo(ofSeconds(30));
        assertThat(leaseOf(ofSeconds(31))).isEqualTo(ofSeconds(31));
        assertThat(BreakerConfig.builder().probeLease(ofSeconds(3)).build().probeLease())
                .isEqualTo(ofSeconds(3));
    }

    private static Duration leaseOf(Duration wait) {
        return BreakerConfig.builder().openFor(wait).build().probeLease();
    }

    @Test
    void predicatesOfTypesAndOfConditionsAreOred() {
        BreakerConfig config = BreakerConfig.builder()
                .ignore(IOException.class, TimeoutException.class)
                .ignoreWhen(thrown -> "fine".equals(thrown.getMessage()))
                .failOn(ArithmeticException.class)
                .failWhen(thrown -> "bad".equals(thrown.getMessage()))
                .failOnResult(""::equals)
                .failOnResult(result -> result == null)
                .build();

        assertThat(config.ignored())
                .accepts(new FileNotFoundException(), new TimeoutException(), new Exception("fine"))
                .rejects(new Exception(), new Exception("bad"));
        assertThat(config.failures())
                .accepts(new ArithmeticException(), new Exception("bad"))
                .rejects(new Exception("fine"), new IOException());
        assertThat(config.failedResults()).accepts("", null).rejects("paid");
    }

    @Test
    void aBuilderThatIsUsedOnDoesNotChangeWhatItBuilt() {
        BreakerConfigBuilder builder = BreakerConfig.builder().listener(breaker -> BreakerListener.NONE);
        BreakerConfig built = builder.build();

        builder.failureThreshold(9).listener(breaker -> BreakerListener.NONE).tripWhen(TripRule.consecutiveFailures(2));

        assertThat(built.rules()).containsExactly(TripRule.consecutiveFailures(5));
        assertThat(built.listeners()).hasSize(1);
    }

    @Test
    void whatAConfigurationGivesCannotBeChanged() {
        assertThatThrownBy(() -> BreakerConfig.defaults().rules().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> BreakerConfig.defaults().listeners().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** Museum I3: by reflection, so that a setting which is forgotten in the copy is found out. */
    @Test
    void i3_aCopyHasEverySetting() throws IllegalAccessException {
        BreakerConfig original = BreakerConfig.builder()
                .failureThreshold(3)
                .tripWhen(TripRule.failures(3, ofSeconds(10)))
                .openFor(ofSeconds(7))
                .enforce(0.25)
                .successThreshold(4, 7)
                .probes(6)
                .growProbes(1.5)
                .probeLease(ofSeconds(8))
                .ignoreWhen(thrown -> true)
                .failWhen(thrown -> true)
                .failOnResult(result -> true)
                .ignoreResult(result -> true)
                .failOnCancellation()
                .rejectAs(IOException.class, IOException::new)
                .fallbackOn(FallbackOn.REJECTION)
                .fallbackOn(cause -> true)
                .maxConcurrentFallbacks(5)
                .measureTime()
                .listener(breaker -> BreakerListener.NONE)
                .ticker(() -> 0)
                .build();
        BreakerConfig copy = original.toBuilder().build();

        for (Field field : BreakerConfig.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(original));
                assertThat(field.get(original)).as(field.getName()).isNotEqualTo(field.get(BreakerConfig.defaults()));
            }
        }
    }

    @Test
    void r25_rulesReplaceNamedOnesAndTheDefault() {
        TripRule loose = TripRule.failures(100, ofSeconds(1));
        BreakerConfig base = BreakerConfig.builder()
                .failureThreshold(3)
                .tripWhen(TripRule.failures(3, ofSeconds(10)))
                .build();

        assertThat(base.toBuilder().rules(loose).build().rules()).containsExactly(loose);
        assertThat(BreakerConfig.builder().rules(loose).build().rules()).containsExactly(loose);
    }

    @Test
    void r25_moreRulesAddToTheReplacedOnes() {
        TripRule loose = TripRule.failures(100, ofSeconds(1));
        TripRule more = TripRule.consecutiveFailures(50);
        BreakerConfig config = BreakerConfig.builder()
                .rules(loose)
                .tripWhen(more)
                .failureThreshold(9)
                .build();

        assertThat(config.rules()).containsExactly(TripRule.consecutiveFailures(9), loose, more);
    }

    @Test
    void theFunctionForATypeIsTheOneGivenLast() {
        Function<CallRejectedException, IOException> later = IOException::new;
        BreakerConfig config = BreakerConfig.builder()
                .rejectAs(IOException.class, IOException::new)
                .rejectAs(TimeoutException.class, rejection -> new TimeoutException())
                .rejectAs(IOException.class, later)
                .build();

        assertThat(config.rejectAs().keySet()).containsExactly(TimeoutException.class, IOException.class);
        assertThat(config.rejectAs().get(IOException.class)).isSameAs(later);
        assertThat(BreakerConfig.defaults().rejectAs()).isEmpty();
    }

    @Test
    void ignoredResultsMayBeGivenMoreThanOnce() {
        Predicate<Object> ignored = BreakerConfig.builder()
                .ignoreResult("cached"::equals)
                .ignoreResult("stale"::equals)
                .build()
                .ignoredResults();

        assertThat(ignored).accepts("cached", "stale").rejects("new", null);
        assertThat(BreakerConfig.defaults().ignoredResults()).isNull();
    }

    @Test
    void whenAFallbackAnswersIsSaidByTheLastCall() {
        BreakerConfig predicate = BreakerConfig.builder()
                .fallbackOn(FallbackOn.REJECTION)
                .fallbackOn(cause -> true)
                .build();
        BreakerConfig word =
                predicate.toBuilder().fallbackOn(FallbackOn.REJECTION).build();

        assertThat(predicate.fallbackWhen()).isNotNull();
        assertThat(word.fallbackWhen()).isNull();
        assertThat(word.fallbackOn()).isEqualTo(FallbackOn.REJECTION);
    }

    @Test
    void whatWasSwitchedOnCanBeSwitchedOff() {
        BreakerConfig on = BreakerConfig.builder()
                .failOn(IllegalStateException.class)
                .failOnCancellation()
                .measureTime()
                .build();
        BreakerConfig off = on.toBuilder()
                .failOnAll()
                .ignoreCancellation()
                .measureTimeWhereNeeded()
                .build();

        assertThat(off.failures()).isNull();
        assertThat(off.failsOnCancellation()).isFalse();
        assertThat(off.measuresTime()).isFalse();
        assertThat(on.measuresTime()).isTrue();
    }

    @Test
    void failOnAllLetsFailOnReplaceWhatWasSaidBefore() {
        BreakerConfig replaced = BreakerConfig.builder()
                .failOn(IllegalStateException.class)
                .failOnAll()
                .failOn(IllegalArgumentException.class)
                .build();

        assertThat(replaced.failures()).accepts(new IllegalArgumentException()).rejects(new IllegalStateException());
    }
}
