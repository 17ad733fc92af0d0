package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.IgnoredResultException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** S24, S31a: results that count neither as failures nor as successes. */
class IgnoredResultTest extends EngineSetting {
    private static final Object CACHED = "cached";

    interface Prices {
        Object price(String item);

        int count(String item);

        CompletableFuture<Object> later(String item);

        Mono<Object> published(String item);
    }

    /** Answers with what the test has put in. */
    static final class Shop implements Prices {
        Object answer = CACHED;
        CompletableFuture<Object> pending = new CompletableFuture<>();

        @Override
        public Object price(String item) {
            return answer;
        }

        @Override
        public int count(String item) {
            return 0;
        }

        @Override
        public CompletableFuture<Object> later(String item) {
            return pending;
        }

        @Override
        public Mono<Object> published(String item) {
            return Mono.just(answer);
        }
    }

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private final Shop shop = new Shop();

    private BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(Duration.ofSeconds(10))
                .successThreshold(1)
                .ignoreResult(CACHED::equals)
                .listener(heard)
                .ticker(ticker);
    }

    private Prices prices() {
        return builder(Prices.class, shop).config(config().build()).build();
    }

    private void assertIgnored(Object proxy, String method) {
        assertThat(breaker(proxy, method).stats())
                .hasToString("1 calls: 0 successes, 0 failures, 1 ignored, 0 cancelled, 0 rejected, 0 in flight");
        assertHeard(CACHED);
    }

    private void assertHeard(Object result) {
        assertThat(heard.events()).containsExactly("ignored");
        assertThat(heard.throwables())
                .singleElement()
                .isInstanceOfSatisfying(
                        IgnoredResultException.class,
                        ignored -> assertThat(ignored.result()).isEqualTo(result));
    }

    @Test
    void aValueThatIsIgnoredIsReturnedAndCountsAsNeither() {
        Prices prices = prices();

        assertThat(prices.price("pen")).isSameAs(CACHED);
        assertIgnored(prices, "price");
        assertThat(heard.throwables()).singleElement().hasToString("Prices.price returned a result that is ignored");
    }

    @Test
    void aPrimitiveIsBoxedForThePredicate() {
        Prices prices = builder(Prices.class, shop)
                .config(config().ignoreResult(Integer.valueOf(0)::equals).build())
                .build();

        assertThat(prices.count("pen")).isZero();
        assertHeard(0);
    }

    @Test
    void aStageIsJudgedByItsValue() {
        Prices prices = prices();
        CompletableFuture<Object> got = prices.later("pen");
        shop.pending.complete(CACHED);

        assertThat(got).isCompletedWithValue(CACHED);
        assertIgnored(prices, "later");
    }

    @Test
    void aStageThatIsDoneIsReturnedAsItIs() {
        Prices prices = prices();
        shop.pending.complete(CACHED);

        assertThat(prices.later("pen")).isSameAs(shop.pending);
        assertIgnored(prices, "later");
    }

    @Test
    void aMonoIsJudgedByItsValue() {
        Prices prices = prices();

        assertThat(prices.published("pen").block()).isSameAs(CACHED);
        assertIgnored(prices, "published");
    }

    @Test
    void aFunctionIsJudgedByItsValue() throws Exception {
        Breaker breaker = Breakers.breaker("prices", config().build());

        assertThat(breaker.<Object>call(() -> CACHED)).isSameAs(CACHED);
        assertHeard(CACHED);
    }

    @Test
    void noFallbackAnswersAFunctionsIgnoredResult() throws Exception {
        Breaker breaker = Breakers.breaker("prices", config().build());

        assertThat(breaker.<Object>call(() -> CACHED, cause -> "offline")).isSameAs(CACHED);
    }

    @Test
    void ignoreResultWinsOverFailOnResult() {
        Prices prices = builder(Prices.class, shop)
                .config(config().failOnResult(result -> true).build())
                .fallback(new Shop())
                .build();

        assertThat(prices.price("pen")).isSameAs(CACHED);
        assertIgnored(prices, "price");
    }

    @Test
    void anIgnoredResultReleasesItsProbeAndDecidesNothing() {
        Prices prices = builder(Prices.class, shop)
                .config(config().failOnResult("down"::equals).build())
                .build();
        shop.answer = "down";
        prices.price("pen");
        ticker.advance(Duration.ofSeconds(10));
        shop.answer = CACHED;
        prices.price("pen");
        prices.price("pen");

        assertThat(breaker(prices, "price").state()).isEqualTo(BreakerState.HALF_OPEN);
        shop.answer = 7;
        prices.price("pen");
        assertThat(breaker(prices, "price").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anIgnoredResultIsNotKeptAsTheLastGoodValue() {
        Prices prices = builder(Prices.class, shop)
                .config(config().build())
                .lastGood("price", LastGood.within(Duration.ofHours(1)))
                .build();
        shop.answer = 7;
        prices.price("pen");
        shop.answer = CACHED;
        prices.price("pen");
        breaker(prices, "price").forceOpen();

        assertThat(prices.price("pen")).isEqualTo(7);
    }

    @Test
    void aResultWhosePredicateThrowsIsNotKeptAsTheLastGoodValue() {
        Prices prices = builder(Prices.class, shop)
                .config(config().ignoreResult(result -> {
                            throw new IllegalStateException("broken");
                        })
                        .failureThreshold(9)
                        .build())
                .lastGood("price", LastGood.within(Duration.ofHours(1)))
                .build();
        shop.answer = 7;
        assertThat(prices.price("pen")).isEqualTo(7);
        assertThat(breaker(prices, "price").stats().failures()).isEqualTo(1);
        breaker(prices, "price").forceOpen();

        Assertions.assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> prices.price("pen"));
        assertThat(log.lines())
                .containsExactly("WARNING: Prices.price: a predicate about results threw; the call counts as failed"
                        + " (java.lang.IllegalStateException: broken)");
    }
}
