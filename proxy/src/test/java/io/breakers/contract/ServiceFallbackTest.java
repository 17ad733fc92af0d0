package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackOn;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * S29–S32: who answers, for which causes, and what becomes of the fallback's own exception (group F of what went wrong
 * elsewhere).
 */
class ServiceFallbackTest extends EngineSetting {
    interface Shop {
        String buy(String article, int count) throws IOException;

        default String audit() {
            return "audited";
        }
    }

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final RecordingListener heard = new RecordingListener();

    private ProtectionBuilder<Shop> builder(Shop target, BreakerConfigBuilder config) {
        return builder(Shop.class, target).config(config.listener(heard).build());
    }

    private static Shop failing(Throwable thrown) {
        return (article, count) -> {
            throw ServiceFallbackTest.<IOException>sneak(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static final Shop OFFLINE = (article, count) -> "later: " + count + " " + article;

    @Test
    void aFallbackAnswersFailuresAndRejectionsWithTheSameArguments() throws IOException {
        var down = new IOException("down");
        Shop shop = builder(failing(down), BreakerConfig.builder().failureThreshold(1))
                .fallback(OFFLINE)
                .build();
        assertThat(shop.buy("apples", 3)).isEqualTo("later: 3 apples");
        assertThat(shop.buy("pears", 4)).isEqualTo("later: 4 pears");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
        assertThat(heard.throwables().get(1)).isSameAs(down);
        assertThat(heard.throwables().get(2)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void f1_whatAFallbackThrowsIsUnwrappedWithTheCauseSuppressed() {
        var down = new IOException("down");
        var worse = new IOException("worse");
        Shop shop = builder(failing(down), BreakerConfig.builder())
                .fallback(failing(worse))
                .build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 3))
                .isSameAs(worse)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(down));
        assertThat(heard.events()).containsExactly("failure", "fallback failed");
    }

    @Test
    void f1_whatAFallbackThrowsHasTheRejectionSuppressed() {
        ManualTicker ticker = new ManualTicker();
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(Duration.ofSeconds(10))
                .fallbackOn(FallbackOn.REJECTION)
                .ticker(ticker)
                .build();
        var worse = new IOException("worse");
        Shop shop = builder(Shop.class, failing(new IOException("down")))
                .config(config)
                .fallback((article, count) -> {
                    ticker.advance(Duration.ofSeconds(count));
                    throw worse;
                })
                .build();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> shop.buy("apples", 0));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 3))
                .isSameAs(worse);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 9))
                .isSameAs(worse);

        assertThat(worse.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "Shop.buy is OPEN: 1 failure; last failure java.io.IOException: down; retry after 10.0 s",
                        "Shop.buy is OPEN: 1 failure; last failure java.io.IOException: down; retry after 7.0 s");
    }

    @Test
    void f1_aFallbackThatRethrowsTheCauseSuppressesItNotOnItself() {
        var down = new IOException("down");
        Shop shop = builder(failing(down), BreakerConfig.builder())
                .fallbackFactory(ServiceFallbackTest::failing)
                .build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 3))
                .isSameAs(down)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
    }

    @Test
    void d12_anExceptionThatIsThrownForEverCollectsNoMoreThanSixteenCauses() {
        var constant = new IOException("constant");
        Shop shop = builder(failing(new IOException("down")), BreakerConfig.builder())
                .fallback(failing(constant))
                .build();
        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> shop.buy("apples", 3));
        }
        assertThat(constant.getSuppressed()).hasSize(16);
    }

    @Test
    void aFactoryIsToldTheCauseEachTime() throws IOException {
        var causes = new ArrayList<Throwable>();
        var down = new IOException("down");
        Shop shop = builder(failing(down), BreakerConfig.builder().failureThreshold(1))
                .fallbackFactory(cause -> {
                    causes.add(cause);
                    return OFFLINE;
                })
                .build();
        shop.buy("apples", 1);
        shop.buy("apples", 2);
        assertThat(causes.get(0)).isSameAs(down);
        assertThat(causes.get(1)).isExactlyInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFactoryThatMakesNothingIsNamed() {
        Shop shop = builder(failing(new IOException("down")), BreakerConfig.builder())
                .fallbackFactory(cause -> null)
                .build();
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> shop.buy("apples", 1))
                .withMessage("the fallbackFactory returned null for Shop.buy");
    }

    @Test
    void f7_itIsNotAskedForIgnoredCancelledAndErrors() {
        List<Throwable> own =
                List.of(new IllegalStateException(), new InterruptedException(), new StackOverflowError());
        for (Throwable thrown : own) {
            Shop shop = builder(failing(thrown), BreakerConfig.builder().ignore(IllegalStateException.class))
                    .fallback(OFFLINE)
                    .build();
            assertThatExceptionOfType(Throwable.class)
                    .isThrownBy(() -> shop.buy("apples", 1))
                    .satisfies(seen -> assertThat(seen == thrown || seen.getCause() == thrown)
                            .isTrue());
        }
        assertThat(heard.events()).containsExactly("ignored", "cancelled", "failure");
    }

    @Test
    void itCanBeForRejectionsOnly() throws IOException {
        var down = new IOException("down");
        Shop shop = builder(
                        failing(down),
                        BreakerConfig.builder().failureThreshold(1).fallbackOn(FallbackOn.REJECTION))
                .fallback(OFFLINE)
                .build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 1))
                .isSameAs(down);
        assertThat(shop.buy("apples", 2)).isEqualTo("later: 2 apples");
    }

    @Test
    void aPredicateOnTheCauseDecidesAlsoAboutErrors() throws IOException {
        Shop shop = builder(
                        failing(new StackOverflowError()),
                        BreakerConfig.builder().failureThreshold(1).fallbackOn(StackOverflowError.class::isInstance))
                .fallback(OFFLINE)
                .build();
        assertThat(shop.buy("apples", 1)).isEqualTo("later: 1 apples");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> shop.buy("apples", 2));
    }

    @Test
    void aPredicateThatThrowsMeansNoFallback() {
        var down = new IOException("down");
        Shop shop = builder(failing(down), BreakerConfig.builder().fallbackOn(cause -> {
                    throw new IllegalStateException("predicate");
                }))
                .fallback(OFFLINE)
                .build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shop.buy("apples", 1))
                .isSameAs(down);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Shop.buy: the predicate of fallbackOn threw; no fallback answers (java.lang.IllegalStateException: predicate)");
    }

    @Test
    void aResultThatCountsAsAFailureIsAnsweredToo() throws IOException {
        Shop shop = builder((article, count) -> "", BreakerConfig.builder().failOnResult(""::equals))
                .fallback(OFFLINE)
                .build();
        assertThat(shop.buy("apples", 1)).isEqualTo("later: 1 apples");
        assertThat(heard.events()).containsExactly("failure", "fallback");
    }

    @Test
    void methodsWithoutAFallbackAreDeclaredAndShown() {
        Shop target = new Shop() {
            @Override
            public String buy(String article, int count) {
                return "bought";
            }

            @Override
            public String audit() {
                throw new IllegalStateException("no audit");
            }
        };
        Shop shop = builder(target, BreakerConfig.builder())
                .fallback(OFFLINE)
                .noFallback("audit")
                .build();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(shop::audit);
        assertThat(Breakers.inspect(shop).methodsWithFallback()).containsExactly("buy");
    }

    @Test
    void f5_aFallbackThatCallsTheProxyIsStoppedByTheBreaker() throws IOException {
        var proxy = new ArrayList<Shop>();
        Shop shop = builder(
                        failing(new IOException("down")),
                        BreakerConfig.builder().failureThreshold(2))
                .fallbackFactory(cause -> cause instanceof CallRejectedException
                        ? OFFLINE
                        : (article, count) -> proxy.get(0).buy(article, count))
                .build();
        proxy.add(shop);
        assertThat(shop.buy("apples", 1)).isEqualTo("later: 1 apples");
        assertThat(Breakers.inspect(shop).breaker("buy").stats().inFlight()).isZero();
    }

    interface Counter {
        String count(Object thing);

        String count(String word);
    }

    @Test
    void f4_aFallbackAnswersWithTheVeryOverloadThatWasCalled() {
        Counter target = new Counter() {
            @Override
            public String count(Object thing) {
                throw new IllegalStateException("down");
            }

            @Override
            public String count(String word) {
                throw new IllegalStateException("down");
            }
        };
        Counter spare = new Counter() {
            @Override
            public String count(Object thing) {
                return "object";
            }

            @Override
            public String count(String word) {
                return "string";
            }
        };
        Counter counter = builder(Counter.class, target).fallback(spare).build();
        Object word = "word";

        assertThat(counter.count(word)).isEqualTo("object");
        assertThat(counter.count("word")).isEqualTo("string");
    }
}
