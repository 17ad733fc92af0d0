package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators may do at a console, and who may not. */
class ConsoleOperatorsTest {
    private static final String FORCE_OPEN = "/api/breakers/stock/force-open";

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final Breaker stock = registry.breaker("stock");
    private final RunningConsole console =
            BreakerConsole.of(registry).operators(ConsoleTest.TOKEN).start();
    private final ConsoleClient client = new ConsoleClient(console.uri());

    @AfterEach
    void close() {
        console.close();
    }

    private void assertUntouched() {
        assertThat(stock.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(stock.stats().transitions()).isZero();
    }

    @Test
    void theyForceOpenWithAReason() throws Exception {
        HttpResponse<String> answer = client.operate(FORCE_OPEN, "{\"reason\": \"stocktaking, ops-7\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ConsoleClient.object(answer.body()))
                .containsEntry("done", true)
                .containsKey("breaker");
        assertThat(stock.state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(stock.status().reason()).isEqualTo("stocktaking, ops-7");
    }

    @Test
    void theyNeedNoReason() throws Exception {
        assertThat(client.operate(FORCE_OPEN, null).statusCode()).isEqualTo(200);
        assertThat(stock.status().reason()).isEqualTo("forced open by an operator");

        assertThat(client.operate("/api/breakers/stock/reset", "{}").statusCode())
                .isEqualTo(200);
        assertThat(stock.status().reason()).isEqualTo("reset by an operator");
    }

    @Test
    void theyTripEndTheWaitDisableAndReset() throws Exception {
        client.operate("/api/breakers/stock/trip", "{\"reason\": \"the site is down\"}");
        assertThat(stock.state()).isEqualTo(BreakerState.OPEN);
        assertThat(stock.status().reason()).isEqualTo("the site is down");

        client.operate("/api/breakers/stock/end-wait", "{\"reason\": \"it is up\"}");
        assertThat(stock.state()).isEqualTo(BreakerState.HALF_OPEN);

        client.operate("/api/breakers/stock/disable", "{\"reason\": \"no time for this\"}");
        assertThat(stock.state()).isEqualTo(BreakerState.DISABLED);

        client.operate("/api/breakers/stock/reset", "{\"reason\": \"as before\"}");
        assertThat(stock.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(stock.status().reason()).isEqualTo("as before");
    }

    @Test
    void whatHasNoEffectSaysSo() throws Exception {
        HttpResponse<String> answer = client.operate("/api/breakers/stock/end-wait", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ConsoleClient.object(answer.body())).containsEntry("done", false);
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Charges.charge(String,long)",
                "Payments.charge[bank-7]",
                "a/b",
                "a b",
                "ümlaut ☃",
                "50%",
                "a+b",
                "/",
                "?q#f",
                "<img src=x>"
            })
    void namesAreWrittenWithPercentSigns(String name) throws Exception {
        Breaker breaker = registry.breaker(name);
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(client.operate("/api/breakers/" + path + "/force-open", null).statusCode())
                .isEqualTo(200);
        assertThat(breaker.state()).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void parenthesesCommasAndSlashesMayStandInAName() throws Exception {
        Breaker breaker = registry.breaker("a/b(String,long)");

        assertThat(client.operate("/api/breakers/a/b(String,long)/force-open", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(breaker.state()).isEqualTo(BreakerState.FORCED_OPEN);
    }

    @Test
    void anUnknownBreakerIsToldWithThoseThatAreKnown() throws Exception {
        registry.breaker("prices");

        HttpResponse<String> answer = client.operate("/api/breakers/stok/force-open", null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ConsoleClient.object(answer.body()))
                .contains(entry("error", "there is no breaker stok"), entry("known", List.of("stock", "prices")));
    }

    @Test
    void anUnknownOperationIsToldWithThoseThatAreKnown() throws Exception {
        HttpResponse<String> answer = client.operate("/api/breakers/stock/open", null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("force-open, disable, reset, trip and end-wait");
        assertThat(client.operate("/api/breakers", null).statusCode()).isEqualTo(405);
        assertThat(client.operate("/", null).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORCE_OPEN, "/api/breakers/unknown/reset", "/api/breakers", "/nothing", "/"})
    void withoutOperatorsNobodyWrites(String path) throws Exception {
        try (RunningConsole shows = BreakerConsole.of(registry).start()) {
            assertThat(new ConsoleClient(shows.uri()).operate(path, "{").statusCode())
                    .isEqualTo(403);
        }
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORCE_OPEN, "/api/breakers/unknown/reset", "/api/breakers", "/nothing", "/"})
    void aWrongTokenIsToldBeforeAnythingElse(String path) throws Exception {
        HttpResponse<String> without = client.send("POST", path, "{");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        for (String given : List.of(
                "Bearer wrong",
                "Bearer " + ConsoleTest.TOKEN + "x",
                "Bearer",
                "Bearer ",
                "Basic " + ConsoleTest.TOKEN,
                ConsoleTest.TOKEN,
                "BearerX" + ConsoleTest.TOKEN)) {
            HttpResponse<String> answer = client.send("POST", path, "{", "Authorization", given);
            assertThat(answer.statusCode()).as(given).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(without.body());
        }
        assertUntouched();
    }

    @Test
    void otherOriginsChangeNothing() throws Exception {
        String own = console.uri().toString().replaceFirst("/$", "");
        for (String origin : List.of("http://evil.example", "null", own + "1", own.replace("http", "https"))) {
            HttpResponse<String> answer = client.send(
                    "POST", FORCE_OPEN, null, "Authorization", "Bearer " + ConsoleTest.TOKEN, "Origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(client.send(
                                "POST",
                                FORCE_OPEN,
                                null,
                                "Authorization",
                                "Bearer " + ConsoleTest.TOKEN,
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertUntouched();

        assertThat(client.send("POST", FORCE_OPEN, null, "Authorization", "bearer " + ConsoleTest.TOKEN, "Origin", own)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPreflightOfAnotherOriginIsRefused() throws Exception {
        HttpResponse<String> answer = client.send("OPTIONS", FORCE_OPEN, null, "Origin", "http://evil.example");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1",
                "[::2]",
                "",
                "localhost, evil.example",
                "evil.example#localhost"
            })
    void aHostThatIsNotOursIsMisdirected(String host) throws Exception {
        assertThat(client.statusOf("GET / HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 421");
        assertThat(client.statusOf("GET /api/breakers HTTP/1.1", "Host: " + host))
                .startsWith("HTTP/1.1 421");
        assertThat(client.statusOf(
                        "POST " + FORCE_OPEN + " HTTP/1.1",
                        "Host: " + host,
                        "Authorization: Bearer " + ConsoleTest.TOKEN,
                        "Content-Length: 0"))
                .startsWith("HTTP/1.1 421");
        assertUntouched();
    }

    @Test
    void noHostAndTwoHostsAreMisdirectedToo() throws Exception {
        assertThat(client.statusOf("GET / HTTP/1.1")).startsWith("HTTP/1.1 421");
        assertThat(client.statusOf("GET / HTTP/1.1", "Host: localhost", "Host: evil.example"))
                .startsWith("HTTP/1.1 421");
        assertThat(client.statusOf("GET http://evil.example/ HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:9000"})
    void theLoopbackAddressIsOursByEachOfItsNames(String host) throws Exception {
        assertThat(client.statusOf("GET / HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"reason\"",
                "{\"reason\": 7}",
                "{\"reason\": null}",
                "{\"reason\": \" \"}",
                "{\"Reason\": \"x\"}",
                "{\"reason\": \"x\", \"wait\": \"1h\"}",
                "{\"reason\": \"x\", \"reason\": \"y\"}",
                "{\"reason\": \"x\"} {}",
                "{\"reason\": {\"reason\": \"x\"}}",
                "reason=x",
                "\u0000"
            })
    void aMalformedBodyChangesNothing(String body) throws Exception {
        HttpResponse<String> answer = client.operate(FORCE_OPEN, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat((String) ConsoleClient.object(answer.body()).get("error")).isNotBlank();
        assertUntouched();
    }

    @Test
    void aHugeBodyChangesNothing() throws Exception {
        assertThat(client.operate(FORCE_OPEN, "{\"reason\": \"" + "x".repeat(5_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.statusOf(
                        "POST " + FORCE_OPEN + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + ConsoleTest.TOKEN,
                        "Content-Length: 9000000000"))
                .startsWith("HTTP/1.1 413");
        assertUntouched();
    }

    @Test
    void aReasonIsOneLine() throws Exception {
        client.operate(
                FORCE_OPEN, "{\"reason\": \" first\\r\\nsecond\\tthird\\u0007\\u2028fourth\\u009b\\u202efifth \"}");

        assertThat(stock.status().reason()).isEqualTo("first second third fourth fifth");
    }

    /** A proxy with TLS has another origin than it asks for; which pages are its own, the browser says. */
    @Test
    void thePageOfAConsoleBehindAProxyMayWrite() throws Exception {
        HttpResponse<String> answer = client.send(
                "POST",
                FORCE_OPEN,
                null,
                "Authorization",
                "Bearer " + ConsoleTest.TOKEN,
                "Origin",
                "https://console.example",
                "Sec-Fetch-Site",
                "same-origin");

        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
