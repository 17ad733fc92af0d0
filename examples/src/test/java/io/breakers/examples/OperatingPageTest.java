package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.OpenWait;
import io.breakers.operations.Bake;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.HealthReport;
import io.breakers.operations.Prober;
import io.breakers.operations.RegistrySnapshot;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/operating.md, and what it shows besides. */
class OperatingPageTest {
    private static final Page PAGE = Page.of("docs/guide/operating.md");

    interface PaymentService {
        String charge(String customer, long cents) throws IOException;
    }

    static final class StripePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) throws IOException {
            if (cents < 0) {
                throw new IOException("HTTP 503");
            }
            return customer + " paid " + cents;
        }
    }

    @TempDir
    private Path directory;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
    private final ManualTicker time = new ManualTicker();
    private final BreakerRegistry registry = BreakerRegistry.builder()
            .config(BreakerConfig.builder().ticker(time).build())
            .quiet()
            .build();
    private final PaymentService payments = registry.protect(PaymentService.class, new StripePayments());
    private final Breaker charge = registry.breaker("PaymentService.charge");

    @AfterEach
    void close() throws InterruptedException {
        registry.close();
        scheduler.shutdownNow();
        assertThat(scheduler.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private void fail(int times) {
        for (int call = 0; call < times; call++) {
            assertThatThrownBy(() -> payments.charge("ann", -1)).hasMessage("HTTP 503");
        }
    }

    @Test
    void aRegistryBeginsWithSettings() throws IOException {
        Path file = file("a.properties", PAGE.blocks("properties").get(0));
        Settings settings = Settings.load(file);
        BreakerRegistry registry = BreakerRegistry.builder().settings(settings).build();
        PaymentService payments = registry.protect(PaymentService.class, new StripePayments());
        Breaker stock = registry.breaker("stock");

        assertThat(payments.charge("ann", 1)).isEqualTo("ann paid 1");
        assertThat(stock.config().rules()).hasToString("[3 consecutive failures]");
        assertThat(registry.breaker("PaymentService.charge").config().openFor())
                .isEqualTo(OpenWait.exponential(Duration.ofSeconds(5), 2, Duration.ofMinutes(1)));
        assertThat(settings.unused()).isEmpty();
    }

    @Test
    void aServiceOfARegistryHasAllThatAServiceMayHave() throws IOException {
        PaymentService oneForAll = registry.builder(PaymentService.class, new StripePayments())
                .name("stripe-eu")
                .config(BreakerConfig.builder().failureThreshold(3).build())
                .oneBreaker("backend")
                .fallback((customer, cents) -> "queued")
                .build();
        Breaker backend = registry.find("stripe-eu.backend").orElseThrow();

        assertThat(oneForAll.charge("ann", -1)).isEqualTo("queued");
        assertThat(backend.stats().failures()).isEqualTo(1);
        assertThat(backend.config().rules()).hasToString("[3 consecutive failures]");
    }

    @Test
    void propertiesAndYamlSayTheSame() throws IOException {
        assertThat(Settings.load(file("a.yaml", PAGE.blocks("yaml").get(0))))
                .isEqualTo(Settings.load(
                        file("a.properties", PAGE.blocks("properties").get(0))));
    }

    /** What is done while the log is looked at. */
    private interface Step {
        void run() throws IOException;
    }

    private static String logged(Step step) throws IOException {
        var lines = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                lines.add(logged.getLevel() + ": " + logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.breakers");
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            step.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return String.join("\n", lines) + "\n";
    }

    @Test
    void theLogSaysWhatThePageShows() throws IOException {
        try (var loud = BreakerRegistry.builder()
                .config(BreakerConfig.builder().ticker(time).build())
                .build()) {
            PaymentService service = loud.protect(PaymentService.class, new StripePayments());
            String log = logged(() -> {
                time.advance(Duration.ofMillis(93_500));
                for (int call = 0; call < 5; call++) {
                    assertThatThrownBy(() -> service.charge("ann", -1)).hasMessage("HTTP 503");
                }
                time.advance(Duration.ofSeconds(60));
                service.charge("ann", 1);
                service.charge("ann", 1);
            });

            assertThat(log).isEqualTo(PAGE.blocks("").get(0));
        }
    }

    @Test
    void theLogSaysWhatADocumentChangesAndLeavesOut() throws IOException {
        registry.apply(Settings.of(Map.of("services.PaymentService.failure-rate", "90%", "defaults.open-for", "30s")));

        assertThat(logged(() -> registry.apply(Settings.of(Map.of("services.PaymentService.failure-rate", "50%")))))
                .isEqualTo(PAGE.blocks("").get(2));
    }

    /** The first two cells of a row, whose names and examples are in pairs. */
    private static Map<String, String> keys() {
        Map<String, String> examples = new LinkedHashMap<>();
        String table = PAGE.section("## Settings");
        for (String row : table.lines().filter(line -> line.startsWith("| `")).toList()) {
            List<String> cells = List.of(row.split("\\s*\\|\\s*"));
            List<String> names = codes(cells.get(1));
            List<String> values = codes(cells.get(2));
            if (names.size() == values.size()) {
                for (int i = 0; i < names.size(); i++) {
                    examples.put(names.get(i), values.get(i));
                }
            }
        }
        return examples;
    }

    private static List<String> codes(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    @Test
    void theTableNamesEveryKeyWithAValueThatIsAccepted() {
        Map<String, String> keys = keys();
        assertThat(keys.keySet())
                .containsExactlyInAnyOrder(
                        "failure-threshold",
                        "failure-rate",
                        "slow-call-rate",
                        "bad-call-rate",
                        "slower-than",
                        "window-calls",
                        "window-duration",
                        "minimum-calls",
                        "failures",
                        "failures-within",
                        "open-for",
                        "open-for-multiplier",
                        "open-for-max",
                        "open-for-jitter",
                        "forget-after",
                        "success-threshold",
                        "success-threshold-of",
                        "probes",
                        "grow-probes",
                        "probe-lease",
                        "ignore",
                        "fail-on",
                        "fail-on-cancellation",
                        "fallback-on",
                        "max-concurrent-fallbacks",
                        "measure-time",
                        "enforce");
        for (String oneWindow : List.of("window-calls", "window-duration")) {
            Map<String, String> document = new LinkedHashMap<>();
            keys.forEach((key, value) -> document.put("services.PaymentService." + key, value));
            document.remove("services.PaymentService." + oneWindow);

            registry.apply(Settings.of(document));
            assertThat(registry.settings().toMap()).hasSize(26);
        }
    }

    @Test
    void allMistakesAreReportedAtOnce() throws IOException {
        Path file = file("a.properties", """
                defaults.open-for = 30
                services.PaymentService.failure-rat = 50%
                services.PaymentService.methods.charge.enforce = 250%
                """);

        assertThatThrownBy(() -> Settings.load(file))
                .isInstanceOf(SettingsException.class)
                .hasMessage(PAGE.blocks("").get(1).stripTrailing());
    }

    @Test
    void aFileIsFollowed() throws IOException {
        Path file = file("a.properties", "services.PaymentService.open-for = 5s");
        SettingsFollower follower = registry.follow(SettingsSource.file(file), Duration.ofSeconds(5), scheduler);
        follower.problem()
                .ifPresent(problem -> System.err.println("for " + follower.since() + ": " + problem.getMessage()));

        assertThat(follower.problem()).isEmpty();
        assertThat(charge.revision()).isEqualTo(1);
    }

    @Test
    void anAddressMayBeFollowedToo() {
        String token = "secret";
        SettingsSource source = SettingsSource.http(URI.create(
                        "http://localhost:2772/applications/shop/environments/live/configurations/breakers.yaml"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(2));

        assertThat(source)
                .hasToString("http://localhost:2772/applications/shop/environments/live/configurations/breakers.yaml");
    }

    @Test
    void aBakeGoesBack() throws IOException {
        Path file = file("a.properties", "defaults.failure-threshold = 1");
        Breaker stock = registry.breaker("stock");
        registry.apply(Settings.load(file), Bake.of(Duration.ofMinutes(10)).atMostTrips(1));

        fail(1);
        assertThat(charge.config().rules()).hasToString("[1 failure]");
        assertThatThrownBy(() -> stock.call(() -> {
                    throw new IOException("down");
                }))
                .hasMessage("down");
        assertThat(charge.config().rules()).hasToString("[5 consecutive failures]");
    }

    @Test
    void aDryRunCountsWhatItWouldReject() throws IOException {
        var keys = new LinkedHashMap<String, String>(registry.settings().toMap());
        keys.put("services.PaymentService.failure-rate", "30%");
        keys.put("services.PaymentService.enforce", "0");
        registry.apply(Settings.of(keys));
        long wouldHaveBeenRejected =
                registry.find("PaymentService.charge").orElseThrow().stats().spared();

        assertThat(wouldHaveBeenRejected).isZero();
        fail(101);
        assertThat(charge.state()).isEqualTo(BreakerState.OPEN);
        assertThat(charge.stats().spared()).isEqualTo(1);
    }

    @Test
    void anOperatorActsWithAReason() {
        Breaker charge = registry.find("PaymentService.charge").orElseThrow();
        charge.forceOpen("maintenance until 15:00 (ops-7)");
        charge.reset("maintenance is over");
        charge.trip("the provider told us", Duration.ofMinutes(5));
        charge.endWait("the provider is back");
        charge.disable("it must not reject anybody today");

        assertThat(charge.state()).isEqualTo(BreakerState.DISABLED);
        assertThat(charge.status().reason()).isEqualTo("it must not reject anybody today");
        assertThat(charge.stats().transitions()).isEqualTo(4);
    }

    @Test
    void healthIsForReadiness() {
        BreakerHealth health = BreakerHealth.of(registry)
                .critical("PaymentService.charge", "stock")
                .downAfter(Duration.ofSeconds(30))
                .upAfter(Duration.ofSeconds(10));
        HealthReport report = health.report();
        int status = report.ready() ? 200 : 503;

        assertThat(status).isEqualTo(200);
        charge.forceOpen("maintenance");
        time.advance(Duration.ofSeconds(30));
        assertThat(health.report()).hasToString("not ready because of PaymentService.charge, degraded");
    }

    @Test
    void aProberAsksTheTarget() {
        PaymentService client = new StripePayments();
        Prober.Running checks = Prober.of(registry.breaker("PaymentService.charge"), () -> client.charge("test", 0))
                .every(Duration.ofSeconds(5))
                .timeout(Duration.ofSeconds(1))
                .failureThreshold(3)
                .tripping()
                .closing()
                .start(scheduler);

        checks.close();
        assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aSnapshotGoesOverARestart() throws IOException {
        fail(5);
        registry.breaker("stock").forceOpen("maintenance until 15:00 (ops-7)");
        Path file = directory.resolve("breakers.txt");
        Files.writeString(file, registry.snapshot().toString());
        try (var restarted = BreakerRegistry.builder().quiet().build()) {
            restore(restarted, file);

            assertThat(restarted.breaker("stock").status().reason()).isEqualTo("maintenance until 15:00 (ops-7)");
            restarted.protect(PaymentService.class, new StripePayments());
            assertThat(restarted.breaker("PaymentService.charge").state()).isEqualTo(BreakerState.OPEN);
        }
    }

    private static void restore(BreakerRegistry registry, Path file) throws IOException {
        if (Files.exists(file)) {
            registry.restore(RegistrySnapshot.parse(Files.readString(file)));
        }
    }

    @Test
    void theSnapshotOfThePageIsReadAndWrittenTheSame() {
        String shown = PAGE.blocks("").get(3);

        assertThat(RegistrySnapshot.parse(shown)).hasToString(shown);
    }
}
