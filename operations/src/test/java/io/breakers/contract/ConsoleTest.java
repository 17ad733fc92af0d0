package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.breakers.api.BreakerConfig;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.testing.ManualTicker;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a console shows to everybody. */
class ConsoleTest {
    static final String TOKEN = "open-sesame";

    private final ManualTicker time = new ManualTicker();
    private final BreakerConfig config = BreakerConfig.builder()
            .failureThreshold(2)
            .openFor(Duration.ofSeconds(30))
            .ticker(time)
            .build();
    private final BreakerRegistry registry =
            BreakerRegistry.builder().config(config).quiet().build();
    private final RunningConsole console = BreakerConsole.of(registry).start();
    private final ConsoleClient client = new ConsoleClient(console.uri());

    @AfterEach
    void close() {
        console.close();
    }

    static void fail(BreakerRegistry registry, String breaker, String text) {
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> registry.breaker(breaker).call(() -> {
                        throw new IllegalStateException(text);
                    }))
                    .hasMessage(text);
        }
    }

    @Test
    void itIsOnTheLoopbackAddress() {
        assertThat(console.uri().getScheme()).isEqualTo("http");
        assertThat(console.uri().getHost())
                .isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
        assertThat(console.uri().getPort()).isPositive();
        assertThat(console).hasToString("console at " + console.uri());
    }

    @Test
    void thePageIsOneFileWithoutAnotherSource() throws Exception {
        HttpResponse<String> page = client.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("src=\"http", "@import", "//cdn");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .matches("default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self';"
                        + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void breakersAreToldInJson() throws Exception {
        registry.protect(Charges.class, new Charges.Real());
        fail(registry, "stock", "no apples");
        time.advance(Duration.ofMillis(1_500));

        HttpResponse<String> answer = client.get("/api/breakers");
        List<Map<String, Object>> breakers = ConsoleClient.array(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(breakers)
                .extracting(row -> row.get("name"))
                .containsExactlyElementsOf(registry.breakers().stream()
                        .map(breaker -> (Object) breaker.name())
                        .toList());
        assertThat(breakers.get(breakers.size() - 1))
                .contains(
                        entry("name", "stock"),
                        entry("service", "stock"),
                        entry("method", "call"),
                        entry("state", "OPEN"),
                        entry("reason", "2 consecutive failures"),
                        entry("lastFailure", "java.lang.IllegalStateException: no apples"),
                        entry("revision", 0),
                        entry("inStateSeconds", 1.5),
                        entry("retryAfterSeconds", 28.5),
                        entry("failures", 2),
                        entry("failureRate", null));
        assertThat(breakers.get(0))
                .containsEntry("service", "Charges")
                .containsEntry("state", "CLOSED")
                .containsEntry("reason", "new")
                .containsEntry("lastFailure", null)
                .containsEntry("retryAfterSeconds", 0.0);
    }

    @Test
    void aWaitThatIsOverReadsHalfOpen() throws Exception {
        fail(registry, "stock", "no apples");
        time.advance(Duration.ofSeconds(31));

        assertThat(ConsoleClient.array(client.get("/api/breakers").body()).get(0))
                .contains(entry("state", "HALF_OPEN"), entry("inStateSeconds", 1.0));
    }

    @Test
    void aBreakerThatIsForcedOpenKnowsNoWait() throws Exception {
        registry.breaker("stock").forceOpen("stocktaking");

        assertThat(ConsoleClient.array(client.get("/api/breakers").body()).get(0))
                .contains(
                        entry("state", "FORCED_OPEN"),
                        entry("reason", "stocktaking"),
                        entry("retryAfterSeconds", null));
    }

    @Test
    void withoutAHealthNobodyKnowsOfReadiness() throws Exception {
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(404);
    }

    @Test
    void aReadinessProbeIsAnswered() throws Exception {
        BreakerHealth health = BreakerHealth.of(registry).critical("stock").downAfter(Duration.ZERO);
        try (RunningConsole other = BreakerConsole.of(registry).health(health).start()) {
            var probe = new ConsoleClient(other.uri());
            registry.breaker("stock");
            assertThat(probe.get("/health/ready").statusCode()).isEqualTo(200);

            fail(registry, "stock", "no apples");

            HttpResponse<String> down = probe.get("/health/ready");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(ConsoleClient.object(down.body()))
                    .contains(
                            entry("ready", false),
                            entry("degraded", true),
                            entry("causes", List.of("stock")),
                            entry("breakers", Map.of("stock", "OPEN")));
        }
    }

    @Test
    void everyAnswerIsGuardedAgainstOtherPages() throws Exception {
        for (String path : List.of("/", "/api/breakers", "/nothing", "/health/ready")) {
            assertThat(client.get(path).headers().map())
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .hasEntrySatisfying(
                            "content-security-policy",
                            policy -> assertThat(policy.get(0))
                                    .startsWith("default-src 'none'")
                                    .contains("frame-ancestors 'none'"))
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        for (String path : List.of("/", "/api/breakers", "/api/events")) {
            HttpResponse<String> head = client.send("HEAD", path, null);
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(client.get("/api/breakers/stock").statusCode()).isEqualTo(405);
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatAreNot() throws Exception {
        HttpResponse<String> put = client.send("PUT", "/api/breakers", "[]");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).contains("GET, HEAD");

        HttpResponse<String> read = client.get("/api/breakers/stock/reset");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void aSecondSlashDoesNoHarm() throws Exception {
        assertThat(client.get("//api/breakers").statusCode()).isEqualTo(200);
    }

    @Test
    void closingEndsItAndAllItsThreads() throws Exception {
        try (ConsoleClient.Events events = client.events()) {
            events.next("all");
            assertThat(ours()).isNotEmpty().allMatch(Thread::isDaemon);

            console.close();
            console.close();
        }

        assertThatThrownBy(() -> client.get("/")).isInstanceOf(ConnectException.class);
        for (Thread thread : ours()) {
            thread.join(60_000);
        }
        assertThat(ours()).isEmpty();
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("breakers-console")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .toList();
    }

    @Test
    void anAddressInUseIsToldWithTheRemedy() {
        var taken = new InetSocketAddress("127.0.0.1", console.uri().getPort());
        BreakerConsole second = BreakerConsole.of(registry).bind(taken);

        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot start the console at 127.0.0.1:" + taken.getPort()
                        + ": Address already in use; give another address by bind(..)");
    }

    @Test
    void theSameAddressCanBeTakenAgainAfterTheEnd() throws Exception {
        URI uri = console.uri();
        console.close();

        try (RunningConsole again = BreakerConsole.of(registry)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()))
                .start()) {
            assertThat(again.uri()).isEqualTo(uri);
            assertThat(client.get("/api/breakers").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void argumentsAreChecked() {
        BreakerConsole unbuilt = BreakerConsole.of(registry);

        assertThatThrownBy(() -> BreakerConsole.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry");
        assertThatThrownBy(() -> unbuilt.health(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("health");
        assertThatThrownBy(() -> unbuilt.operators(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("token");
        assertThatThrownBy(() -> unbuilt.bind(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("address");
        for (String token : List.of("", "  ", "two words", "umläut")) {
            assertThatThrownBy(() -> unbuilt.operators(token))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("token must consist of visible ASCII characters, at least one");
        }
        assertThatThrownBy(() -> unbuilt.bind(InetSocketAddress.createUnresolved("nowhere.example", 80)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address must have a host that is known, was nowhere.example");
    }
}
