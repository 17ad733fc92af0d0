package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Scripted;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/fallbacks.md. */
class FallbacksTest {
    private static final ThreadLocal<String> ROLE = new ThreadLocal<>();

    interface ShopService {
        int stock(String article);

        String price(String article);

        String name();

        void audit();
    }

    interface RateService {
        String rate(String currency);
    }

    interface AsyncPayments {
        CompletableFuture<String> charge(String customer);
    }

    @Test
    void anObjectAnswersForAllMethods() throws IOException {
        BreakerConfig config = BreakerConfig.defaults();
        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), config, new OfflinePayments());

        assertThat(payments.charge("Ada", -1)).isEqualTo("Ada will pay -1");
    }

    @Test
    void aFunctionAnswersForOneMethod() {
        var time = new ManualTicker();
        var down = new IllegalStateException("down");
        ShopService target = Scripted.target(ShopService.class, time)
                .on("stock")
                .fails(down)
                .on("price")
                .fails(down)
                .on("name")
                .fails(down)
                .on("audit")
                .fails(down)
                .target();
        ShopService cachedShop = Scripted.target(ShopService.class, time)
                .on("name")
                .returns("from the cache")
                .target();
        ShopService shop = Breakers.builder(ShopService.class, target)
                .fallback(cachedShop)
                .fallback("stock", (arguments, cause) -> 0)
                .fallback("price", (arguments, cause) -> "ask us about " + arguments.get(0))
                .noFallback("audit")
                .build();

        assertThat(shop.stock("pears")).isZero();
        assertThat(shop.price("pears")).isEqualTo("ask us about pears");
        assertThat(shop.name()).isEqualTo("from the cache");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(shop::audit)
                .isSameAs(down);
    }

    @Test
    void aFactoryKnowsTheCause() throws IOException {
        PaymentService payments = Breakers.builder(PaymentService.class, new StripePayments())
                .fallbackFactory(cause -> (customer, cents) ->
                        cause instanceof CallRejectedException ? "not asked" : "tried in vain: " + cause.getMessage())
                .build();

        assertThat(payments.charge("Ada", -1)).isEqualTo("tried in vain: down");
        Breakers.inspect(payments).breaker("charge").forceOpen();
        assertThat(payments.charge("Ada", 1)).isEqualTo("not asked");
    }

    @Test
    void theLastGoodValueAnswersBeforeTheFallback() {
        var script = Scripted.target(RateService.class, new ManualTicker())
                .on("rate")
                .returns("0.93")
                .fails(new IllegalStateException("down"));
        RateService bank = script.target();
        RateService rates = Breakers.builder(RateService.class, bank)
                .lastGood("rate", LastGood.within(Duration.ofHours(1)))
                .fallback("rate", (arguments, cause) -> "unknown")
                .build();

        assertThat(rates.rate("USD")).isEqualTo("0.93");
        assertThat(rates.rate("USD")).isEqualTo("0.93");
        assertThat(rates.rate("SEK")).isEqualTo("unknown");
    }

    @Test
    void aPredicateSelectsCauses() {
        BreakerConfig config = BreakerConfig.builder()
                .fallbackOn(cause -> cause instanceof CallRejectedException || cause instanceof SocketTimeoutException)
                .build();
        PaymentService payments = Breakers.protect(
                PaymentService.class,
                (customer, cents) -> {
                    throw cents < 0 ? new IOException("down") : new SocketTimeoutException();
                },
                config,
                new OfflinePayments());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> payments.charge("Ada", -1))
                .withMessage("down");
        assertThat(answer(payments)).isEqualTo("Ada will pay 4200");
    }

    private static String answer(PaymentService payments) {
        try {
            return payments.charge("Ada", 4200);
        } catch (IOException down) {
            throw new AssertionError(down);
        }
    }

    @Test
    void whatAFallbackThrowsHasTheFailureAsSuppressed() {
        PaymentService payments = Breakers.protect(
                PaymentService.class, new StripePayments(), BreakerConfig.defaults(), (customer, cents) -> {
                    throw new IOException("the queue is full");
                });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> payments.charge("Ada", -1))
                .withMessage("the queue is full")
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().hasToString("java.io.IOException: down"));
    }

    @Test
    void aRejectionSaysWhenToTryAgain() throws IOException {
        var time = new ManualTicker();
        BreakerConfig config = BreakerConfig.builder().ticker(time).build();
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments(), config);
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Ada paid 4200");

        for (int failures = 0; failures < 5; failures++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.charge("Ada", -1));
        }
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Try again in 60 s");
        time.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Try again in 1 s");

        Breakers.inspect(payments).breaker("charge").forceOpen();
        assertThat(chargeOrSayWhen(payments)).isEqualTo("Switched off until further notice");
    }

    private static String chargeOrSayWhen(PaymentService payments) throws IOException {
        try {
            return payments.charge("Ada", 4200);
        } catch (CallRejectedException rejected) {
            return rejected.state() == BreakerState.FORCED_OPEN
                    ? "Switched off until further notice"
                    : "Try again in "
                            + rejected.retryAfter().plusNanos(999_999_999).toSeconds() + " s";
        }
    }

    @Test
    void aRejectionMayBeAnExceptionOfTheInterface() {
        BreakerConfig config = BreakerConfig.builder()
                .rejectAs(IOException.class, rejected -> new IOException("payments are down", rejected))
                .build();
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments(), config);
        Breakers.inspect(payments).breaker("charge").forceOpen();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> payments.charge("Ada", 4200))
                .withMessage("payments are down")
                .withCauseInstanceOf(CallRejectedException.class);
    }

    @Test
    void theContextOfTheCallerReachesTheFallbackOfAStage() throws Exception {
        var pending = new CompletableFuture<String>();
        AsyncPayments stripe = customer -> pending;
        AsyncPayments payments = Breakers.builder(AsyncPayments.class, stripe)
                .fallback(customer -> CompletableFuture.completedFuture(customer + " is " + ROLE.get()))
                .fallbackContext(task -> {
                    String role = ROLE.get();
                    return () -> {
                        ROLE.set(role);
                        try {
                            task.run();
                        } finally {
                            ROLE.remove();
                        }
                    };
                })
                .build();

        ROLE.set("a buyer");
        CompletableFuture<String> answer = payments.charge("Ada");
        ROLE.remove();
        var other = Executors.newSingleThreadExecutor();
        other.execute(() -> pending.completeExceptionally(new IOException("down")));
        other.shutdown();

        assertThat(other.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isCompletedWithValue("Ada is a buyer");
    }
}
