package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.CardDeclinedException;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Page;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/guide/migrating.md says of Resilience4j. That both breakers judge alike, and where not, is tested on random
 * sequences beside the engine ({@code PeersTest}, {@code SharedProbesPeerTest}).
 */
class FromResilience4jTest {
    private static final Page PAGE = Page.of("docs/guide/migrating.md");
    private static final PaymentService STRIPE = new StripePayments();

    /** The breaker before and the one after, which see the same calls. */
    private static final class Pair {
        private final CircuitBreaker before;
        private final PaymentService payments;
        private final Breaker after;

        Pair() throws Exception {
            this.before = before(STRIPE);
            this.payments = after(STRIPE);
            this.after = Breakers.inspect(payments).breaker("charge");
        }

        private static CircuitBreaker before(PaymentService stripe) throws Exception {
            CircuitBreaker breaker = CircuitBreaker.of(
                    "stripe",
                    CircuitBreakerConfig.custom()
                            .failureRateThreshold(50)
                            .slidingWindow(100, 20, SlidingWindowType.COUNT_BASED)
                            .waitDurationInOpenState(Duration.ofSeconds(10))
                            .permittedNumberOfCallsInHalfOpenState(4)
                            .ignoreExceptions(CardDeclinedException.class)
                            .build());
            String answer = breaker.executeCallable(() -> stripe.charge("Ada", 4200));
            assertThat(answer).isEqualTo("Ada paid 4200");
            return breaker;
        }

        private static PaymentService after(PaymentService stripe) throws Exception {
            BreakerConfig config = BreakerConfig.builder()
                    .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(20))
                    .openFor(Duration.ofSeconds(10))
                    .successThreshold(3, 4)
                    .ignore(CardDeclinedException.class)
                    .build();
            PaymentService payments = Breakers.protect(PaymentService.class, stripe, config);
            String answer = payments.charge("Ada", 4200);
            assertThat(answer).isEqualTo("Ada paid 4200");
            return payments;
        }

        void call(String customer, long cents) {
            Throwable there = catchThrowable(() -> before.executeCallable(() -> STRIPE.charge(customer, cents)));
            Throwable here = catchThrowable(() -> payments.charge(customer, cents));
            assertThat(here == null).isEqualTo(there == null);
            assertThat(after.state()).hasToString(before.getState().toString());
        }

