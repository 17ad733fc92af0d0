package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint and the health of an application that runs, over HTTP. */
class ActuatorTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application extends FallbackTest.Named {
        @Bean
        ManualTicker ticker() {
            return new ManualTicker();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    /** Where there is one on the class path, as with Boot 4, it would take most of the start. */
    private static final String NO_DATABASE =
            "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private static ConfigurableApplicationContext context;
    private static ConfigurableApplicationContext readOnly;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void startBoth() {
        context = start("--management.endpoint.breakers.access=unrestricted");
        readOnly = start();
    }

    private static ConfigurableApplicationContext start(String... more) {
        var arguments = new ArrayList<String>(List.of(
                "--server.port=0",
                NO_DATABASE,
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.group.readiness.include=breakers/payments",
                "--breakers.services.payments.bean=stripePayments",
                "--breakers.services.payments.fallback=offlinePayments",
                "--breakers.services.payments.health=down",
                "--breakers.services.payments.open-for=1h",
                "--breakers.services.offline.bean=offlinePayments"));
        arguments.addAll(List.of(more));
        return new SpringApplication(Application.class).run(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void end() {
        context.close();
        readOnly.close();
    }

    @BeforeEach
    void closed() {
        context.getBean(BreakerRegistry.class).breakers().forEach(Breaker::reset);
        context.getBean(ManualTicker.class).advance(Duration.ofMinutes(1));
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext to, String path, String body)
            throws IOException, InterruptedException {
        String port = to.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                .header("Content-Type", "application/json");
        return CLIENT.send(
                (body.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(context, path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void listsAllServicesWithTheStatesOfTheirMethods() throws Exception {
        assertThat(get("breakers"))
                .startsWith(
                        "{\"services\":{\"payments\":{\"charge(String)\":\"CLOSED\",\"charge(String,long)\":\"CLOSED\","
                                + "\"refund\":\"CLOSED\"},\"offline\":{\"charge(String)\":\"CLOSED\","
                                + "\"charge(String,long)\":\"CLOSED\",\"refund\":\"CLOSED\"}},\"transitions\":[")
                .endsWith("],\"changes\":{\"applied\":0,\"refused\":0,\"mistakes\":[]}}");
    }

    @Test
    void tellsAllOfAService() throws Exception {
        assertThat(get("breakers/payments"))
                .contains(
                        "\"type\":\"io.breakers.spring.PaymentService\"",
                        "\"target\":\"io.breakers.spring.StripePayments\"",
                        "\"fallback\":\"offlinePayments\"",
                        "\"services.payments.open-for\":\"1h\"",
                        "\"refund\":{\"name\":\"payments.refund\"",
                        "\"failureRate\":null");
    }

    @Test
    void tellsAllOfAMethodEncodedOrNot() throws Exception {
        assertThat(get("breakers/payments/charge(String,long)")).contains("\"name\":\"payments.charge(String,long)\"");
        assertThat(get("breakers/payments/charge%28String%2Clong%29")).contains("\"state\":\"CLOSED\"");
    }

    @Test
    void whatIsUnknownIsNotFoundAndTheKnownIsListed() throws Exception {
        HttpResponse<String> service = send(context, "breakers/orders", "");
        assertThat(service.statusCode()).isEqualTo(404);
        assertThat(service.body())
                .contains("\"error\":\"there is no service orders\"", "\"known\":[\"payments\",\"offline\"]");
        HttpResponse<String> method = send(context, "breakers/payments/chrage", "{\"action\":\"reset\"}");
        assertThat(method.statusCode()).isEqualTo(404);
        assertThat(method.body()).contains("payments has no breaker of a method chrage", "refund");
        HttpResponse<String> overloaded = send(context, "breakers/payments/charge", "");
        assertThat(overloaded.statusCode()).isEqualTo(404);
        assertThat(overloaded.body()).contains("charge is overloaded", "charge(String,long)");
    }

    @Test
    void operatesAMethod() throws Exception {
        HttpResponse<String> response =
                send(context, "breakers/payments/refund", "{\"action\":\"force-open\",\"reason\":\"a test\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"state\":\"FORCED_OPEN\"", "\"reason\":\"a test\"");
        send(context, "breakers/payments/refund", "{\"action\":\"RESET\"}");
        assertThat(get("breakers/payments/refund")).contains("\"state\":\"CLOSED\"");
    }

    @Test
    void aBreakerThatIsForcedOpenKnowsNoWait() throws Exception {
        Runners.breaker(context, "payments.refund").forceOpen("a test");
        assertThat(get("breakers/payments/refund")).contains("\"state\":\"FORCED_OPEN\"", "\"retryAfterSeconds\":null");
        Runners.breaker(context, "payments.refund").reset();
        assertThat(get("breakers/payments/refund")).contains("\"retryAfterSeconds\":0.0");
    }

    @Test
    void operatesAService() throws Exception {
        for (String action : new String[] {"trip", "end-wait", "disable", "reset"}) {
            assertThat(send(context, "breakers/payments", "{\"action\":\"" + action + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(Runners.breaker(context, "payments.refund").stats().transitions())
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void anActionThatIsNoneIsABadRequest() throws Exception {
        for (String body : new String[] {"{}", "{\"action\":\"close\"}"}) {
            HttpResponse<String> response = send(context, "breakers/payments/refund", body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("there is no action", "force-open", "end-wait");
        }
    }

    @Test
    void isReadOnlyByDefault() throws Exception {
        assertThat(send(readOnly, "breakers/payments", "{\"action\":\"reset\"}").statusCode())
                .isEqualTo(405);
        assertThat(send(readOnly, "breakers/payments", "").statusCode()).isEqualTo(200);
    }

    @Test
    void theLastTransitionsAreListedTheLastOneFirst() throws Exception {
        Runners.breaker(context, "payments.refund").trip("a test");
        context.getBean(ManualTicker.class).advance(Duration.ofSeconds(90));
        Runners.breaker(context, "payments.refund").reset("over");
        assertThat(get("breakers"))
                .contains("\"transitions\":[{\"breaker\":\"payments.refund\",\"from\":\"OPEN\",\"to\":\"CLOSED\","
                        + "\"reason\":\"over\",\"lastFailure\":null,\"secondsAgo\":0.0},"
                        + "{\"breaker\":\"payments.refund\",\"from\":\"CLOSED\",\"to\":\"OPEN\","
                        + "\"reason\":\"a test\",\"lastFailure\":null,\"secondsAgo\":90.0}");
    }

    @Test
    void atMostAHundredTransitionsAreListed() throws Exception {
        for (int i = 0; i < 60; i++) {
            Runners.breaker(context, "payments.refund").trip("trip " + i + ".");
            Runners.breaker(context, "payments.refund").reset();
        }
        assertThat(get("breakers").split("\"secondsAgo\"", -1)).hasSize(101);
        assertThat(get("breakers")).contains("trip 59.", "trip 10.").doesNotContain("trip 9.");
    }

    @Test
    void healthHasAPartForEachServiceAndIsUp() throws Exception {
        assertThat(get("health/breakers/payments")).contains("\"status\":\"UP\"", "\"breakers\":3");
        Runners.breaker(context, "offline.refund").forceOpen("a test");
        assertThat(get("health/breakers/offline"))
                .contains("\"status\":\"UP\"", "\"offline.refund\":\"FORCED_OPEN: a test");
    }

    @Test
    void aServiceThatCountsIsDownWhenItIsOpenForLong() throws Exception {
        ManualTicker time = context.getBean(ManualTicker.class);
        Runners.breaker(context, "payments.refund").trip("a test");
        assertThat(get("health/breakers/payments")).contains("\"status\":\"UP\"");
        time.advance(Duration.ofSeconds(10));
        HttpResponse<String> response = send(context, "health/breakers/payments", "");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"status\":\"DOWN\"", "OPEN: a test; retry after 3590 s");
        assertThat(send(context, "health/readiness", "").statusCode()).isEqualTo(503);
        Runners.breaker(context, "payments.refund").reset();
        time.advance(Duration.ofSeconds(10));
        assertThat(get("health/readiness")).contains("\"status\":\"UP\"");
    }

    @Test
    void r17_theLastSecondOfAWaitIsNotZeroSeconds() throws Exception {
        Runners.breaker(context, "payments.refund").trip("a test");
        context.getBean(ManualTicker.class).advance(Duration.ofHours(1).minusMillis(1));
        assertThat(send(context, "health/breakers/payments", "").body()).contains("OPEN: a test; retry after 1 s");
    }

    @Test
    void aReasonIsOneLine() throws Exception {
        send(
                context,
                "breakers/payments/refund",
                "{\"action\":\"force-open\",\"reason\":\" a\\r\\ntest\\u001b\\u2028of it \"}");
        assertThat(Runners.breaker(context, "payments.refund").status().reason())
                .isEqualTo("a test of it");
        send(context, "breakers/payments/refund", "{\"action\":\"reset\",\"reason\":\"\\n\"}");
        assertThat(Runners.breaker(context, "payments.refund").status().reason())
                .isEqualTo("by the actuator");
    }

    @Test
    void withoutServicesThereIsNoComponent() {
        var application = new SpringApplication(Empty.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var empty = application.run(NO_DATABASE)) {
            assertThat(empty.containsBean("breakersHealthContributor")).isFalse();
            assertThat(context.containsBean("breakersHealthContributor")).isTrue();
        }
    }
}
