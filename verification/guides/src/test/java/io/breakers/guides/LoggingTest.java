package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.api.TransitionLog;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Page;
import io.breakers.tools.RecordedLog;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/logging.md, and the lines that it shows. */
class LoggingTest {
    private static final Page PAGE = Page.of("docs/guide/logging.md");
    private static final Pattern LOGGER = Pattern.compile("getLogger\\(\"(io\\.breakers[\\w.]*)\"\\)");

    @RegisterExtension
    private final RecordedLog log = new RecordedLog();

    /** Where a listener writes what it hears. */
    interface Audit {
        void write(String line);
    }

    @Test
    void eachChangeOfTheStateIsALine() throws IOException {
        BreakerConfig config =
                BreakerConfig.builder().listener(TransitionLog.toSystemLogger()).build();

        var time = new ManualTicker();
        PaymentService payments = Breakers.protect(
                PaymentService.class,
                new StripePayments(),
                config.toBuilder().ticker(time).build());
        time.advance(Duration.ofMillis(93_500));
        for (int failures = 0; failures < 5; failures++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.charge("Ada", -1));
        }
        time.advance(Duration.ofSeconds(60));
        payments.charge("Ada", 1);
        payments.charge("Ada", 1);

        assertThat(log.lines().stream()
                        .map(line -> line.replace(" (null)", "\n"))
                        .collect(Collectors.joining()))
                .isEqualTo(PAGE.blocks("").get(0));
    }

    @Test
    void aListenerWritesInYourOwnWords() {
        var lines = new ArrayList<String>();
        Audit audit = lines::add;
        BreakerConfig config = BreakerConfig.builder()
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        audit.write(transition.number() + " " + transition.breaker() + " " + transition.to() + " "
                                + transition.reason());
                    }
                })
                .build();
        Breakers.breaker("stock", config).forceOpen("maintenance");

        assertThat(lines).containsExactly("1 stock FORCED_OPEN maintenance");
    }

    @Test
    void thePageListsEveryEventHereAndInResilience4j() {
        String events = PAGE.section("## All events");

        for (Class<?> type : List.of(BreakerListener.class, CircuitBreaker.EventPublisher.class)) {
            assertThat(Stream.of(type.getDeclaredMethods()).filter(method -> !method.isSynthetic()))
                    .isNotEmpty()
                    .extracting(Method::getName)
                    .allSatisfy(event -> assertThat(events).contains("`" + event));
        }
    }

    @Test
    void thePageListsEveryLogger() {
        var loggers = Page.files(file -> file.contains("/src/main/") && file.endsWith(".java")).stream()
                .flatMap(file -> LOGGER.matcher(Page.contentOf(file)).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(loggers)
                .isNotEmpty()
                .allSatisfy(logger -> assertThat(PAGE.section("## Loggers")).contains("| `" + logger + "` |"));
    }
}
