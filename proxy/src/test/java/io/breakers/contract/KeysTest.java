package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** S56: a breaker for each key of a method. */
class KeysTest extends EngineSetting {
    interface Charges {
        String charge(Object bank, long cents) throws IOException;

        CompletionStage<String> later(Object bank);

        Mono<String> mono(Object bank);

        Flux<String> flux(Object bank);

        String refund(Object bank);
    }

    private class Backend implements Charges {
        @Override
        public String charge(Object bank, long cents) throws IOException {
            during.run();
            if (down.equals(bank)) {
                throw new IOException("down");
            }
            return "charged " + cents;
        }

        @Override
        public CompletionStage<String> later(Object bank) {
            return down.equals(bank)
                    ? CompletableFuture.failedFuture(new IOException("down"))
                    : CompletableFuture.completedFuture("later");
        }

        @Override
        public Mono<String> mono(Object bank) {
            return down.equals(bank) ? Mono.error(new IOException("down")) : Mono.just("mono");
        }

        @Override
        public Flux<String> flux(Object bank) {
            return down.equals(bank) ? Flux.error(new IOException("down")) : Flux.just("flux", "flux");
        }

        @Override
        public String refund(Object bank) {
            return "refunded";
        }
    }

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final ManualTicker ticker = new ManualTicker();
    private Object down = "none";
    private Runnable during = () -> {};

