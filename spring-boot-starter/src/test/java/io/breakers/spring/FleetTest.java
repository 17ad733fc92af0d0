package io.breakers.spring;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Guide;
import io.breakers.fleet.Fleet;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.tools.Bell;
import io.breakers.tools.Page;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Applications that join a fleet over a real Redis. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class FleetTest {
    private final Bell bell = new Bell();

    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application extends SelectionTest.Stripe {}

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RedisServer redis;

    @BeforeAll
    static void start() throws Exception {
        redis = new RedisServer("--requirepass", "s3cret");
    }

    @AfterAll
    static void end() throws Exception {
        if (redis != null) {
            redis.close();
        }
    }

    private static String url() {
        return "redis://:s3cret@localhost:" + redis.port();
    }

    private static ApplicationContextRunner app(String... properties) {
        return Runners.of(SelectionTest.Stripe.class)
                .withPropertyValues("breakers.protect=stripePayments", "breakers.fleet.redis.url=" + url())
                .withPropertyValues(properties);
    }

    /** Another instance of the group. */
    private static Fleet other(String group) {
        return Fleet.of(
                        BreakerRegistry.builder().quiet().build(),
                        RedisFleet.at(url()).group(group))
                .join(Duration.ofMinutes(1));
    }

    @Test
    void theApplicationIsAMemberOfTheFleetOfItsNameUntilItsContextCloses() {
        try (Fleet other = other("named")) {
            app("spring.application.name=named").run(context -> {
                Bell.ask("it is a member", () -> other.members().size() == 2);
                other.forceOpen("stripePayments.refund", "maintenance", "ops-7");
                bell.await(
                        "it is forced open",
                        () -> Runners.breaker(context, "stripePayments.refund").state() == FORCED_OPEN);
                assertThat(Runners.breaker(context, "stripePayments.charge(String)")
                                .state())
                        .isEqualTo(CLOSED);
            });
            Bell.ask("it has left", () -> other.members().size() == 1);
        }
    }

    @Test
    void whatHoldsIsTakenOverAndCodeGivesCommandsAsTheGuideSays() {
        assertThat(Page.of("docs/guide/spring.md").blocks("java"))
                .contains(
                        "public void maintenanceEverywhere() {\n"
                                + "    fleet.forceOpen(\"payments\", \"maintenance\", \"ops-7\", Duration.ofMinutes(30));\n}\n");
        ApplicationContextRunner shop = Runners.of(Guide.Application.class)
                .withBean(Guide.FleetOperations.class)
                .withPropertyValues(
                        "breakers.protect=payments,quotes",
                        "breakers.fleet.redis.url=" + url(),
                        "breakers.fleet.group=shop");
        shop.run(first -> {
            Bell.ask("it is connected", () -> first.getBean(Fleet.class).connected());
            first.getBean(Guide.FleetOperations.class).maintenanceEverywhere();
            shop.run(second -> bell.await(
                    "it is forced open",
                    () -> Runners.breaker(second, "payments.charge").state() == FORCED_OPEN));
        });
    }

    @Test
    void theEndpointTellsTheMembersIfItIsAskedToAndWhoGaveACommandAndNoPassword() throws Exception {
        var application = new SpringApplication(Application.class);
        try (ConfigurableApplicationContext context = application.run(
                        "--server.port=0",
                        "--spring.autoconfigure.exclude="
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                        "--spring.main.lazy-initialization=true",
                        "--management.endpoints.web.exposure.include=*",
                        "--breakers.protect=stripePayments",
                        "--breakers.fleet.redis.url=" + url(),
                        "--breakers.fleet.group=web");
                Fleet other = other("web")) {
            Bell.ask("it is a member", () -> other.members().size() == 2);
            // Only the fleet is not lazy.
            assertThat(context.getBean(PaymentService.class)).isNotNull();
            long number = other.forceOpen("stripePayments.refund", "maintenance", "ops-7");
            String one = "\\{\"id\":\"[^\"]+\",\"sinceSeconds\":[0-9.]+,\"document\":0,\"refused\":\"\","
                    + "\"open\":\\[(\"stripePayments.refund\")?]}";
            Bell.ask(
                    "it tells",
                    () -> get(context, "breakers?fleet=true").contains("\"open\":[\"stripePayments.refund\"]"));
            assertThat(get(context, "breakers?fleet=true"))
                    .matches(".*\"fleet\":\\{\"connected\":true,\"members\":\\[" + one + "," + one + "]}}");
            assertThat(get(context, "breakers")).doesNotContain("fleet\":");
            String reason = "\"reason\":\"maintenance (ops-7, fleet command " + number + ")\"";
            assertThat(get(context, "breakers")).contains(reason);
            assertThat(get(context, "breakers/stripePayments/refund")).contains(reason);
            try (RunningConsole console =
                    BreakerConsole.of(context.getBean(BreakerRegistry.class)).start()) {
                assertThat(get(console.uri().resolve("/api/breakers"))).contains(reason);
            }
            for (String path : new String[] {"breakers?fleet=true", "env", "configprops", "conditions", "beans"}) {
                assertThat(get(context, path)).as(path).doesNotContain("s3cret");
            }
        }
    }

    private List<String> losses() {
        return log.lines().stream()
                .filter(line -> line.contains("is not connected"))
                .toList();
    }

    private static String get(ConfigurableApplicationContext context, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return get(URI.create("http://localhost:" + port + "/actuator/" + path));
    }

    private static String get(URI uri) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aRedisThatHangsDoesNotDelayTheStart() throws Exception {
        redis.pause();
        try {
            app("breakers.fleet.group=hanging").run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(Fleet.class).connected()).isFalse();
                redis.goOn();
                Bell.ask("it is connected", () -> context.getBean(Fleet.class).connected());
            });
        } finally {
            redis.goOn();
        }
    }

    @Test
    void withoutRedisTheApplicationStartsAndTheLogSaysSoOnce() {
        app("breakers.fleet.redis.url=redis://:s3cret@localhost:1", "breakers.fleet.group=shop")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    bell.await("it is logged", () -> !losses().isEmpty());
                    assertThat(context.getBean(Fleet.class).members()).hasSize(1);
                });
        assertThat(losses()).hasSize(1);
        assertThat(losses().get(0)).startsWith("WARNING: The fleet shop at redis://localhost:1 is not connected");
        assertThat(log.lines()).noneMatch(line -> line.contains("s3cret"));
    }
}