        void becomeHalfOpen() {
            before.transitionToHalfOpenState();
            assertThat(after.endWait("as there")).isTrue();
        }
    }

    @Test
    void bothTripAtTheSameCall() throws Exception {
        var pair = new Pair();
        pair.call("Mallory", 1);
        for (int call = 0; call < 9; call++) {
            pair.call("Ada", 1);
        }
        for (int call = 0; call < 10; call++) {
            assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
            pair.call("Ada", -1);
        }
        assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void bothCloseByThreeOfFourProbes() throws Exception {
        var pair = new Pair();
        for (int call = 0; call < 20; call++) {
            pair.call("Ada", -1);
        }
        pair.becomeHalfOpen();
        pair.call("Ada", -1);
        pair.call("Ada", 1);
        pair.call("Ada", 1);
        pair.call("Ada", 1);
        assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void theDefaultsOfTheTableAreTheirs() {
        CircuitBreakerConfig theirs = CircuitBreakerConfig.ofDefaults();
        assertThat(PAGE.section("## From Resilience4j"))
                .contains("| `failureRateThreshold` | %.0f %% |".formatted(theirs.getFailureRateThreshold()))
                .contains("| `slidingWindowType`, `slidingWindowSize` | %s, %d |"
                        .formatted(theirs.getSlidingWindowType(), theirs.getSlidingWindowSize()))
                .contains("| `minimumNumberOfCalls` | %d |".formatted(theirs.getMinimumNumberOfCalls()))
                .contains("| `slowCallRateThreshold` | %.0f %% |".formatted(theirs.getSlowCallRateThreshold()))
                .contains("| `slowCallDurationThreshold` | %d s |"
                        .formatted(theirs.getSlowCallDurationThreshold().toSeconds()))
                .contains("| `waitDurationInOpenState` | %d s |"
                        .formatted(theirs.getWaitIntervalFunctionInOpenState().apply(1) / 1_000))
                .contains("| `permittedNumberOfCallsInHalfOpenState` | %d |"
                        .formatted(theirs.getPermittedNumberOfCallsInHalfOpenState()))
                .contains("| `maxWaitDurationInHalfOpenState` | %d s, no limit |"
                        .formatted(theirs.getMaxWaitDurationInHalfOpenState().toSeconds()))
                .contains("| `automaticTransitionFromOpenToHalfOpenEnabled` | %s |"
                        .formatted(theirs.isAutomaticTransitionFromOpenToHalfOpenEnabled()))
                .contains("| `writableStackTraceEnabled` | %s |".formatted(theirs.isWritableStackTraceEnabled()));
        assertThat(PAGE.section("## From Spring Cloud CircuitBreaker"))
                .contains("on by default, %d s"
                        .formatted(TimeLimiterConfig.ofDefaults()
                                .getTimeoutDuration()
                                .toSeconds()));
    }

    @Test
    void theWaitOfTheTableIsOurDefault() {
        assertThat(BreakerConfig.defaults().openFor().base()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aWindowOfCallsHasItsSizeAsMinimumThereAndHere() {
        assertThat(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls())
                .isEqualTo(100);
        assertThat(TripRule.failureRate(0.5, Window.ofCalls(20)).minimumCalls()).isEqualTo(20);
        CircuitBreaker theirs = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(100)
                        .build());
        assertThat(failuresUntilOpen(theirs)).isEqualTo(20);
        BreakerConfigBuilder ours = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(20)).minimumCalls(100));
        assertThatIllegalArgumentException().isThrownBy(ours::build).withMessageStartingWith("minimumCalls (100)");
    }

    @Test
    void aWindowOfTimeHasAnotherMinimumThereThanHere() {
        assertThat(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(10)))
                        .minimumCalls())
                .isEqualTo(20);
        CircuitBreaker theirs = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(3600)
                        .build());
        assertThat(failuresUntilOpen(theirs)).isEqualTo(100);
    }

    private static int failuresUntilOpen(CircuitBreaker breaker) {
        int failures = 0;
        while (breaker.getState() == CircuitBreaker.State.CLOSED) {
            breaker.onError(1, TimeUnit.NANOSECONDS, new IOException("down"));
            failures++;
        }
        return failures;
    }

    /** What the table has for a share and a number of probes. */
    static Stream<Arguments> successThresholds() {
        String section = PAGE.section("### Minimum and probes");
        List<List<String>> rows = section.lines()
                .filter(line -> line.startsWith("| ") && line.contains("%") || line.startsWith("| share"))
                .map(line -> List.of(line.substring(2).split("[^0-9]+")))
                .toList();
        List<String> probes = rows.get(0);
        return rows.stream()
                .skip(1)
                .flatMap(row -> IntStream.range(1, row.size())
                        .mapToObj(cell -> Arguments.of(
                                Integer.valueOf(row.get(0)),
                                Integer.valueOf(probes.get(cell)),
                                Integer.valueOf(row.get(cell)))));
    }

    @ParameterizedTest
    @MethodSource("successThresholds")
    void soManySuccessesCloseThereAsTheTableSays(int percent, int probes, int successes) {
        assertThat(successes).isEqualTo(probes * (100 - percent) / 100 + 1);
        assertThat(theirsAfter(percent, probes, 100, probes, successes)).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(theirsAfter(percent, probes, 100, probes, successes - 1)).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void theMinimumLimitsTheNumberOfTheirProbes() {
        assertThat(theirsAfter(50, 10, 5, 5, 3)).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(theirsAfter(50, 10, 5, 5, 2)).isEqualTo(CircuitBreaker.State.OPEN);
    }

    private static CircuitBreaker.State theirsAfter(
            int percent, int permitted, int minimum, int probes, int successes) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(percent)
                        .permittedNumberOfCallsInHalfOpenState(permitted)
                        .minimumNumberOfCalls(minimum)
                        .build());
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        for (int probe = 0; probe < probes; probe++) {
            assertThat(breaker.tryAcquirePermission()).isTrue();
            if (probe < successes) {
                breaker.onSuccess(1, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(1, TimeUnit.NANOSECONDS, new IOException("down"));
            }
        }
        return breaker.getState();
    }

    @Test
    void slowProbesAreARateOfTheirOwnThereAndFailedOnesHere() throws Exception {
        CircuitBreaker theirs = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        theirs.transitionToOpenState();
        theirs.transitionToHalfOpenState();
        theirs.onSuccess(61, TimeUnit.SECONDS);
        theirs.onSuccess(1, TimeUnit.SECONDS);
        assertThat(theirs.getState()).isEqualTo(CircuitBreaker.State.CLOSED);

        var time = new ManualTicker();
        Breaker ours = Breakers.breaker(
                "stripe",
                BreakerConfig.builder()
                        .tripWhen(TripRule.slowCallRate(1, Duration.ofSeconds(60), Window.ofCalls(100)))
                        .ticker(time)
                        .build());
        ours.trip("as there");
        ours.endWait("as there");
        ours.run(() -> time.advance(Duration.ofSeconds(61)));
        assertThat(ours.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void whatIsIgnoredWinsThereToo() {
        CircuitBreaker theirs = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .ignoreExceptions(IOException.class)
                        .recordExceptions(ConnectException.class)
                        .build());
        theirs.onError(1, TimeUnit.NANOSECONDS, new ConnectException());

        assertThat(theirs.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void aRegistryHasOneConfigurationForAll() throws IOException {
        PaymentService stripe = STRIPE;
        BreakerConfig config = BreakerConfig.builder().failureThreshold(1).build();
        BreakerRegistry registry = BreakerRegistry.builder().config(config).build();
        PaymentService payments = registry.builder(PaymentService.class, stripe)
                .oneBreaker("backend")
                .fallback(new OfflinePayments())
                .build();
        Breaker backend = registry.find("PaymentService.backend").orElseThrow();

        assertThat(payments.charge("Ada", -1)).isEqualTo("Ada will pay -1");
        assertThat(backend.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void theTableOfMetersHasAllOfTheirs() {
        var meters = new SimpleMeterRegistry();
        var breakers = CircuitBreakerRegistry.ofDefaults();
        breakers.circuitBreaker("stripe");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        String table = PAGE.section("### Meters");

        assertThat(meters.getMeters())
                .isNotEmpty()
                .allSatisfy(
                        meter -> assertThat(table).contains("`" + meter.getId().getName() + "`"))
                .flatMap(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .filteredOn(value -> !List.of("stripe", "not_permitted").contains(value))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(table).contains(value));
        assertThat(meters.get("resilience4j.circuitbreaker.failure.rate")
                        .gauge()
                        .value())
                .isEqualTo(-1);
        assertThat(meters.get("resilience4j.circuitbreaker.slow.call.rate")
                        .gauge()
                        .value())
                .isEqualTo(-1);
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }
}
