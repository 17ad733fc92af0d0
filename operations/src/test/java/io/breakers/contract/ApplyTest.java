package io.breakers.contract;

import static io.breakers.contract.Problems.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.OpenWait;
import io.breakers.api.Reconfiguration;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Problem;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.RecordingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S57 to S59: documents that are applied while calls go through. */
class ApplyTest {
    private static final Settings SEVEN = settings("defaults.probes", "7");

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();

    @TempDir
    Path directory;

    private Charges protect() {
        return registry.protect(Charges.class, new Charges.Real());
    }

    private static List<Integer> probes(BreakerRegistry registry) {
        return registry.breakers().stream()
                .map(breaker -> breaker.config().probes())
                .distinct()
                .toList();
    }

    private static BreakerRegistry hearing(Consumer<Reconfiguration> ear) {
        return BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> new Hearing(ear))
                .build();
    }

    private record Hearing(Consumer<Reconfiguration> ear) implements BreakerListener {
        @Override
        public void onReconfigured(Reconfiguration change) {
            ear.accept(change);
        }
    }

    @Test
    void s59_presentBreakersChangeAtOnceAndLaterOnesWhenTheyAreMade() {
        protect();
        registry.breaker("stock");

        registry.apply(SEVEN);
        assertThat(probes(registry)).containsExactly(7);
        assertThat(registry.breaker("stock").revision()).isOne();

        registry.builder(Charges.class, new Charges.Real()).name("later").build();
        registry.breaker("rates");
        assertThat(probes(registry)).containsExactly(7);
        assertThat(registry.breaker("rates").revision()).isZero();
        assertThat(registry.breaker("later.ping").revision()).isZero();
        assertThat(registry.settings()).isSameAs(SEVEN);
    }

    @Test
    void s59_whatABreakerKnowsStays() {
        Charges charges = protect();
        charges.ping();
        Breaker find = registry.breaker("Charges.find");
        find.trip("maintenance");

        registry.apply(settings("services.Charges.open-for", "1h"));

        assertThat(registry.breaker("Charges.ping").stats().calls()).isOne();
        assertThat(find.state()).isEqualTo(BreakerState.OPEN);
        assertThat(find.status().retryAfter()).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void s47_aBreakerThatTheDocumentDoesNotChangeHasNoNewRevision() {
        protect();

        registry.apply(settings(
                "services.Charges.methods.ping.ignore",
                "java.lang.Error",
                "services.Charges.ignore",
                "java.lang.Error"));
        registry.apply(settings("services.Charges.ignore", "java.lang.Error, java.lang.Error"));
        registry.apply(settings("services.Charges.ignore", "java.lang.Error"));

        assertThat(registry.breakers()).allMatch(breaker -> breaker.revision() == 1);
    }

    @Test
    void s58_defaultsReachOnlyWhatTheCodeDoesNotConfigure() {
        BreakerConfig code = BreakerConfig.builder().probes(3).build();
        registry.builder(Charges.class, new Charges.Real()).config(code).build();
        registry.builder(Charges.class, new Charges.Real())
                .name("partly")
                .config("ping", code)
                .build();
        registry.breaker("stock", code);
        registry.breaker("rates");

        registry.apply(SEVEN);

        assertThat(registry.breaker("Charges.ping").config().probes()).isEqualTo(3);
        assertThat(registry.breaker("partly.ping").config().probes()).isEqualTo(3);
        assertThat(registry.breaker("partly.find").config().probes()).isEqualTo(7);
        assertThat(registry.breaker("stock").config().probes()).isEqualTo(3);
        assertThat(registry.breaker("rates").config().probes()).isEqualTo(7);
    }

    @Test
    void s59_aDocumentReplacesTheOneBeforeAndIsNotAddedToIt() {
        protect();
        registry.apply(SEVEN);

        registry.apply(settings("defaults.open-for", "9s"));

        BreakerConfig ping = registry.breaker("Charges.ping").config();
        assertThat(ping)
                .isEqualTo(
                        BreakerConfig.builder().openFor(Duration.ofSeconds(9)).build());
    }

    @Test
    void s57_aDocumentThatDoesNotFitChangesNothingAndAllIsReported() {
        protect();
        registry.breaker("stock");
        registry.breaker(
                "rates",
                BreakerConfig.builder()
                        .openFor(OpenWait.exponential(Duration.ofSeconds(1), 2, Duration.ofSeconds(9)))
                        .build());
        Settings unfit = Settings.load(Problems.write(directory, "a.properties", """
                services.rates.open-for=10s
                services.stock.probes = 7
                services.stock.open-for-max=2m
                services.Charges.methods.chrage.probes=3
                services.Charges.methods.ping.probes=3
                """));

        SettingsException refused = catchThrowableOfType(SettingsException.class, () -> registry.apply(unfit));

        assertThat(refused.problems())
                .containsExactly(
                        new Problem(
                                "services.rates.open-for",
                                1,
                                "10s",
                                "exceeds the longest wait that the code gives, 1 s, times 2.0 up to 9 s; give"
                                        + " open-for-max"),
                        new Problem(
                                "services.stock.open-for-max",
                                3,
                                "2m",
                                "needs open-for-multiplier: the wait does not grow"),
                        new Problem(
                                "services.Charges.methods.chrage.probes",
                                4,
                                "3",
                                "names a method that is not there, chrage; did you mean charge?"));
        assertThat(registry.breakers()).allMatch(breaker -> breaker.revision() == 0);
        assertThat(registry.settings().toMap()).isEmpty();
        assertThat(unfit.unused()).containsExactly("rates", "stock", "Charges");
        assertThat(registry.rollback()).isFalse();
    }

    @Test
    void s57_defaultsThatDoNotFitTheRegistryAreRefused() {
        assertThatThrownBy(() -> registry.apply(settings("defaults.open-for-max", "2m")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use the settings: defaults.open-for-max = 2m: needs open-for-multiplier: the wait"
                        + " does not grow");
    }

    @Test
    void s57_aServiceThatComesLaterAndDoesNotFitIsLeftOutAsAWholeAndReportedOnce() {
        Settings unfit = settings(
                "defaults.probes", "7", "services.Charges.open-for-max", "2m", "services.Charges.enforce", "0");
        registry.apply(unfit);
        try (var log = new LogLines("io.breakers.operations")) {
            Charges charges = protect();

            assertThat(charges.ping()).isEqualTo("pong");
            assertThat(registry.breaker("Charges.ping").config())
                    .isEqualTo(BreakerConfig.builder().probes(7).build());
            assertThat(log.next())
                    .containsExactly("WARNING The settings of Charges are left out, because they do not fit it:"
                            + " services.Charges.open-for-max = 2m: needs open-for-multiplier: the wait does not grow");
        }
        assertThat(unfit.unused()).containsExactly("Charges");
        assertThatThrownBy(() -> registry.apply(settings("services.Charges.open-for-max", "2m")))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void aLogThatThrowsIsNoReasonNotToProtectAServiceThatDoesNotFit() throws Exception {
        registry.apply(settings("services.Charges.open-for-max", "2m"));
        FullDisk.of("io.breakers.operations", () -> assertThat(protect().ping()).isEqualTo("pong"));
        assertThat(registry.find("Charges.ping")).isPresent();
    }

    @Test
    void s57_aServiceThatWasLeftOutIsReachedAgainOnceItFits() {
        Settings some = settings("services.Charges.open-for-max", "2m");
        registry.apply(some);
        try (var log = new LogLines("io.breakers.operations")) {
            Breakers.inspect(protect()).close();
            registry.builder(Charges.class, new Charges.Real())
                    .config(BreakerConfig.builder()
                            .openFor(OpenWait.exponential(Duration.ofSeconds(1), 2, Duration.ofSeconds(9)))
                            .build())
                    .build();

            assertThat(log.next()).hasSize(1);
        }
        assertThat(some.unused()).isEmpty();
        assertThat(registry.breaker("Charges.ping").config().openFor().cap()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void s57_aBreakerThatIsMadeLaterAndDoesNotFitIsLeftOut() {
        registry.apply(settings("services.stock.open-for-max", "2m", "services.stock.probes", "3"));
        try (var log = new LogLines("io.breakers.operations")) {
            assertThat(registry.breaker("stock").config()).matches(config -> config.probes() == 2);
            assertThat(registry.breaker("stock").config()).matches(config -> config.probes() == 2);

            assertThat(log.next()).hasSize(1);
        }
    }

    @Test
    void s57_aServiceThatDoesNotFitTheDocumentOfTheRegistryIsRefused() {
        Settings unfit = settings("services.Charges.open-for-max", "2m");
        BreakerRegistry strict =
                BreakerRegistry.builder().quiet().settings(unfit).build();

        assertThatThrownBy(() -> strict.protect(Charges.class, new Charges.Real()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("services.Charges.open-for-max = 2m");
        strict.apply(settings("services.Charges.open-for-max", "2m"));
        assertThatThrownBy(() -> strict.protect(Charges.class, new Charges.Real()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unusedKnowsServicesAndNotTheirBreakers() {
        protect();
        Settings named = settings("services.[Charges.ping].probes", "3", "services.Charges.probes", "3");

        registry.apply(named);

        assertThat(named.unused()).containsExactly("Charges.ping");
    }

    @Test
    void theReasonNamesWhatTheDocumentChanges() {
        var reasons = new ArrayList<String>();
        BreakerRegistry hearing = hearing(change -> reasons.add(change.revision() + " " + change.reason()));
        hearing.breaker("stock");

        hearing.apply(settings("defaults.probes", "7", "services.stock.open-for", "9s"));
        hearing.apply(settings("services.stock.open-for", "8s"));
        hearing.rollback();

        assertThat(reasons)
                .containsExactly(
                        "1 settings applied: defaults.probes = 7, services.stock.open-for = 9s",
                        "2 settings applied: services.stock.open-for = 8s (was 9s), defaults.probes left out",
                        "3 settings rolled back: defaults.probes = 7, services.stock.open-for = 9s (was 8s)");
    }

    @Test
    void s48_allBreakersHaveChangedBeforeAListenerHearsOfIt() {
        var seen = new ArrayList<List<Integer>>();
        var here = new ArrayList<BreakerRegistry>();
        BreakerRegistry hearing = hearing(change -> seen.add(probes(here.get(0))));
        here.add(hearing);
        hearing.protect(Charges.class, new Charges.Real());

        hearing.apply(SEVEN);

        assertThat(seen).hasSize(5).containsOnly(List.of(7));
    }

    @Test
    void aListenerMayApplyADocument() {
        var here = new ArrayList<BreakerRegistry>();
        BreakerRegistry hearing = hearing(change -> {
            if (change.to().probes() == 7) {
                here.get(0).apply(settings("defaults.probes", "8"));
            }
        });
        here.add(hearing);
        hearing.protect(Charges.class, new Charges.Real());

        hearing.apply(SEVEN);

        assertThat(probes(hearing)).containsExactly(8);
        assertThat(hearing.settings().toMap()).containsEntry("defaults.probes", "8");
    }

    @Test
    void aListenerThatThrowsStopsNobody() {
        BreakerRegistry hearing = hearing(change -> {
            throw new IllegalStateException("listener");
        });
        hearing.protect(Charges.class, new Charges.Real());

        hearing.apply(SEVEN);

        assertThat(probes(hearing)).containsExactly(7);
    }

    @Test
    void aListenerThatWaitsForAnotherThreadThatAppliesIsNotStuck() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        var here = new ArrayList<BreakerRegistry>();
        BreakerRegistry hearing = hearing(change -> {
            if (change.to().probes() == 7) {
                join(other.submit(() -> here.get(0).apply(settings("defaults.probes", "8"))));
            }
        });
        here.add(hearing);
        hearing.breaker("stock");
        try {
            hearing.apply(SEVEN);
        } finally {
            other.shutdown();
        }

        assertThat(probes(hearing)).containsExactly(8);
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aDocumentThatIsAppliedWhileAServiceIsProtectedHoldsForIt() {
        registry.builder(Supplier.class, () -> "text")
                .listener(breaker -> {
                    registry.apply(SEVEN);
                    return new RecordingListener();
                })
                .build();

        assertThat(registry.breaker("Supplier.get").config().probes()).isEqualTo(7);
    }

    @Test
    void aDocumentThatIsAppliedWhileABreakerIsMadeHoldsForIt() {
        var once = new ArrayList<String>();
        BreakerConfig code = BreakerConfig.builder()
                .listener(breaker -> {
                    if (once.isEmpty()) {
                        once.add(breaker.name());
                        registry.apply(settings("services.stock.probes", "7"));
                    }
                    return new RecordingListener();
                })
                .build();

        assertThat(registry.breaker("stock", code).config().probes()).isEqualTo(7);
    }

    @Test
    void aServiceThatIsClosedMeanwhileDoesNotDisturb() {
        var charges = new ArrayList<Charges>();
        BreakerRegistry hearing =
                hearing(change -> Breakers.inspect(charges.get(0)).close());
        charges.add(hearing.protect(Charges.class, new Charges.Real()));
        hearing.breaker("stock");

        hearing.apply(SEVEN);

        assertThat(hearing.breakers()).extracting(Breaker::name).containsExactly("stock");
        assertThat(probes(hearing)).containsExactly(7);
    }

    @Test
    void s59_documentsThatAreAppliedAtOnceComeInOneOrder() throws Exception {
        Map<String, List<Integer>> heard = new ConcurrentHashMap<>();
        BreakerRegistry hearing = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> new Hearing(
                        change -> heard.computeIfAbsent(breaker.name(), name -> new CopyOnWriteArrayList<>())
                                .add(change.to().probes())))
                .build();
        hearing.protect(Charges.class, new Charges.Real());
        int threads = 4;
        var gate = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) {
                int first = 10 + 100 * i;
                all.add(pool.submit(() -> {
                    gate.await();
                    for (int probes = first; probes < first + 50; probes++) {
                        hearing.apply(settings("defaults.probes", "" + probes));
                    }
                    return null;
                }));
            }
            for (int i = 0; i < 20; i++) {
                hearing.builder(Charges.class, new Charges.Real())
                        .name("late" + i)
                        .build();
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }

        int last = Integer.parseInt(hearing.settings().toMap().get("defaults.probes"));
        assertThat(probes(hearing)).containsExactly(last);
        List<Integer> order = heard.get("Charges.ping");
        assertThat(order).hasSize(4 * 50);
        heard.forEach((name, changes) -> assertThat(order).as(name).endsWith(changes.toArray(new Integer[0])));
    }

    @Test
    void aConfigurationThatWasGivenByHandIsReplaced() {
        Breaker stock = registry.breaker("stock");
        stock.reconfigure(stock.config().toBuilder().probes(9).build());

        registry.apply(settings("defaults.open-for", "9s"));

        assertThat(stock.config().probes()).isEqualTo(2);
    }

    @Test
    void whatATickerThrowsReachesTheCallerAndNothingHasChanged() {
        // Only a trial asks tickers; the breaker itself survives a ticker that throws.
        var failing = new ArrayList<String>();
        BreakerRegistry broken = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(() -> {
                            if (!failing.isEmpty()) {
                                throw new IllegalStateException("no time");
                            }
                            return 0;
                        })
                        .build())
                .build();
        Breaker stock = broken.breaker("stock");
        failing.add("now");

        assertThatThrownBy(() -> broken.apply(
                        SEVEN,
                        io.breakers.operations.Bake.of(Duration.ofMinutes(1)).atMostTrips(0)))
                .hasMessage("no time");
        assertThat(stock.revision()).isZero();
        broken.apply(SEVEN);
        assertThat(stock.config().probes()).isEqualTo(7);
    }

    @Test
    void nullsAndAClosedRegistryAreRefused() {
        assertThatThrownBy(() -> registry.apply(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("settings");
        assertThatThrownBy(() -> registry.apply(SEVEN, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("bake");
        registry.apply(SEVEN);
        registry.close();

        assertThatThrownBy(() -> registry.apply(SEVEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the registry is closed");
        assertThat(registry.rollback()).isFalse();
    }

    @Test
    void s59_rollbackReturnsToTheDocumentBeforeOnce() {
        protect();
        registry.apply(SEVEN);
        registry.apply(settings("defaults.probes", "8"));

        assertThat(registry.rollback()).isTrue();
        assertThat(probes(registry)).containsExactly(7);
        assertThat(registry.settings()).isSameAs(SEVEN);
        assertThat(registry.rollback()).isFalse();
        assertThat(probes(registry)).containsExactly(7);
    }

    @Test
    void s59_rollbackOfTheFirstDocumentReturnsToTheCode() {
        Charges charges = protect();
        registry.apply(SEVEN);
        charges.ping();
        registry.breaker("late");

        assertThat(registry.rollback()).isTrue();

        assertThat(registry.breakers())
                .allMatch(breaker -> breaker.config().equals(BreakerConfig.defaults())
                        || breaker.name().equals("late"));
        assertThat(probes(registry)).containsExactly(2);
        assertThat(registry.breaker("Charges.ping").stats().calls()).isOne();
    }

    @Test
    void s59_rollbackLeavesOutAServiceThatCameSinceAndDoesNotFit() {
        Settings first = settings("services.Charges.open-for-max", "2m", "defaults.probes", "7");
        registry.apply(first);
        registry.apply(settings("defaults.probes", "8"));
        protect();
        try (var log = new LogLines("io.breakers.operations")) {
            assertThat(registry.rollback()).isTrue();

            assertThat(log.nextBesidesChanges())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING The settings of Charges are left");
        }
        assertThat(probes(registry)).containsExactly(7);
        assertThat(first.unused()).containsExactly("Charges");
    }

    @Test
    void s59_aDocumentThatIsAppliedIsALineOfTheLogThatSaysWhatChanged() {
        registry.apply(settings("defaults.probes", "7", "services.stock.failure-rate", "90%"));
        try (var log = new LogLines("io.breakers.operations")) {
            registry.apply(settings("services.stock.failure-rate", "50%"));

            assertThat(log.next())
                    .containsExactly("INFO settings applied: services.stock.failure-rate = 50% (was 90%),"
                            + " defaults.probes left out");
        }
    }

    @Test
    void s59_theWayBackIsALineOfTheLogToo() {
        registry.apply(SEVEN);
        try (var log = new LogLines("io.breakers.operations")) {
            registry.rollback();
            registry.rollback();

            assertThat(log.next()).containsExactly("INFO settings rolled back: defaults.probes left out");
        }
    }

    @Test
    void aDocumentThatSaysTheSameOrIsRefusedIsNoLineOfTheLog() {
        registry.breaker("stock");
        registry.apply(SEVEN);
        try (var log = new LogLines("io.breakers.operations")) {
            registry.apply(settings("DEFAULTS.PROBES", "7"));
            assertThatThrownBy(() -> registry.apply(settings("services.stock.open-for-max", "2m")))
                    .isInstanceOf(SettingsException.class);

            assertThat(log.next()).isEmpty();
        }
    }

    /** A key that is missing in the new document must not hide behind those that are in it. */
    @Test
    void theLineOfTheLogNamesMoreThanTheReasonOfABreaker() {
        Breaker stock = registry.breaker("stock");
        registry.apply(settings("defaults.success-threshold", "3"));
        try (var log = new LogLines("io.breakers.operations")) {
            registry.apply(settings(
                    "services.stock.failure-threshold", "9",
                    "services.stock.probes", "3",
                    "services.stock.open-for", "5s"));

            assertThat(log.next()).singleElement().asString().endsWith(", defaults.success-threshold left out");
            assertThat(stock.revision()).isEqualTo(2);
        }
    }

    @Test
    void aLogThatThrowsKeepsNobodyFromApplying() throws Exception {
        FullDisk.of("io.breakers.operations", () -> registry.apply(SEVEN));

        assertThat(registry.settings()).isSameAs(SEVEN);
    }

    @Test
    void aDocumentThatSaysTheSameKeepsTheWayBack() {
        protect();
        registry.apply(SEVEN);
        Settings same = settings("DEFAULTS.Probes", "7");

        registry.apply(same);

        assertThat(registry.settings()).isSameAs(same);
        assertThat(registry.breakers()).allMatch(breaker -> breaker.revision() == 1);
        assertThat(registry.rollback()).isTrue();
        assertThat(probes(registry)).containsExactly(2);
    }

    @Test
    void s57_manyServicesAreReportedEach() {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < 100; i++) {
            registry.breaker("b" + i);
            map.put("services.b" + i + ".open-for-max", "2m");
        }

        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> registry.apply(Settings.of(map)));

        assertThat(refused.problems()).hasSize(100);
        assertThat(refused).message().endsWith("\n  and 50 more");
    }
}
