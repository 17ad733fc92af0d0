package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStatus;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.HealthReport;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S61: what breakers say of the health of a process. */
class BreakerHealthTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final ManualTicker time = new ManualTicker();
    private final BreakerRegistry registry = registry(time);
    private final Breaker stock = registry.breaker("stock");
    private final Breaker mail = registry.breaker("mail");
    private final BreakerHealth health = BreakerHealth.of(registry).critical("stock");

    private static BreakerRegistry registry(Ticker ticker, BreakerListener.Factory... listeners) {
        var builder = BreakerRegistry.builder().quiet().config(config(ticker));
        for (BreakerListener.Factory listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private static BreakerConfig config(Ticker ticker) {
        return BreakerConfig.builder()
                .ticker(ticker)
                .openFor(Duration.ofSeconds(3))
                .failureThreshold(1)
                .successThreshold(1)
                .build();
    }

    private void pass(double seconds) {
        time.advance(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    private static void fail(Breaker breaker) {
        assertThatThrownBy(() -> breaker.call(() -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
    }

    private static BreakerConfig enforcing(Breaker breaker, double share) {
        return breaker.config().toBuilder().enforce(share).build();
    }

    /** The frozen lines. */
    @Test
    void theFrozenLinesAreThere() {
        Duration d = Duration.ofSeconds(1);
        HealthReport report = BreakerHealth.of(registry)
                .critical("PaymentService.charge", "InventoryClient")
                .downAfter(d)
                .upAfter(d)
                .report();
        boolean ready = report.ready();
        boolean degraded = report.degraded();
        Map<String, BreakerStatus> breakers = report.breakers();

        assertThat(ready).isTrue();
        assertThat(degraded).isFalse();
        assertThat(breakers).containsOnlyKeys("stock", "mail");
        assertThat(report.missing()).containsExactly("InventoryClient", "PaymentService.charge");
    }

    @Test
    void anEmptyRegistryIsReady() {
        HealthReport report = BreakerHealth.of(BreakerRegistry.create()).report();

        assertThat(report).hasToString("ready");
        assertThat(report.breakers()).isEmpty();
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void itIsNotReadyOnceACriticalBreakerIsOutForTenSeconds() {
        stock.trip("t");
        assertThat(health.report().ready()).isTrue();
        pass(9.999);
        assertThat(health.report().ready()).isTrue();
        pass(0.001);

        assertThat(health.report().ready()).isFalse();
        assertThat(health.report().causes()).containsExactly("stock");
        assertThat(health.report()).hasToString("not ready because of stock, degraded");
    }

    @Test
    void itIsReadyAgainOnceAllAreBackForTenSeconds() {
        stock.trip("t");
        pass(10);
        stock.reset("r");
        assertThat(health.report().ready()).isFalse();
        pass(9.999);
        assertThat(health.report().causes()).containsExactly("stock");
        pass(0.001);

        assertThat(health.report().ready()).isTrue();
        assertThat(health.report().causes()).isEmpty();
    }

    @Test
    void otherTimesMayBeGiven() {
        BreakerHealth quick = health.downAfter(Duration.ofSeconds(1)).upAfter(Duration.ofSeconds(2));
        stock.trip("t");
        pass(1);
        assertThat(quick.report().ready()).isFalse();
        assertThat(health.report().ready()).isTrue();
        stock.disable("d");
        pass(1.999);
        assertThat(quick.report().ready()).isFalse();
        pass(0.001);
        assertThat(quick.report().ready()).isTrue();
    }

    @Test
    void zeroIsAtOnce() {
        BreakerHealth immediate = health.downAfter(Duration.ZERO).upAfter(Duration.ZERO);

        stock.trip("t");
        assertThat(immediate.report().ready()).isFalse();
        stock.reset("r");
        assertThat(immediate.report().ready()).isTrue();
    }

    @Test
    void whateverStatesItGoesThroughIsOnePiece() {
        fail(stock);
        pass(3);
        fail(stock);
        pass(3);
        stock.forceOpen("f");
        pass(3.999);
        assertThat(health.report().ready()).isTrue();
        pass(0.001);

        assertThat(health.report().ready()).isFalse();
    }

    @Test
    void aMomentInClosedBeginsANewPiece() throws Exception {
        fail(stock);
        pass(3);
        stock.call(() -> "good");
        fail(stock);
        pass(9.999);
        assertThat(health.report().ready()).isTrue();
        pass(0.001);
        assertThat(health.report().ready()).isFalse();
    }

    /** Nobody calls, so nobody moves it from OPEN. */
    @Test
    void anOpenBreakerWhoseWaitIsOverIsStillOut() {
        stock.trip("t");
        pass(10);

        assertThat(stock.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(health.report().ready()).isFalse();
    }

    @Test
    void whatHappenedBetweenTwoReportsCounts() {
        stock.trip("t");
        pass(10);
        stock.reset("r");
        pass(3);
        stock.trip("short");
        pass(3);
        stock.reset("r");
        pass(9.999);
        assertThat(health.report().ready()).isFalse();
        pass(0.001);
        assertThat(health.report().ready()).isTrue();
    }

    @Test
    void itWasReadyInBetweenIfAllWereBackForLongEnough() {
        stock.trip("t");
        pass(10);
        stock.reset("r");
        pass(10);
        stock.trip("short");
        pass(9.999);

        assertThat(health.report().ready()).isTrue();
    }

    @Test
    void allCriticalOnesMustBeBackTogether() {
        BreakerHealth both = health.critical("mail");
        stock.trip("t");
        pass(10);
        stock.reset("r");
        pass(5);
        mail.trip("short");
        pass(5);
        assertThat(both.report().causes()).containsExactly("mail");
        assertThat(both.report().ready()).isFalse();
        mail.reset("r");
        pass(9.999);
        assertThat(both.report().ready()).isFalse();
        pass(0.001);
        assertThat(both.report().ready()).isTrue();
    }

    @Test
    void whatIsNotCriticalOnlyDegrades() {
        mail.forceOpen("f");
        pass(60);

        HealthReport report = health.report();
        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).isTrue();
        assertThat(report.breakers().get("mail").reason()).isEqualTo("f");
    }

    @Test
    void openHalfOpenAndForcedOpenDegradeAndDisabledDoesNot() {
        stock.trip("t");
        assertThat(health.report().degraded()).isTrue();
        pass(3);
        assertThat(stock.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(health.report().degraded()).isTrue();
        stock.forceOpen();
        assertThat(health.report().degraded()).isTrue();
        stock.disable();
        assertThat(health.report().degraded()).isFalse();
        stock.reset();
        assertThat(health.report().degraded()).isFalse();
    }

    @Test
    void aDryRunIsNoReason() {
        stock.reconfigure(enforcing(stock, 0));
        stock.trip("t");
        pass(60);

        HealthReport report = health.report();
        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).isFalse();
    }

    @Test
    void aDryRunThatIsForcedOpenIsOne() {
        stock.reconfigure(enforcing(stock, 0));
        stock.trip("t");
        pass(60);
        stock.forceOpen("f");
        assertThat(health.report().degraded()).isTrue();
        pass(9.999);
        assertThat(health.report().ready()).isTrue();
        pass(0.001);
        assertThat(health.report().ready()).isFalse();
    }

    @Test
    void aDryRunThatEndsCountsFromThen() {
        stock.reconfigure(enforcing(stock, 0));
        stock.trip("t");
        pass(60);
        stock.reconfigure(enforcing(stock, 0.25));
        assertThat(health.report().degraded()).isTrue();
        pass(9.999);
        assertThat(health.report().ready()).isTrue();
        pass(0.001);
        assertThat(health.report().ready()).isFalse();
        stock.reconfigure(enforcing(stock, 0));
        pass(10);
        assertThat(health.report().ready()).isTrue();
    }

    @Test
    void aServiceMeansAllItsBreakers() {
        Charges charges = registry.protect(Charges.class, new Charges.Real());
        BreakerHealth service = BreakerHealth.of(registry).critical("Charges");
        Breakers.inspect(charges).breaker("ping").forceOpen();
        pass(10);

        assertThat(service.report().causes()).containsExactly("Charges.ping");
        assertThat(service.report().missing()).isEmpty();
    }

    @Test
    void aNameWaitsForItsBreaker() {
        BreakerHealth early = BreakerHealth.of(registry).critical("Charges.ping", "later");
        assertThat(early.report().ready()).isTrue();
        assertThat(early.report().missing()).containsExactly("Charges.ping", "later");

        registry.protect(Charges.class, new Charges.Real());
        registry.breaker("Charges.ping").forceOpen();
        pass(10);

        assertThat(early.report().missing()).containsExactly("later");
        assertThat(early.report().ready()).isFalse();
    }

    @Test
    void aBreakerThatIsClosedForGoodIsNoReasonAnyMore() {
        stock.trip("t");
        pass(10);
        assertThat(health.report().ready()).isFalse();

        stock.close();

        assertThat(health.report().ready()).isTrue();
        assertThat(health.report().missing()).containsExactly("stock");
        assertThat(health.report().breakers()).containsOnlyKeys("mail");
    }

    @Test
    void anOutageThatIsUnderWayCountsFromItsBeginning() {
        stock.trip("t");
        pass(10);

        assertThat(BreakerHealth.of(registry).critical("stock").report().ready())
                .isFalse();
    }

    /** As when an endpoint makes it anew for each request. */
    @Test
    void equalOnesShareWhatTheyKnow() {
        stock.trip("t");
        pass(10);
        stock.reset("r");

        assertThat(BreakerHealth.of(registry).critical("stock").report().ready())
                .isFalse();
    }

    @Test
    void aBreakerWithAnotherTickerCountsByIt() {
        var other = new ManualTicker();
        Breaker slow = registry.breaker("slow", config(other));
        BreakerHealth both = health.critical("slow");
        slow.trip("t");
        stock.trip("t");
        pass(5);
        other.advance(Duration.ofSeconds(10));
        assertThat(both.report().causes()).containsExactly("slow");
        slow.reset("r");
        stock.reset("r");
        pass(10);
        assertThat(both.report().causes()).containsExactly("slow");
        other.advance(Duration.ofSeconds(10));
        assertThat(both.report().ready()).isTrue();
    }

    /** What watches hears last, when more time has passed. */
    @Test
    void aSlowListenerNeitherShortensNorLengthensAPiece() {
        var slow = new AtomicBoolean();
        BreakerListener lingering = new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                if (slow.get()) {
                    pass(4);
                }
            }
        };
        BreakerRegistry slowly = registry(time, breaker -> lingering);
        Breaker breaker = slowly.breaker("stock");
        BreakerHealth watching = BreakerHealth.of(slowly).critical("stock");
        slow.set(true);
        breaker.trip("t");
        pass(6);
        assertThat(watching.report().ready()).isFalse();

        slow.set(false);
        breaker.reset("r");
        pass(8);
        slow.set(true);
        breaker.trip("short");
        slow.set(false);
        breaker.reset("r");
        pass(9);

        assertThat(watching.report().ready()).as("it was in for 8 s only").isFalse();
    }

    @Test
    void aTickerThatThrowsStandsStill() {
        var broken = new AtomicBoolean();
        BreakerRegistry breaking = registry(() -> {
            if (broken.get()) {
                throw new IllegalStateException("no time");
            }
            return time.read();
        });
        Breaker breaker = breaking.breaker("stock");
        BreakerHealth watching = BreakerHealth.of(breaking).critical("stock");
        pass(1);
        breaker.state();
        broken.set(true);
        breaker.trip("t");
        pass(60);
        assertThat(watching.report().ready()).isTrue();
        assertThat(log.lines())
                .allMatch(line -> line.contains("stock: the ticker threw"))
                .isNotEmpty();
        broken.set(false);
        assertThat(watching.report().ready()).isFalse();
    }

    @Test
    void aBreakerThatAListenerHasOperatedIsOut() {
        BreakerListener.Factory forcing = breaker -> {
            breaker.forceOpen("from the start");
            return BreakerListener.NONE;
        };
        BreakerHealth both = BreakerHealth.of(registry).critical("Charges", "forced");
        registry.builder(Charges.class, new Charges.Real()).listener(forcing).build();
        registry.breaker("forced", config(time).toBuilder().listener(forcing).build());
        pass(10);

        assertThat(both.report().causes()).hasSize(6);
    }

    @Test
    void whatIsGivenIsChecked() {
        assertThatThrownBy(() -> BreakerHealth.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry");
        assertThatThrownBy(() -> health.critical((String[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("names");
        assertThatThrownBy(() -> health.critical("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name");
        assertThatThrownBy(() -> health.critical(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a critical name must not be blank: give the name of a breaker or a service");
        assertThatThrownBy(() -> health.downAfter(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("downAfter");
        assertThatThrownBy(() -> health.upAfter(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("upAfter");
        assertThatThrownBy(() -> health.downAfter(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("downAfter must not be negative, was PT-0.000000001S");
        assertThatThrownBy(() -> health.upAfter(Duration.ofSeconds(-2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("upAfter must not be negative, was PT-2S");
        assertThat(health.downAfter(Duration.ofSeconds(Long.MAX_VALUE)).report().ready())
                .isTrue();
        assertThatThrownBy(() -> health.report().breakers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /**
     * Random outages against a recount from the rule, second by second; one asks after each step, one now and then, and
     * one only at the end: all know the same.
     */
    @Test
    void reportsDoNotChangeWhatTheNextOneSays() {
        var random = new Random(61);
        for (int run = 0; run < 300; run++) {
            var clock = new ManualTicker();
            BreakerRegistry own = registry(clock);
            List<Breaker> breakers = List.of(own.breaker("a"), own.breaker("b"));
            BreakerHealth often = BreakerHealth.of(own)
                    .critical("a", "b")
                    .downAfter(Duration.ofSeconds(4))
                    .upAfter(Duration.ofSeconds(3));
            // Another time, which makes no difference here, so that it is observed on its own.
            BreakerHealth once = often.downAfter(Duration.ofSeconds(4).minusNanos(1));
            boolean ready = true;
            var outFor = new TreeMap<String, Integer>(Map.of("a", 0, "b", 0));
            var inFor = new TreeMap<String, Integer>(Map.of("a", 99, "b", 99));
            for (int second = 0; second < 40; second++) {
                for (Breaker breaker : breakers) {
                    switch (random.nextInt(8)) {
                        case 0 -> breaker.trip("t");
                        case 1 -> breaker.forceOpen("f");
                        case 2 -> breaker.reset("r");
                        case 3 -> breaker.disable("d");
                        default -> breaker.state();
                    }
                }
                clock.advance(Duration.ofSeconds(1));
                for (Breaker breaker : breakers) {
                    boolean out = breaker.state() != BreakerState.CLOSED && breaker.state() != BreakerState.DISABLED;
                    outFor.merge(breaker.name(), 1, (sum, one) -> out ? sum + one : 0);
                    inFor.merge(breaker.name(), 1, (sum, one) -> out ? 0 : sum + one);
                }
                if (outFor.values().stream().anyMatch(seconds -> seconds >= 4)) {
                    ready = false;
                } else if (inFor.values().stream().allMatch(seconds -> seconds >= 3)) {
                    ready = true;
                }
                assertThat(often.report().ready())
                        .as("run %s second %s", run, second)
                        .isEqualTo(ready);
                if (random.nextInt(10) == 0) {
                    assertThat(once.report().ready())
                            .as("run %s second %s", run, second)
                            .isEqualTo(ready);
                }
            }
            assertThat(once.report().ready()).as("run %s", run).isEqualTo(ready);
        }
    }

    @Test
    void reportsOfManyThreadsAgreeWhileBreakersTrip() throws Exception {
        var going = new AtomicBoolean(true);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(() -> {
                boolean always = true;
                while (going.get()) {
                    HealthReport report = health.report();
                    always &= report.ready() == report.causes().isEmpty();
                }
                return always;
            });
        }
        tasks.add(() -> {
            for (int i = 0; i < 2_000; i++) {
                stock.trip("t");
                time.advance(Duration.ofSeconds(i % 20));
                stock.reset("r");
                registry.breaker("more" + i).close();
            }
            going.set(false);
            return true;
        });
        try (var gate = new Gate(tasks.size())) {
            assertThat(gate.runAll(tasks)).containsOnly(true);
        }
        pass(10);
        assertThat(health.report().ready()).isTrue();
    }

    /** It is closed when the registry has begun to hear of its trip, and reads its ticker for that. */
    @Test
    void aBreakerThatIsClosedWhileItTripsIsNoReasonForEver() {
        var atNextReading = new AtomicReference<Runnable>();
        Ticker ticker = () -> {
            Runnable once = atNextReading.getAndSet(null);
            if (once != null) {
                once.run();
            }
            return time.read();
        };
        var ofIts = config(ticker).toBuilder().listener(breaker -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                atNextReading.set(breaker::close);
            }
        });
        BreakerRegistry all = registry(ticker);
        Breaker other = all.breaker("other");
        Breaker closing = all.breaker("closing", ofIts.build());
        BreakerHealth its = BreakerHealth.of(all).critical("closing");

        fail(closing);
        assertThat(all.find("closing")).isEmpty();
        assertThat(other.state()).isEqualTo(BreakerState.CLOSED);
        pass(60);

        assertThat(its.report().causes()).isEmpty();
        assertThat(its.report().missing()).containsExactly("closing");
    }
}
