package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.operations.Bake;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Prober;
import io.breakers.operations.RegistrySnapshot;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.ManualTicker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the README is the Java of this file, between the lines that name a snippet, and it runs. */
class ReadmeTest {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\w+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);

    interface PaymentService {
        String charge(String customer, long cents) throws IOException;
    }

    static final class StripePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) throws IOException {
            if (cents < 0) {
                throw new IOException("down");
            }
            return customer + " paid " + cents;
        }
    }

    static final class OfflinePayments implements PaymentService {
        @Override
        public String charge(String customer, long cents) {
            return customer + " will pay " + cents;
        }
    }

    static final class CardDeclinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    interface Warehouse {
        String ask(String article);
    }

    static Stream<String> snippets() throws IOException {
        return SNIPPET.matcher(readme()).results().map(snippet -> snippet.group(1));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetOfTheReadmeIsInThisFile(String name) throws IOException {
        Matcher snippet = Pattern.compile("<!-- snippet: " + name + " -->\\s*```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme());
        assertThat(snippet.find()).isTrue();
        assertThat(compact(region(name))).isEqualTo(compact(snippet.group(1)));
    }

    @Test
    void theReadmeHasSnippets() throws IOException {
        assertThat(snippets())
                .containsExactly(
                        "protect",
                        "rejected",
                        "everything",
                        "dry",
                        "inspect",
                        "function",
                        "health",
                        "snapshot",
                        "generic",
                        "registry");
    }

    @Test
    void r18_theAlertOfTheReadmeIsTheOneOfTheRuleFile() throws IOException {
        String rules = Files.readString(root().resolve("dashboards/breakers-alerts.yml"));
        Matcher rule = Pattern.compile(
                        "- alert: BreakerOpenTooLong\\s(?:\\s*#[^\\n]*\\n)*\\s*expr: \\|\\n(.*?)\\n\\s*for: 5m\\n",
                        Pattern.DOTALL)
                .matcher(rules);
        assertThat(rule.find()).isTrue();
        Matcher shown = Pattern.compile("\\(`for: 5m`\\).*?```\\n.*?\\n\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme());
        assertThat(shown.find()).isTrue();

        assertThat(compact(shown.group(1))).isEqualTo(compact(rule.group(1)));
    }

    @Test
    void theDefaultsProtectAService() throws IOException {
        // snippet: protect
        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), BreakerConfig.defaults());
        // end

        assertThat(payments.charge("alice", 4200)).isEqualTo("alice paid 4200");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> payments.charge("alice", -1))
                .withMessage("down");
    }

    @Test
    void aRejectionSaysWhenToTryAgain() throws IOException {
        var time = new ManualTicker();
        BreakerConfig config = BreakerConfig.builder().ticker(time).build();
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments(), config);
        assertThat(chargeOrSayWhen(payments)).isEqualTo("alice paid 4200");

        for (int failures = 0; failures < 5; failures++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.charge("alice", -1));
        }
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Try again in 60 s");
        time.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Try again in 1 s");

        Breakers.inspect(payments).breaker("charge").forceOpen();
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Switched off until further notice");
    }

    private static String chargeOrSayWhen(PaymentService payments) throws IOException {
        // snippet: rejected
        try {
            return payments.charge("alice", 4200);
        } catch (CallRejectedException rejected) {
            return rejected.state() == BreakerState.FORCED_OPEN
                    ? "Switched off until further notice"
                    : "Try again in "
                            + rejected.retryAfter().plusNanos(999_999_999).toSeconds() + " s";
        }
        // end
    }

    @Test
    void aFallbackAnswersAndMetersAreThere() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        // snippet: everything
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(20))
                .openFor(Duration.ofSeconds(10))
                .ignore(CardDeclinedException.class)
                .listener(BreakerMetrics.to(registry))
                .build();

        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), config, new OfflinePayments());
        // end

        assertThat(payments.charge("alice", -1)).isEqualTo("alice will pay -1");
        assertThat(registry.get("breaker.calls")
                        .tag("outcome", "failure")
                        .functionTimer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aDryRunRejectsNobody() throws IOException {
        BreakerConfig config = BreakerConfig.builder().failureThreshold(1).build();
        // snippet: dry
        PaymentService watched = Breakers.protect(
                PaymentService.class,
                new StripePayments(),
                config.toBuilder().enforce(0).build());
        long wouldHaveBeenRejected =
                Breakers.inspect(watched).breaker("charge").stats().spared();
        // end

        assertThat(wouldHaveBeenRejected).isZero();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> watched.charge("Ada", -1));
        assertThat(watched.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(Breakers.inspect(watched).breaker("charge").stats().spared()).isEqualTo(1);
    }

    @Test
    void aRegistryHasSettingsFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("breakers.properties"), """
                defaults.open-for=30s
                services.PaymentService.failure-rate=50%
                services.PaymentService.methods.charge.enforce=0
                """);
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        // snippet: registry
        BreakerRegistry registry = BreakerRegistry.create();
        PaymentService payments = registry.protect(PaymentService.class, new StripePayments());
        registry.apply(Settings.load(file), Bake.of(Duration.ofMinutes(10)).atMostTrips(0));
        registry.rollback();
        SettingsFollower follower = registry.follow(SettingsSource.file(file), Duration.ofSeconds(5), scheduler);
        // end
        scheduler.shutdownNow();

        assertThat(follower.problem()).isEmpty();
        assertThat(Breakers.inspect(payments).breaker("charge").config().enforce())
                .isZero();
    }

    @Test
    void aProtectedServiceCanBeInspectedAndOperated() {
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments());
        // snippet: inspect
        Protection protection = Breakers.inspect(payments);
        Breaker charge = protection.breaker("charge");
        BreakerState state = charge.state();
        long rejected = charge.stats().rejected();
        charge.forceOpen();
        charge.reset();
        // end

        assertThat(state).isEqualTo(BreakerState.CLOSED);
        assertThat(rejected).isZero();
        assertThat(charge.stats().transitions()).isEqualTo(2);
    }

    @Test
    void aBreakerWorksAroundAFunction() throws Exception {
        BreakerConfig config = BreakerConfig.defaults();
        Warehouse warehouse = article -> article + ": 7";
        // snippet: function
        Breaker stock = Breakers.breaker("stock", config);
        String answer = stock.call(() -> warehouse.ask("apples"));
        String sure = stock.call(() -> warehouse.ask("apples"), cause -> "unknown");
        // end

        assertThat(answer).isEqualTo("apples: 7").isEqualTo(sure);
        stock.forceOpen();
        assertThat(stock.<String>call(() -> warehouse.ask("apples"), cause -> "unknown"))
                .isEqualTo("unknown");
    }

    @Test
    void aReadinessProbeAsksTheHealthOfBreakers() throws Exception {
        BreakerRegistry registry = BreakerRegistry.create();
        registry.protect(PaymentService.class, new StripePayments());
        PaymentService client = new StripePayments();
        var scheduler = new ScheduledThreadPoolExecutor(2);
        // snippet: health
        BreakerHealth health = BreakerHealth.of(registry).critical("PaymentService");
        Prober.Running checks = Prober.of(registry.breaker("PaymentService.charge"), () -> client.charge("test", 0))
                .closing()
                .start(scheduler);
        int status = health.report().ready() ? 200 : 503;
        // end

        checks.close();
        scheduler.shutdownNow();
        assertThat(scheduler.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(status).isEqualTo(200);
    }

    @Test
    void aSnapshotKeepsStatesOverARestart(@TempDir Path directory) throws IOException {
        BreakerRegistry registry = BreakerRegistry.create();
        BreakerRegistry restarted = BreakerRegistry.create();
        Path file = directory.resolve("breakers.txt");
        registry.breaker("stock").forceOpen("maintenance");
        // snippet: snapshot
        Files.writeString(file, registry.snapshot().toString());
        restarted.restore(RegistrySnapshot.parse(Files.readString(file)));
        // end

        assertThat(restarted.breaker("stock").status().reason()).isEqualTo("maintenance");
    }

    @Test
    void aGenericServiceNeedsNoUncheckedCast() {
        // snippet: generic
        Supplier<String> greeting = Breakers.builder(new ServiceType<Supplier<String>>() {}, () -> "hello")
                .build();
        // end

        assertThat(greeting.get()).isEqualTo("hello");
    }

    private static String region(String name) throws IOException {
        String source = Files.readString(root().resolve("examples/src/test/java/io/breakers/examples/ReadmeTest.java"));
        Matcher region = Pattern.compile("// snippet: " + name + "\\n(.*?)// end", Pattern.DOTALL)
                .matcher(source);
        assertThat(region.find()).as("a region called %s", name).isTrue();
        return region.group(1);
    }

    /** Without the indentation and line breaks, which belong to the formatter here and to the reader there. */
    private static String compact(String code) {
        return Arrays.stream(code.split("\\s+")).filter(word -> !word.isEmpty()).collect(Collectors.joining());
    }

    private static String readme() throws IOException {
        return Files.readString(root().resolve("README.md"));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }
}