    private BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(2)
                .openFor(Duration.ofSeconds(10))
                .ticker(ticker);
    }

    private ProtectionBuilder<Charges> builder() {
        return builder(Charges.class, new Backend()).config(config().build());
    }

    private Charges charges(Keys keys) {
        return builder()
                .breakerPer("charge", arguments -> arguments.get(0), keys)
                .build();
    }

    private static List<String> names(Object service) {
        return Breakers.inspect(service).breakers().stream()
                .map(Breaker::name)
                .filter(name -> name.startsWith("Charges.charge"))
                .toList();
    }

    private static void fail(Charges charges, Object bank, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> charges.charge(bank, 1)).isInstanceOf(Exception.class);
        }
    }

    @Test
    void eachKeyHasABreakerOfItsOwn() throws IOException {
        Charges charges = builder()
                .breakerPer(
                        "charge",
                        arguments -> arguments.get(0),
                        Keys.atMost(1_000).idleFor(Duration.ofMinutes(10)))
                .build();
        down = "bank-7";
        fail(charges, "bank-7", 2);

        assertThatThrownBy(() -> charges.charge("bank-7", 1))
                .isInstanceOf(CallRejectedException.class)
                .hasMessageStartingWith("Charges.charge[bank-7] is OPEN: 2 consecutive failures");
        assertThat(charges.charge("bank-8", 5)).isEqualTo("charged 5");

        Protection protection = Breakers.inspect(charges);
        assertThat(names(charges))
                .containsExactly("Charges.charge", "Charges.charge[bank-7]", "Charges.charge[bank-8]");
        assertThat(protection.breaker("charge").stats().calls()).isZero();
        Breaker keyed = protection.breaker("charge", "bank-7");
        assertThat(keyed.state()).isEqualTo(BreakerState.OPEN);
        assertThat(keyed.service()).isEqualTo("Charges");
        assertThat(keyed.method()).isEqualTo("charge");
        assertThat(keyed.serviceType()).isEqualTo(Charges.class);
        assertThat(protection.breaker("charge(Object,long)", "bank-8").stats().successes())
                .isEqualTo(1);
        assertThat(protection.breaker("refund").stats().calls()).isZero();
    }

    @Test
    void aKeyIsAnythingThatTheArgumentsSay() throws IOException {
        var asked = new ArrayList<List<Object>>();
        Charges charges = builder()
                .breakerPer(
                        "charge",
                        arguments -> {
                            asked.add(arguments);
                            return (long) arguments.get(1) % 2;
                        },
                        Keys.atMost(2))
                .build();
        charges.charge(null, 7);
        charges.charge("a", 9);
        charges.charge("a", 10);

        assertThat(asked.get(0)).containsExactly(null, 7L);
        assertThatThrownBy(() -> asked.get(0).set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> asked.get(0).remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> asked.get(0).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Breakers.inspect(charges).breaker("charge", 1L).stats().calls())
                .isEqualTo(2);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[0]", "Charges.charge[1]");
    }

    interface Wide {
        void few(boolean a, byte b, char c, short d);

        void more(int a, float b, long c, double d);

        void mixed(double a, Object b, long c, String[] d);

        void five(int a, long b, Object c, double d, boolean e);

        void none();
    }

    @Test
    void theFunctionGetsArgumentsOfAllTypes() {
        var asked = new ArrayList<List<Object>>();
        var target = new Wide() {
            @Override
            public void few(boolean a, byte b, char c, short d) {}

            @Override
            public void more(int a, float b, long c, double d) {}

            @Override
            public void mixed(double a, Object b, long c, String[] d) {}

            @Override
            public void five(int a, long b, Object c, double d, boolean e) {}

            @Override
            public void none() {}
        };
        ProtectionBuilder<Wide> builder = builder(Wide.class, target);
        for (String method : List.of("few", "more", "mixed", "five", "none")) {
            builder.breakerPer(method, arguments -> asked.add(arguments) ? "key" : null, Keys.atMost(1));
        }
        Wide wide = builder.build();
        String[] array = {"x"};
        wide.few(true, (byte) -1, 'c', (short) -2);
        wide.more(-3, Float.NaN, -4L, -0.0);
        wide.mixed(0.5, "object", Long.MIN_VALUE, array);
        wide.five(1, 2L, null, 3.0, false);
        wide.none();

        assertThat(asked.get(0)).containsExactly(true, (byte) -1, 'c', (short) -2);
        assertThat(asked.get(1)).containsExactly(-3, Float.NaN, -4L, -0.0);
        assertThat(asked.get(2)).containsExactly(0.5, "object", Long.MIN_VALUE, array);
        assertThat(asked.get(3)).containsExactly(1, 2L, null, 3.0, false);
        assertThat(asked.get(4)).isEmpty();
        assertThat(Breakers.inspect(wide).breaker("none", "key").stats().successes())
                .isEqualTo(1);
    }

    @Test
    void withoutAKeyTheMethodsOwnBreakerGuards() throws IOException {
        Charges charges = charges(Keys.atMost(2));
        charges.charge(null, 1);

        assertThat(names(charges)).containsExactly("Charges.charge");
        assertThat(breaker(charges, "charge").stats().successes()).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aFunctionThatThrowsIsReportedOnceAndTheMethodsOwnBreakerGuards() throws IOException {
        Charges charges = builder()
                .breakerPer("charge", arguments -> ((String) arguments.get(0)).length(), Keys.atMost(2))
                .build();
        assertThat(charges.charge(4711, 1)).isEqualTo("charged 1");
        assertThat(charges.charge(4711, 1)).isEqualTo("charged 1");

        assertThat(breaker(charges, "charge").stats().successes()).isEqualTo(2);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0))
                .startsWith("WARNING: Charges.charge: the key of a call threw; the method's own breaker is used"
                        + " (java.lang.ClassCastException");
        assertThat(log.lines().get(1)).startsWith("FINE: ");
    }

    @Test
    void aKeyThatThrowsIsLikeAFunctionThatThrows() throws IOException {
        Charges charges = charges(Keys.atMost(2));
        charges.charge("good", 1);
        charges.charge(
                new Object() {
                    @Override
                    public int hashCode() {
                        throw new IllegalStateException("hash");
                    }
                },
                1);
        charges.charge(
                new Object() {
                    @Override
                    public int hashCode() {
                        return "good".hashCode();
                    }

                    @Override
                    public boolean equals(Object other) {
                        throw new IllegalStateException("equals");
                    }
                },
                1);
        charges.charge(
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("text");
                    }
                },
                1);

        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[good]");
        assertThat(breaker(charges, "charge").stats().successes()).isEqualTo(3);
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void whereTheLongestIdleIsDroppedWhenThereIsNoRoom() throws IOException {
        Charges charges = charges(Keys.atMost(2));
        charges.charge("a", 1);
        charges.charge("b", 1);
        charges.charge("a", 1);
        charges.charge("c", 1);

        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Breakers.inspect(charges).breaker("charge", "b"))
                .withMessage("Charges.charge keeps no breaker for the key b: the first call of a key makes it, and one"
                        + " that is idle may be dropped; breakers() lists those that are there");
    }

    @Test
    void whoIsIdleLongerThanAllowedIsDroppedWhenANewKeyComes() throws IOException {
        Charges charges = charges(Keys.atMost(10).idleFor(Duration.ofMinutes(10)));
        charges.charge("a", 1);
        charges.charge("b", 1);
        ticker.advance(Duration.ofMinutes(5));
        charges.charge("a", 1);
        ticker.advance(Duration.ofMinutes(5));
        charges.charge("c", 1);
        assertThat(names(charges)).as("just 10 minutes").contains("Charges.charge[b]");

        ticker.advance(Duration.ofNanos(1));
        charges.charge("a", 1);
        assertThat(names(charges)).as("no new key").contains("Charges.charge[b]");
        charges.charge("d", 1);
        assertThat(names(charges))
                .containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[c]", "Charges.charge[d]");
    }

    @Test
    void whatIsNotClosedStaysAndOthersOverflow() throws IOException {
        Charges charges = charges(Keys.atMost(1).idleFor(Duration.ofNanos(1)));
        down = "a";
        fail(charges, "a", 2);
        ticker.advance(Duration.ofSeconds(5));
        charges.charge("b", 1);
        charges.charge("c", 1);

        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[*]");
        assertThat(Breakers.inspect(charges)
                        .breaker("charge", Keys.OVERFLOW)
                        .stats()
                        .calls())
                .isEqualTo(2);

        down = "c";
        fail(charges, "c", 2);
        assertThatThrownBy(() -> charges.charge("b", 1)).hasMessageStartingWith("Charges.charge[*] is OPEN: ");
    }

    @Test
    void whoHasACallInFlightStays() throws IOException {
        Charges charges = charges(Keys.atMost(1));
        during = () -> {
            during = () -> {};
            call(charges, "b");
        };
        charges.charge("a", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[*]");

        charges.charge("b", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[b]", "Charges.charge[*]");
    }

    private static void call(Charges charges, Object bank) {
        try {
            charges.charge(bank, 1);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void whoseFallbackIsRunningStays() throws IOException {
        var holder = new Charges[1];
        Charges charges = builder()
                .fallback("charge", (arguments, cause) -> {
                    call(holder[0], "b");
                    return "fallback";
                })
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(1))
                .build();
        holder[0] = charges;
        down = "a";

        assertThat(charges.charge("a", 1)).isEqualTo("fallback");
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[*]");
        assertThat(Breakers.inspect(charges).breaker("charge", "a").stats().fallbacks())
                .isEqualTo(1);
        charges.charge("b", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[b]", "Charges.charge[*]");
    }

    @Test
    void whoIsSetByAnOperatorStays() throws IOException {
        Charges charges = charges(Keys.atMost(1));
        charges.charge("a", 1);
        Protection protection = Breakers.inspect(charges);
        protection.breaker("charge", "a").disable("on purpose");
        charges.charge("b", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[a]", "Charges.charge[*]");

        protection.breaker("charge", "a").reset();
        charges.charge("b", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[b]", "Charges.charge[*]");
        assertThatIllegalArgumentException().isThrownBy(() -> protection.breaker("charge", "a"));
    }

    @Test
    void listenersAreMadeForEachKeyAndClosedWithIt() throws IOException {
        Map<String, RecordingListener> heard = new HashMap<>();
        Charges charges = builder()
                .listener(made -> heard.computeIfAbsent(made.name(), name -> new RecordingListener()))
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(1))
                .build();
        charges.charge("a", 1);
        charges.charge("b", 1);

        assertThat(heard.get("Charges.charge[a]").events()).containsExactly("success", "closed");
        assertThat(heard.get("Charges.charge[b]").events()).containsExactly("success");
        assertThat(heard.get("Charges.charge").events()).isEmpty();

        Breakers.inspect(charges).close();
        assertThat(heard.get("Charges.charge[b]").events()).containsExactly("success", "closed");
        charges.charge("c", 1);
        assertThat(heard).doesNotContainKey("Charges.charge[c]");
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[c]");
    }

    @Test
    void aListenerThatCannotBeMadeIsReportedAndTheMethodsOwnBreakerGuards() throws IOException {
        Charges charges = builder()
                .listener(made -> {
                    if (made.name().contains("[")) {
                        throw new IllegalStateException("full");
                    }
                    return BreakerListener.NONE;
                })
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(1))
                .build();
        assertThat(charges.charge("a", 1)).isEqualTo("charged 1");
        assertThat(charges.charge("b", 1)).isEqualTo("charged 1");

        assertThat(breaker(charges, "charge").stats().successes()).isEqualTo(2);
        assertThat(names(charges)).containsExactly("Charges.charge");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void toReconfigureTheMethodsBreakerReconfiguresAllKeysPresentAndLater() throws IOException {
        var heard = new RecordingListener();
        Charges charges = builder()
                .listener(heard)
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(1))
                .build();
        charges.charge("a", 1);
        Protection protection = Breakers.inspect(charges);
        protection.breaker("charge", Keys.OVERFLOW);
        BreakerConfig strict = protection.breaker("charge").config().toBuilder()
                .failureThreshold(1)
                .build();
        protection.breaker("charge").reconfigure(strict, "stricter");

        assertThat(protection.breaker("charge", "a").config()).isEqualTo(strict);
        assertThat(protection.breaker("charge", "a").revision()).isEqualTo(1);
        assertThat(protection.breaker("charge", Keys.OVERFLOW).revision()).isEqualTo(1);
        assertThat(heard.events()).containsExactly("success", "reconfigured 1", "reconfigured 1", "reconfigured 1");
        charges.charge("b", 1);
        assertThat(protection.breaker("charge", "b").config()).isEqualTo(strict);
        assertThat(protection.breaker("charge", "b").revision()).isZero();
    }

    @Test
    void operatorsActOnOneKey() throws IOException {
        Charges charges = charges(Keys.atMost(2));
        charges.charge("a", 1);
        charges.charge("b", 1);
        Protection protection = Breakers.inspect(charges);
        Breaker ofA = protection.breaker("charge", "a");
        assertThat(ofA.forceOpen("maintenance of a")).isTrue();
        ofA.reconfigure(ofA.config().toBuilder().failureThreshold(7).build());

        assertThatThrownBy(() -> charges.charge("a", 1)).hasMessageContaining("maintenance of a");
        assertThat(charges.charge("b", 1)).isEqualTo("charged 1");
        assertThat(protection.breaker("charge").revision()).isZero();
        assertThat(protection.breaker("charge", "b").revision()).isZero();
    }

    @Test
    void stagesAndPublishersHaveKeysToo() {
        Function<List<Object>, Object> first = arguments -> arguments.get(0);
        Charges charges = builder()
                .breakerPer("later", first, Keys.atMost(1))
                .breakerPer("mono", first, Keys.atMost(1))
                .breakerPer("flux", first, Keys.atMost(1))
                .build();
        down = "a";
        Mono<String> mono = charges.mono("a");
        Flux<String> flux = charges.flux("a");
        for (int i = 0; i < 2; i++) {
            assertThat(charges.later("a")).isCompletedExceptionally();
            assertThatThrownBy(mono::block).hasMessageContaining("down");
            assertThatThrownBy(flux::blockLast).hasMessageContaining("down");
        }

        assertThatThrownBy(() -> charges.later("a").toCompletableFuture().join())
                .hasCauseInstanceOf(CallRejectedException.class)
                .hasMessageContaining("Charges.later[a] is OPEN");
        assertThatThrownBy(mono::block).hasMessageContaining("Charges.mono[a] is OPEN");
        assertThatThrownBy(flux::blockLast).hasMessageContaining("Charges.flux[a] is OPEN");
        assertThat(charges.later("b").toCompletableFuture().join()).isEqualTo("later");
        assertThat(charges.mono("b").block()).isEqualTo("mono");
        assertThat(charges.flux("b").collectList().block()).hasSize(2);
        Protection protection = Breakers.inspect(charges);
        assertThat(protection.breaker("later", Keys.OVERFLOW).stats().successes())
                .isEqualTo(1);
        assertThat(protection.breaker("flux", Keys.OVERFLOW).stats().successes())
                .isEqualTo(1);
        assertThat(protection.breaker("flux", "a").stats().rejected()).isEqualTo(1);
    }

    @Test
    void aStageInFlightKeepsItsBreaker() {
        var pending = new CompletableFuture<String>();
        Charges charges = builder(Charges.class, new Backend() {
                    @Override
                    public CompletionStage<String> later(Object bank) {
                        return "a".equals(bank) ? pending : CompletableFuture.completedFuture("b");
                    }
                })
                .breakerPer("later", arguments -> arguments.get(0), Keys.atMost(1))
                .build();
        charges.later("a");
        charges.later("b");
        Protection protection = Breakers.inspect(charges);
        assertThat(protection.breaker("later", "a").stats().inFlight()).isEqualTo(1);

        pending.complete("a");
        charges.later("b");
        assertThat(protection.breaker("later", "b").stats().successes()).isEqualTo(1);
    }

    @Test
    void fallbacksAndLastGoodValuesAnswerForEachKey() throws IOException {
        Charges charges = builder()
                .config(config().failureThreshold(1).maxConcurrentFallbacks(1).build())
                .lastGood("charge", LastGood.within(Duration.ofMinutes(1)))
                .fallback("charge", (arguments, cause) -> "fallback for " + arguments.get(0))
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(2))
                .build();
        charges.charge("a", 1);
        down = "a";

        assertThat(charges.charge("a", 1)).isEqualTo("charged 1");
        assertThat(charges.charge("a", 2)).isEqualTo("fallback for a");
        assertThat(Breakers.inspect(charges).breaker("charge", "a").stats().fallbacks())
                .isEqualTo(2);
        assertThat(breaker(charges, "charge").stats().fallbacks()).isZero();
    }

    @Test
    void resultsAreJudgedForEachKey() throws IOException {
        BreakerConfig judging = config().failOnResult("charged 1"::equals).build();
        Charges charges = builder()
                .config(judging)
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(2))
                .build();
        Charges answered = builder()
                .config(judging)
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(2))
                .fallback("charge", (arguments, cause) -> "fallback")
                .build();

        assertThat(charges.charge("a", 1)).isEqualTo("charged 1");
        assertThat(charges.charge("a", 5)).isEqualTo("charged 5");
        assertThat(answered.charge("a", 1)).isEqualTo("fallback");
        assertThat(answered.charge("a", 5)).isEqualTo("charged 5");
        for (Charges each : List.of(charges, answered)) {
            var stats = Breakers.inspect(each).breaker("charge", "a").stats();
            assertThat(stats.failures()).isEqualTo(1);
            assertThat(stats.successes()).isEqualTo(1);
        }
    }

    @Test
    void theLimitOfFallbacksIsThatOfEachKey() throws IOException {
        var holder = new Charges[1];
        Charges charges = builder()
                .config(config().maxConcurrentFallbacks(1).failureThreshold(1).build())
                .fallback("charge", (arguments, cause) -> {
                    if (arguments.get(1).equals(1L)) {
                        assertThatThrownBy(() -> holder[0].charge("a", 2)).isInstanceOf(CallRejectedException.class);
                        holder[0].charge("b", 2);
                    }
                    return "fallback";
                })
                .breakerPer("charge", arguments -> arguments.get(0), Keys.atMost(2))
                .build();
        holder[0] = charges;
        down = "a";

        assertThat(charges.charge("a", 1)).isEqualTo("fallback");
        Breaker own = Breakers.inspect(charges).breaker("charge", "a");
        assertThat(own.stats().fallbacks()).isEqualTo(1);
        assertThat(own.stats().rejected()).isEqualTo(1);
        assertThat(charges.charge("a", 2)).isEqualTo("fallback");
    }

    @Test
    void aNameIsOneShortLineWhateverTheKeySaysOfItself() throws IOException {
        Charges charges = charges(Keys.atMost(9));
        charges.charge("two\nlines\u202e", 1);
        charges.charge("x".repeat(1_000) + "a", 1);
        charges.charge("x".repeat(1_000) + "b", 1);
        charges.charge("*", 1);
        charges.charge("", 1);

        assertThat(names(charges)).hasSize(6).doesNotHaveDuplicates().contains("Charges.charge[]");
        assertThat(names(charges))
                .allSatisfy(name -> assertThat(name)
                        .hasSizeLessThanOrEqualTo("Charges.charge[]".length() + 100)
                        .matches("\\P{C}*"));
        assertThat(names(charges)).anyMatch(name -> name.matches("Charges.charge\\[two lines #[0-9a-f]{8}]"));
        assertThat(names(charges)).anyMatch(name -> name.matches("Charges.charge\\[\\*#[0-9a-f]{8}]"));
    }

    @Test
    void theOverflowBreakerIsThereBeforeItIsNeeded() throws IOException {
        Charges charges = charges(Keys.atMost(1));
        Breaker overflow = Breakers.inspect(charges).breaker("charge", Keys.OVERFLOW);
        assertThat(overflow.name()).isEqualTo("Charges.charge[*]");
        charges.charge(Keys.OVERFLOW, 1);
        assertThat(overflow.stats().calls()).isEqualTo(1);
        assertThat(Keys.OVERFLOW).hasToString("*");
    }

    @Test
    void whatCannotBeKeyedIsRefusedWithARemedy() {
        Function<List<Object>, Object> first = arguments -> arguments.get(0);
        Keys keys = Keys.atMost(1);
        assertThatIllegalArgumentException()
                .isThrownBy(builder()
                        .breakerPer("charge", first, keys)
                        .breakerPer("charge(Object,long)", first, keys)
                        .breakerPer("pay", first, keys)
                        .breakerPer("refund", first, keys)
                        .breakerPer("later", first, keys)
                        .share("asynchronous", "later", "mono")
                        .unprotected("refund")::build)
                .withMessage("Cannot protect " + Charges.class.getTypeName() + ":"
                        + "\n  - breakerPer was given twice for charge; give it once"
                        + "\n  - breakerPer names pay, which it does not have; it has charge,"
                        + " flux, later, mono, refund"
                        + "\n  - breakerPer was given for later, which shares the breaker asynchronous; leave out one of"
                        + " them"
                        + "\n  - breakerPer was given for refund, which goes straight to the target; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(builder().oneBreaker("backend").breakerPer("charge", first, keys)::build)
                .withMessageContaining(
                        "breakerPer was given for charge, which shares the breaker backend; leave out one of them");
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.atMost(0))
                .withMessage("atMost must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.atMost(1).idleFor(Duration.ZERO))
                .withMessage("idleFor must be positive, was PT0S");
        assertThatNullPointerException()
                .isThrownBy(() -> Keys.atMost(1).idleFor(null))
                .withMessage("duration");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().breakerPer(null, list -> 1, Keys.atMost(1)))
                .withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().breakerPer("charge", null, Keys.atMost(1)))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().breakerPer("charge", list -> 1, null))
                .withMessage("keys");
        Protection protection = Breakers.inspect(charges(Keys.atMost(1)));
        assertThatNullPointerException()
                .isThrownBy(() -> protection.breaker(null, "a"))
                .withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> protection.breaker("charge", null))
                .withMessage("key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protection.breaker("refund", "a"))
                .withMessage("Charges.refund has no breakers per key; give breakerPer(\"refund\", ..) to its builder");
        assertThat(Keys.atMost(3).idleFor(Duration.ofMinutes(10))).hasToString("at most 3 keys, idle for PT10M");
    }

    @Test
    void onTheSystemsTimeTheOrderOfCallsDecidesAndBusyKeysCountAsJustCalled() throws IOException {
        Charges charges = builder(Charges.class, new Backend())
                .breakerPer(
                        "charge", arguments -> arguments.get(0), Keys.atMost(2).idleFor(Duration.ofNanos(1)))
                .breakerPer("refund", arguments -> arguments.get(0), Keys.atMost(2))
                .build();
        charges.charge("a", 1);
        for (int i = 0; i < 100; i++) {
            charges.charge("busy", 1);
        }
        charges.charge("c", 1);
        assertThat(names(charges)).containsExactly("Charges.charge", "Charges.charge[busy]", "Charges.charge[c]");

        for (int i = 0; i < 1_000; i++) {
            charges.refund("a");
            charges.refund("b");
        }
        charges.refund("a");
        charges.refund("c");
        assertThat(Breakers.inspect(charges).breaker("refund", "a").stats().calls())
                .isEqualTo(1_001);
    }
}
