package io.breakers.contract;

import static io.breakers.contract.Problems.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.operations.Bake;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.proxy.Keys;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S59: a document on trial. */
class BakeTest {
    private static final Bake NONE_MAY_TRIP = Bake.of(Duration.ofMinutes(10)).atMostTrips(0);
    private static final Settings STRICT = settings("defaults.failure-threshold", "1");

    private final ManualTicker time = new ManualTicker();
    private final BreakerRegistry registry = BreakerRegistry.builder()
            .quiet()
            .config(BreakerConfig.builder().ticker(time).build())
            .build();
    private final Breaker stock = registry.breaker("stock");
    private final Breaker rates = registry.breaker("rates");
    private final LogLines log = new LogLines("io.breakers.operations");

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static void fail(Breaker breaker) {
        assertThatThrownBy(() -> breaker.call(() -> {
                    throw new IllegalStateException("down");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private void assertInForce() {
        assertThat(registry.settings()).isSameAs(STRICT);
        assertThat(rates.config().rules()).hasToString("[1 failure]");
    }

    private void assertGoneBack() {
        assertThat(registry.settings().toMap()).isEmpty();
        assertThat(rates.config().rules()).hasToString("[5 consecutive failures]");
        assertThat(stock.config().rules()).hasToString("[5 consecutive failures]");
    }

    @Test
    void aTripTooManyPutsTheDocumentBeforeInForce() {
        registry.apply(STRICT, NONE_MAY_TRIP);
        assertInForce();

        fail(stock);

        assertGoneBack();
        assertThat(stock.state()).hasToString("OPEN");
        assertThat(stock.revision()).isEqualTo(2);
        assertThat(log.nextBesidesChanges())
                .containsExactly("WARNING settings rolled back, because 1 of 2 changed breakers tripped within 10m, of"
                        + " which 0 may: stock: defaults.failure-threshold left out");
        assertThat(registry.rollback()).isFalse();
    }

    @Test
    void breakersAreCountedOnceEach() {
        registry.apply(STRICT, Bake.of(Duration.ofMinutes(10)).atMostTrips(1));
        fail(stock);
        stock.reset();
        fail(stock);
        assertInForce();

        fail(rates);

        assertGoneBack();
    }

    @Test
    void tripsByPeopleDoNotCount() {
        registry.apply(STRICT, NONE_MAY_TRIP);

        stock.trip("drill");
        rates.forceOpen("drill");

        assertInForce();
    }

    @Test
    void aProbeThatFailsIsNoTrip() {
        fail(stock, 5);
        registry.apply(STRICT, NONE_MAY_TRIP);
        time.advance(Duration.ofMinutes(1));

        fail(stock);

        assertThat(stock.state()).hasToString("OPEN");
        assertInForce();
    }

    private static void fail(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            fail(breaker);
        }
    }

    @Test
    void tripsAreCountedAsLongAsItLastsByTheTickerOfTheBreaker() {
        registry.apply(STRICT, NONE_MAY_TRIP);
        time.advance(Duration.ofMinutes(10).plusNanos(1));
        fail(stock);
        assertInForce();

        registry.rollback();
        registry.apply(STRICT, NONE_MAY_TRIP);
        time.advance(Duration.ofMinutes(10));
        fail(rates);
        assertGoneBack();
    }

    @Test
    void breakersThatTheDocumentDoesNotChangeDoNotCount() {
        Settings one = settings("services.stock.failure-threshold", "1");
        registry.apply(one, NONE_MAY_TRIP);

        fail(rates, 5);
        assertThat(registry.settings()).isSameAs(one);

        fail(stock);
        assertGoneBack();
    }

    @Test
    void breakersThatAreMadeMeanwhileCountIfTheDocumentChangesThem() {
        BreakerConfig code =
                BreakerConfig.builder().ticker(time).failureThreshold(2).build();
        registry.apply(STRICT, NONE_MAY_TRIP);
        fail(registry.breaker("unchanged", code), 2);
        assertInForce();

        Breaker late = registry.breaker("late");
        time.advance(Duration.ofMinutes(10));
        fail(late);

        assertGoneBack();
        assertThat(late.config().rules()).hasToString("[5 consecutive failures]");
    }

    @Test
    void aFurtherDocumentEndsIt() {
        registry.apply(settings("defaults.probes", "3"), NONE_MAY_TRIP);
        registry.apply(STRICT);

        fail(stock);

        assertInForce();
    }

    @Test
    void aDocumentThatIsRefusedDoesNotEndIt() {
        registry.apply(STRICT, NONE_MAY_TRIP);
        assertThatThrownBy(() -> registry.apply(settings("services.stock.open-for-max", "2m")))
                .isInstanceOf(IllegalArgumentException.class);

        fail(stock);

        assertGoneBack();
    }

    @Test
    void aRollbackByHandEndsIt() {
        registry.apply(STRICT);
        registry.apply(settings("defaults.failure-threshold", "2"), NONE_MAY_TRIP);
        registry.rollback();

        fail(stock);

        assertInForce();
        assertThat(log.nextBesidesChanges()).isEmpty();
    }

    @Test
    void aBreakerThatIsClosedCountsNoMore() {
        registry.apply(STRICT, NONE_MAY_TRIP);
        stock.close();

        fail(stock);

        assertInForce();
    }

    @Test
    void aDryRunThatTripsCounts() {
        Settings dry = settings("defaults.failure-threshold", "1", "defaults.enforce", "0");
        registry.apply(dry, NONE_MAY_TRIP);

        fail(stock);

        assertGoneBack();
    }

    @Test
    void theBreakersOfKeysCountLikeThatOfTheirMethod() {
        Charges charges = registry.builder(Charges.class, new Charges.Real())
                .breakerPer("charge(String,long)", arguments -> arguments.get(1), Keys.atMost(5))
                .build();
        charges.charge("early", 0);
        registry.apply(
                settings("services.Charges.failure-threshold", "1"),
                Bake.of(Duration.ofMinutes(10)).atMostTrips(1));

        failForKey(charges, 0);
        assertThat(registry.settings().toMap()).isNotEmpty();
        failForKey(charges, 1);

        assertGoneBack();
        assertThat(log.nextBesidesChanges())
                .containsExactly("WARNING settings rolled back, because 2 of 7 changed breakers tripped within 10m, of"
                        + " which 1 may: Charges.charge(String,long)[0], Charges.charge(String,long)[1]:"
                        + " services.Charges.failure-threshold left out");
    }

    private static void failForKey(Charges charges, long key) {
        assertThatThrownBy(() -> charges.charge("down", key)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTickerThatThrowsKeepsNoDocumentFromGoingBack() {
        var broken = new boolean[1];
        BreakerConfig timeless = BreakerConfig.builder()
                .ticker(() -> {
                    if (broken[0]) {
                        throw new IllegalStateException("no time");
                    }
                    return 0;
                })
                .build();
        BreakerRegistry late =
                BreakerRegistry.builder().quiet().config(timeless).build();
        Breaker one = late.breaker("one");
        late.apply(STRICT, NONE_MAY_TRIP);
        broken[0] = true;
        Breaker other = late.breaker("other");
        fail(other);

        assertThat(late.settings().toMap()).isEmpty();
        assertThat(one.revision()).isEqualTo(2);
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> Bake.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("duration");
        assertThatThrownBy(() -> Bake.of(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration of a bake must be positive, was PT0S");
        assertThatThrownBy(() -> NONE_MAY_TRIP.atMostTrips(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atMostTrips must be at least 0, was -1");
        assertThat(NONE_MAY_TRIP).isEqualTo(Bake.of(Duration.ofMinutes(10))).hasToString("PT10M with at most 0 trips");
        registry.apply(STRICT, Bake.of(Duration.ofSeconds(Long.MAX_VALUE)));
        assertInForce();
    }

    @Test
    void aLogThatThrowsDoesNotKeepItFromGoingBack() throws Exception {
        var heard = new RecordingListener();
        BreakerRegistry logging = BreakerRegistry.builder().listener(heard).build();
        Breaker loud = logging.breaker("loud");
        BreakerHealth health = BreakerHealth.of(logging).critical("loud").downAfter(Duration.ZERO);
        logging.apply(STRICT, NONE_MAY_TRIP);
        FullDisk.of("io.breakers", () -> fail(loud));

        assertThat(logging.settings().toMap()).isEmpty();
        assertThat(heard.events()).endsWith("CLOSED->OPEN", "reconfigured 2");
        assertThat(health.report().ready()).isFalse();
    }

    /** Applies a document on trial when it first hears of a trip, and before the registry hears of that. */
    private BreakerConfig applyingAtItsFirstTrip(Settings document) {
        var applied = new AtomicBoolean();
        BreakerListener applying = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                if (!applied.getAndSet(true)) {
                    registry.apply(document, NONE_MAY_TRIP);
                }
            }
        };
        return BreakerConfig.builder()
                .ticker(time)
                .failureThreshold(2)
                .listener(breaker -> applying)
                .build();
    }

    @Test
    void aTripThatWasBeforeTheDocumentDoesNotCount() {
        Settings document = settings("services.tripping.failure-threshold", "1");
        Breaker tripping = registry.breaker("tripping", applyingAtItsFirstTrip(document));
        fail(tripping);
        fail(tripping);
        assertThat(registry.settings()).isSameAs(document);

        tripping.reset();
        fail(tripping);

        assertThat(registry.settings().toMap()).isEmpty();
    }

    @Test
    void aTripOfAKeyThatWasBeforeTheDocumentDoesNotCount() {
        Settings document = settings("services.Charges.failure-threshold", "1");
        Charges charges = registry.builder(Charges.class, new Charges.Real())
                .config(applyingAtItsFirstTrip(document))
                .breakerPer("charge(String,long)", arguments -> arguments.get(1), Keys.atMost(5))
                .build();
        failForKey(charges, 0);
        failForKey(charges, 0);
        assertThat(registry.settings()).isSameAs(document);

        failForKey(charges, 1);

        assertThat(registry.settings().toMap()).isEmpty();
    }
}
