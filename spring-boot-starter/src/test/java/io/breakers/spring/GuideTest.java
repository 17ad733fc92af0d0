package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.acme.Guide;
import com.acme.Guide.PaymentService;
import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.operations.SettingsFollower;
import io.breakers.spring.internal.beans.ServicePostProcessor;
import io.breakers.tools.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** The guide says what applications do. */
class GuideTest {
    private static final Page PAGE = Page.of("docs/guide/spring.md");

    /** As in ActuatorTest. */
    private static final String NO_DATABASE =
            "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    /** Those of the guide, and the one of the first page. */
    static List<String> documents() {
        return Stream.of(PAGE, Page.of("README.md"))
                .flatMap(page -> page.blocks("yaml").stream())
                .toList();
    }

    private static ApplicationContextRunner application(String yaml) throws IOException {
        var sources = new YamlPropertySourceLoader()
                .load(
                        "application.yml",
                        new ByteArrayResource(
                                yaml.replace("localhost:6379", "localhost:1").getBytes(StandardCharsets.UTF_8)));
        return Runners.of(Guide.Application.class)
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addFirst(sources.get(0)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void applicationsStartWithEachDocument(String yaml) throws IOException {
        application(yaml.contains("quotes") ? yaml : yaml + "\n  services.quotes.enabled: true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(PaymentService.class).refund("Ann"))
                            .isEqualTo("noted");
                });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLineOfTheStartIsAsShown(CapturedOutput output) throws IOException {
        String line = PAGE.text()
                .lines()
                .filter(one -> one.startsWith("Breakers: payments"))
                .findFirst()
                .orElseThrow();
        application("breakers:\n  protect: payments, quotes\n").run(context -> {});
        assertThat(output).contains(line.substring(0, line.indexOf("; ...")));
    }

    @Test
    void operatorsAndListenersWorkAsShown() throws IOException {
        application("breakers:\n  protect: payments, quotes\n").run(context -> {
            Guide.Operations operations = context.getBean(Guide.Operations.class);
            operations.maintenance();
            assertThat(operations.opened).containsExactly("payments.charge is FORCED_OPEN: maintenance until noon");
        });
    }

    @Test
    void oneKeyIsChangedAndTheRestStays() throws IOException {
        application("breakers:\n  protect: payments, quotes\n  defaults.open-for: 5s\n")
                .run(context -> {
                    context.getBean(Guide.Operations.class).dryRun();
                    assertThat(context.getBean(BreakerRegistry.class).settings().toMap())
                            .containsOnly(entry("defaults.open-for", "5s"), entry("services.payments.enforce", "0"));
                });
    }

    @Test
    void aProxyOrALambdaIsToldByItsBean() throws IOException {
        application("breakers:\n  protect: payments, quotes\n").run(context -> {
            ServicePostProcessor services = context.getBean(ServicePostProcessor.class);
            assertThat(context.getBean(BreakerRegistry.class).protections())
                    .extracting(services::target)
                    .contains("com.acme.Guide$StripePayments", "bean quotes (com.acme.Guide$QuoteApi)");
        });
    }

    @Test
    void theConsoleIsABeanThatEndsWithTheApplication() throws IOException {
        var console = new AtomicReference<RunningConsole>();
        application("breakers:\n  protect: payments, quotes\n")
                .withUserConfiguration(Guide.WithConsole.class)
                .withPropertyValues("console.port=0", "console.token=open-sesame")
                .run(context -> {
                    console.set(context.getBean(RunningConsole.class));
                    try (InputStream breakers =
                            console.get().uri().resolve("/api/breakers").toURL().openStream()) {
                        assertThat(new String(breakers.readAllBytes(), StandardCharsets.UTF_8))
                                .contains("payments.charge");
                    }
                });
        assertThatThrownBy(() -> console.get().uri().toURL().openStream().close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aFileIsFollowedInsteadOfTheProperties(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("breakers.properties"), "services.payments.open-for = 7s\n");
        application("breakers:\n  protect: payments, quotes\n  defaults.open-for: 5s\n")
                .withUserConfiguration(Guide.Following.class)
                .withPropertyValues("breaker-settings.file=" + file)
                .run(context -> {
                    assertThat(context.getBean(SettingsFollower.class).problem())
                            .isEmpty();
                    assertThat(context.getBean(BreakerRegistry.class).settings().toMap())
                            .containsOnly(entry("services.payments.open-for", "7s"));
                });
    }

    private static int status(ConfigurableApplicationContext context, Consumer<HttpHeaders> headers) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/refund/Ann"))
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        headers.accept(answer.headers());
        return answer.statusCode();
    }

    @Test
    void aRejectionIsAnsweredAsUnavailableForAWhile() throws Exception {
        try (var context = new SpringApplication(Guide.Web.class)
                .run("--server.port=0", NO_DATABASE, "--breakers.protect=payments")) {
            Breaker refund = Runners.breaker(context, "payments.refund");
            refund.trip("a test", Duration.ofMinutes(10));
            assertThat(status(
                            context,
                            headers -> assertThat(headers.firstValueAsLong("Retry-After")
                                            .orElseThrow())
                                    .isBetween(1L, 601L)))
                    .isEqualTo(503);

            refund.forceOpen("a test");
            assertThat(status(
                            context,
                            headers -> assertThat(headers.firstValue("Retry-After"))
                                    .contains("60")))
                    .isEqualTo(503);
        }
    }

    @Test
    void anApplicationIsToldOfAChangedFileOutsideOfItsJar(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("application.yml");
        Files.writeString(file, "breakers:\n  protect: payments\n  defaults.open-for: 5s\n");
        try (var context = new SpringApplication(Guide.Web.class)
                .run(
                        "--server.port=0",
                        NO_DATABASE,
                        "--spring.config.additional-location=" + directory.toUri(),
                        "--management.endpoints.web.exposure.include=refresh")) {
            Files.writeString(file, "breakers:\n  protect: payments\n  defaults.open-for: 7s\n");
            String port = context.getEnvironment().getProperty("local.server.port");
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/refresh"))
                    .POST(BodyPublishers.noBody())
                    .build();

            String keys = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();

            assertThat(keys).isEqualTo("[\"breakers.defaults.open-for\"]");
            assertThat(context.getBean(BreakerRegistry.class).settings().toMap())
                    .containsOnly(entry("defaults.open-for", "7s"));
        }
    }
}
