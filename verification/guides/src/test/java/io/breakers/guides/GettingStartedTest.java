package io.breakers.guides;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.CardDeclinedException;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.guides.Shop.Warehouse;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ServiceType;
import io.breakers.tools.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/getting-started.md. */
class GettingStartedTest {
    @Test
    void theFirstProgramPrintsWhatThePageShows() {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, UTF_8));
            FirstProgram.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        String shown = Page.of("docs/guide/getting-started.md").blocks("").get(0);
        assertThat(withoutTime(bytes.toString(UTF_8))).isEqualTo(withoutTime(shown));
    }

    private static String withoutTime(String output) {
        return output.replace(System.lineSeparator(), "\n").replaceAll("retry after [0-9.]+ s", "retry after");
    }

    @Test
    void theSettingsOpenForBadCallsAndNotForDeclinedCards() throws IOException {
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(TripRule.badCallRate(0.5, Duration.ofMillis(500), Window.ofDuration(Duration.ofSeconds(10)))
                        .minimumCalls(20))
                .openFor(Duration.ofSeconds(10))
                .ignore(CardDeclinedException.class)
                .build();
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments(), config);

        for (int call = 0; call < 20; call++) {
            assertThatExceptionOfType(CardDeclinedException.class).isThrownBy(() -> payments.charge("Mallory", 1));
        }
        Breaker charge = Breakers.inspect(payments).breaker("charge");
        assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
        for (int call = 0; call < 20; call++) {
            assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.charge("Ada", -1));
        }
        assertThat(charge.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void theTablesHaveEverySetting() {
        String page = Page.of("docs/guide/getting-started.md").text();
        String tables = page.substring(page.indexOf("## 6. All settings"), page.indexOf("## Trying it"));

        assertThat(Stream.of(BreakerConfigBuilder.class, ProtectionBuilder.class)
                        .flatMap(builder -> Stream.of(builder.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                        .map(Method::getName)
                        .filter(setting -> !tables.contains(setting + "(")))
                .isEmpty();
    }

    @Test
    void aFallbackAnswers() throws IOException {
        BreakerConfig config = BreakerConfig.defaults();
        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), config, new OfflinePayments());

        assertThat(payments.charge("Ada", -1)).isEqualTo("Ada will pay -1");
    }

    @Test
    void aBreakerCanBeReadAndOperated() {
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments());
        Breaker charge = Breakers.inspect(payments).breaker("charge");
        BreakerState state = charge.state();
        long rejected = charge.stats().rejected();
        charge.forceOpen("maintenance until noon");
        charge.reset();

        assertThat(state).isEqualTo(BreakerState.CLOSED);
        assertThat(rejected).isZero();
        assertThat(charge.stats().transitions()).isEqualTo(2);
    }

    @Test
    void aRegistryKnowsAllBreakers() throws IOException {
        BreakerRegistry registry = BreakerRegistry.create();
        PaymentService payments = registry.protect(PaymentService.class, new StripePayments());
        Breaker charge = registry.find("PaymentService.charge").orElseThrow();

        assertThat(payments.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(charge.stats().successes()).isEqualTo(1);
    }

    @Test
    void aDryRunRejectsNobody() throws IOException {
        BreakerConfig config = BreakerConfig.builder().failureThreshold(1).build();
        PaymentService watched = Breakers.protect(
                PaymentService.class,
                new StripePayments(),
                config.toBuilder().enforce(0).build());
        long wouldHaveBeenRejected =
                Breakers.inspect(watched).breaker("charge").stats().spared();

        assertThat(wouldHaveBeenRejected).isZero();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> watched.charge("Ada", -1));
        assertThat(watched.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(Breakers.inspect(watched).breaker("charge").stats().spared()).isEqualTo(1);
    }

    @Test
    void aGenericServiceNeedsNoUncheckedCast() {
        Supplier<String> greeting = Breakers.builder(new ServiceType<Supplier<String>>() {}, () -> "hello")
                .build();

        assertThat(greeting.get()).isEqualTo("hello");
    }

    @Test
    void aBreakerWorksAroundAFunction() throws Exception {
        BreakerConfig config = BreakerConfig.defaults();
        Warehouse warehouse = article -> article + ": 7";
        Breaker stock = Breakers.breaker("stock", config);
        String answer = stock.call(() -> warehouse.ask("apples"));
        String sure = stock.call(() -> warehouse.ask("apples"), cause -> "unknown");

        assertThat(answer).isEqualTo("apples: 7").isEqualTo(sure);
        stock.forceOpen();
        assertThat(stock.<String>call(() -> warehouse.ask("apples"), cause -> "unknown"))
                .isEqualTo("unknown");
    }
}
