package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint of an application that runs, over HTTP. */
class ActuatorTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application extends FallbackTest.Named {
        @Bean
        ManualTicker ticker() {
            return new ManualTicker();
        }
    }

    private static ConfigurableApplicationContext context;
    private static ConfigurableApplicationContext readOnly;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext start(String... more) {
        var application = new SpringApplication(Application.class);
        var arguments = new java.util.ArrayList<String>(java.util.List.of(
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--breakers.services.payments.bean=stripePayments",
                "--breakers.services.payments.open-for=1h",
                "--breakers.services.offline.bean=offlinePayments"));
        arguments.addAll(java.util.List.of(more));
        return application.run(arguments.toArray(String[]::new));
    }

    @BeforeAll
    static void startBoth() {
        context = start("--management.endpoint.breakers.access=unrestricted");
        readOnly = start();
    }

    @AfterAll
    static void end() {
        context.close();
        readOnly.close();
    }

    @BeforeEach
    void closed() {
        Runners.breaker(context, "payments.refund").reset();
        Runners.breaker(context, "payments.charge(String,long)").reset();
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
                .isEqualTo(
                        "{\"services\":{\"payments\":{\"charge(String)\":\"CLOSED\",\"charge(String,long)\":\"CLOSED\","
                                + "\"refund\":\"CLOSED\"},\"offline\":{\"charge(String)\":\"CLOSED\","
                                + "\"charge(String,long)\":\"CLOSED\",\"refund\":\"CLOSED\"}}}");
    }

    @Test
    void tellsAllOfAService() throws Exception {
        assertThat(get("breakers/payments"))
                .contains(
                        "\"type\":\"io.breakers.spring.PaymentService\"",
                        "\"target\":\"io.breakers.spring.StripePayments\"",
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
}
