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

/** Health of an application that runs, over HTTP. */
class HealthTest {
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

    private static ConfigurableApplicationContext context;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext start(String... more) {
        var application = new SpringApplication(Application.class);
        var arguments = new java.util.ArrayList<String>(java.util.List.of(
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.group.readiness.include=breakers/payments",
                "--breakers.services.payments.bean=stripePayments",
                "--breakers.services.payments.health=down",
                "--breakers.services.payments.open-for=1h",
                "--breakers.services.offline.bean=offlinePayments"));
        arguments.addAll(java.util.List.of(more));
        return application.run(arguments.toArray(String[]::new));
    }

    @BeforeAll
    static void startIt() {
        context = start();
    }

    @AfterAll
    static void end() {
        context.close();
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
    void healthHasAPartForEachServiceAndIsUp() throws Exception {
        assertThat(get("health/breakers/payments")).contains("\"status\":\"UP\"", "\"breakers\":3");
        Runners.breaker(context, "offline.refund").forceOpen("a test");
        assertThat(get("health/breakers/offline"))
                .contains("\"status\":\"UP\"", "\"offline.refund\":\"FORCED_OPEN: a test");
        Runners.breaker(context, "offline.refund").reset();
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
    void withoutServicesThereIsNoComponent() {
        var application = new SpringApplication(Empty.class);
        try (var empty = application.run("--server.port=0", "--spring.main.banner-mode=off")) {
            assertThat(empty.containsBean("breakersHealthContributor")).isFalse();
            assertThat(context.containsBean("breakersHealthContributor")).isTrue();
        }
    }
}
