package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Guide;
import com.acme.Guide.PaymentService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    /** The root of the project, from whatever module this runs in. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/guide/spring.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    private static String read(String file) throws IOException {
        return Files.readString(root().resolve(file), StandardCharsets.UTF_8);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(read("docs/guide/spring.md"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    static List<String> documents() throws IOException {
        return blocks("yaml");
    }

    static List<String> code() throws IOException {
        return blocks("java");
    }

    private static ApplicationContextRunner application(String yaml) throws IOException {
        var sources = new YamlPropertySourceLoader()
                .load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
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

    @ParameterizedTest
    @MethodSource("code")
    void allCodeIsThatOfTheApplication(String code) throws IOException {
        String application = read("spring-boot-starter/src/test/java/com/acme/Guide.java");
        assertThat(application.replaceAll("\\s+", "")).contains(code.strip().replaceAll("\\s+", ""));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLineOfTheStartIsAsShown(CapturedOutput output) throws IOException {
        String line = read("docs/guide/spring.md")
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
