package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Guide;
import com.acme.Guide.PaymentService;
import io.breakers.tools.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;

/** The guide says what applications do. */
class GuideTest {
    private static final Page PAGE = Page.of("docs/guide/spring.md");

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
}
