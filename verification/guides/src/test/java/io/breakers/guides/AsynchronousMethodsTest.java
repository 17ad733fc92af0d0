package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.adapters.RxJava3Adapters;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The code of docs/guide/asynchronous-methods.md. */
class AsynchronousMethodsTest {
    interface AsyncPayments {
        CompletableFuture<String> charge(String customer);
    }

    interface QuoteService {
        Flux<String> quotes(String name);
    }

    interface PriceService {
        Single<String> price(String article);
    }

    interface MailService {
        Future<Boolean> send(String text);

        Future<Boolean> watch();
    }

    interface AsyncWarehouse {
        CompletionStage<String> ask(String article);
    }

    @Test
    void aCallEndsWhenItsFutureDoes() {
        var pending = new CompletableFuture<String>();
        AsyncPayments stripe = customer -> pending;
        AsyncPayments payments = Breakers.protect(AsyncPayments.class, stripe, BreakerConfig.defaults());
        CompletableFuture<String> answer = payments.charge("Ada");

        Breaker charge = Breakers.inspect(payments).breaker("charge");
        assertThat(charge.stats().inFlight()).isEqualTo(1);
        pending.complete("paid");
        assertThat(answer).isCompletedWithValue("paid");
        assertThat(charge.stats().successes()).isEqualTo(1);

        charge.forceOpen();
        assertThat(payments.charge("Ada")).isCompletedExceptionally();
    }

    @Test
    void whatAStageFailedWithIsUnwrappedBeforeItIsJudged() {
        AsyncPayments stripe = customer -> CompletableFuture.failedFuture(
                new CompletionException(new ExecutionException(new IOException("down"))));
        BreakerConfig config = BreakerConfig.builder().failOn(IOException.class).build();
        AsyncPayments payments = Breakers.protect(
                AsyncPayments.class, stripe, config, customer -> CompletableFuture.completedFuture("queued"));

        assertThat(payments.charge("Ada")).isCompletedWithValue("queued");
        assertThat(Breakers.inspect(payments).breaker("charge").stats().failures())
                .isEqualTo(1);
    }

    @Test
    void aSubscriptionIsACall() {
        QuoteService exchange = name -> Flux.just("7", "8", "9");
        QuoteService quotes = Breakers.protect(QuoteService.class, exchange);
        List<String> two = quotes.quotes("ACME").take(2).collectList().block();

        assertThat(two).containsExactly("7", "8");
        assertThat(Breakers.inspect(quotes).breaker("quotes").stats().successes())
                .isEqualTo(1);
    }

    @Test
    void anAdapterKnowsRxJava() {
        PriceService exchange = article -> Single.just("7");
        PriceService prices = Breakers.builder(PriceService.class, exchange)
                .adapter(RxJava3Adapters.all())
                .build();

        assertThat(prices.price("pears").blockingGet()).isEqualTo("7");
        assertThat(Breakers.inspect(prices).breaker("price").stats().successes())
                .isEqualTo(1);
    }

    @Test
    void aPlainFutureIsRefusedUnlessTheUserSaysWhatItIs() {
        MailService server = new MailService() {
            @Override
            public Future<Boolean> send(String text) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public Future<Boolean> watch() {
                return CompletableFuture.completedFuture(true);
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> Breakers.protect(MailService.class, server));

        MailService mails = Breakers.builder(MailService.class, server)
                .treatAsSynchronous("send") // its return is the outcome
                .unprotected("watch") // no breaker
                .build();

        assertThat(mails.send("hello")).isDone();
        assertThat(mails.watch()).isDone();
        assertThat(Breakers.inspect(mails).breakers())
                .singleElement()
                .satisfies(send -> assertThat(send.stats().successes()).isEqualTo(1));
    }

    @Test
    void aTypeArgumentDecides() {
        var pending = new CompletableFuture<String>();
        Supplier<CompletionStage<String>> target = () -> pending;
        Supplier<CompletionStage<String>> greeting = Breakers.builder(
                        new ServiceType<Supplier<CompletionStage<String>>>() {}, target)
                .build();

        greeting.get();
        assertThat(Breakers.inspect(greeting).breaker("get").stats().inFlight()).isEqualTo(1);
    }

    @Test
    void aRejectionOfAFunctionIsAFailedStage() throws Exception {
        AsyncWarehouse warehouse = article -> CompletableFuture.completedFuture(article + ": 7");
        Breaker stock = Breakers.breaker("stock", BreakerConfig.defaults());
        CompletionStage<String> answer = stock.callStage(() -> warehouse.ask("apples"));

        assertThat(answer.toCompletableFuture()).isCompletedWithValue("apples: 7");
        stock.forceOpen();
        CompletableFuture<String> rejected =
                stock.callStage(() -> warehouse.ask("apples")).toCompletableFuture();
        assertThat(catchThrowable(rejected::join)).hasCauseInstanceOf(CallRejectedException.class);
        assertThat(catchThrowable(() -> stock.call(() -> warehouse.ask("apples"))))
                .isInstanceOf(CallRejectedException.class);
    }
}
