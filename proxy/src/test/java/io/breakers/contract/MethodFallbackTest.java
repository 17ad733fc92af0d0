package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FailedResultException;
import io.breakers.api.MethodFallback;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A function answers for one method, beside or instead of an object that answers for all. */
class MethodFallbackTest extends EngineSetting {
    interface Shop {
        int stock(String article);

        long total(String article, int shelf, double weight);

        char grade(String article);

        boolean open();

        void order(String article);

        String find(String article);

        String find(String article, int shelf);

        CompletionStage<String> ship(String article);

        CompletableFuture<String> track(String article);

        Mono<String> price(String article);

        Flux<String> prices();
    }

    private static final IllegalStateException DOWN = new IllegalStateException("down");

    /** Fails every call. */
    private static final Shop BROKEN = (Shop) Proxy.newProxyInstance(
            Shop.class.getClassLoader(), new Class<?>[] {Shop.class}, (self, method, arguments) -> {
                if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                    return CompletableFuture.failedFuture(DOWN);
                }
                throw DOWN;
            });

    private ProtectionBuilder<Shop> builder() {
        return builder(Shop.class, BROKEN);
    }

    @Test
    void itAnswersFailuresAndRejectionsWithTheArgumentsAndTheCause() {
        var asked = new ArrayList<Object>();
        Shop shop = builder()
                .fallback("total", (arguments, cause) -> {
                    asked.add(arguments);
                    asked.add(cause);
                    return 7L;
                })
                .build();

        assertThat(shop.total("apples", 3, 0.5)).isEqualTo(7);
        breaker(shop, "total").forceOpen();
        assertThat(shop.total("pears", 4, 1.5)).isEqualTo(7);
        assertThat(asked)
                .hasSize(4)
                .startsWith(List.of("apples", 3, 0.5), DOWN, List.of("pears", 4, 1.5))
                .last()
                .isInstanceOf(CallRejectedException.class);
        assertThat(breaker(shop, "total").stats().fallbacks()).isEqualTo(2);
        assertThat(Breakers.inspect(shop).methodsWithFallback()).containsExactly("total");
    }

    @Test
    void itsArgumentsCannotBeModified() {
        Shop shop = builder()
                .fallback("stock", (arguments, cause) -> arguments.set(0, "pears"))
                .build();

        assertThatThrownBy(() -> shop.stock("apples")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void itAnswersAFailedResult() {
        Shop target = (Shop) Proxy.newProxyInstance(
                Shop.class.getClassLoader(), new Class<?>[] {Shop.class}, (self, method, arguments) -> -1);
        Shop shop = builder(Shop.class, target)
                .config(BreakerConfig.builder()
                        .failOnResult(result -> result.equals(-1))
                        .build())
                .fallback(
                        "stock",
                        (arguments, cause) -> cause instanceof FailedResultException failed ? failed.result() : 0)
                .build();

        assertThat(shop.stock("apples")).isEqualTo(-1);
        assertThat(breaker(shop, "stock").stats().fallbacks()).isEqualTo(1);
    }

    @Test
    void itBeatsTheFallbackOfTheServiceForItsMethodOnly() {
        Shop shop = builder()
                .fallback(stub(1))
                .fallback("stock", (arguments, cause) -> 2)
                .build();

        assertThat(shop.stock("apples")).isEqualTo(2);
        assertThat(shop.total("apples", 1, 1)).isEqualTo(1);
    }

    @Test
    void aLastGoodValueAnswersFirst() {
        Shop shop = builder()
                .lastGood("stock", LastGood.within(Duration.ofHours(1)))
                .fallback("stock", (arguments, cause) -> 2)
                .build();

        assertThat(shop.stock("apples")).isEqualTo(2);
    }

    @Test
    void oneOverloadIsChosenByItsSignature() {
        Shop shop = builder()
                .fallback("find(String,int)", (arguments, cause) -> "on shelf " + arguments.get(1))
                .build();

        assertThat(shop.find("apples", 3)).isEqualTo("on shelf 3");
        assertThatThrownBy(() -> shop.find("apples")).isSameAs(DOWN);
    }

    @Test
    void anAnswerIsConvertedAsAReturnStatementDoes() {
        Shop shop = builder()
                .fallback("total", (arguments, cause) -> 7)
                .fallback("grade", (arguments, cause) -> 'B')
                .fallback("open", (arguments, cause) -> true)
                .fallback("stock", (arguments, cause) -> 'A')
                .fallback("order", (arguments, cause) -> "dropped")
                .fallback("find(String)", (arguments, cause) -> null)
                .build();

        assertThat(shop.total("apples", 1, 1)).isEqualTo(7);
        assertThat(shop.grade("apples")).isEqualTo('B');
        assertThat(shop.open()).isTrue();
        assertThat(shop.stock("apples")).isEqualTo(65);
        assertThat(shop.find("apples")).isNull();
        shop.order("apples");
        assertThat(breaker(shop, "order").stats().fallbacks()).isEqualTo(1);
    }

    @Test
    void anAnswerOfAWrongTypeNamesTheMethod() {
        Shop shop = builder()
                .fallback("stock", (arguments, cause) -> 7L)
                .fallback("open", (arguments, cause) -> null)
                .fallback("find(String)", (arguments, cause) -> 7)
                .fallback("ship", (arguments, cause) -> "today")
                .build();

        assertThatThrownBy(() -> shop.stock("apples"))
                .isExactlyInstanceOf(ClassCastException.class)
                .hasMessage("the fallback of Shop.stock returned an object of java.lang.Long instead of int")
                .hasSuppressedException(DOWN);
        assertThatThrownBy(shop::open)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("the fallback of Shop.open returned null instead of boolean");
        assertThatThrownBy(() -> shop.find("apples"))
                .isExactlyInstanceOf(ClassCastException.class)
                .hasMessage("the fallback of Shop.find(String) returned an object of java.lang.Integer instead of"
                        + " java.lang.String");
        assertThat(shop.ship("apples"))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isExactlyInstanceOf(ClassCastException.class)
                .withMessage("the fallback of Shop.ship returned an object of java.lang.String instead of"
                        + " java.util.concurrent.CompletionStage");
        assertThat(breaker(shop, "stock").stats().fallbackFailures()).isEqualTo(1);
        assertThat(breaker(shop, "ship").stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void aTypeThatAServiceTypeTellsIsChecked() {
        Supplier<String> names = Breakers.builder(new ServiceType<Supplier<String>>() {}, () -> {
                    throw DOWN;
                })
                .engine(engine)
                .fallback("get", (arguments, cause) -> 7)
                .build();

        assertThatThrownBy(names::get)
                .hasMessage("the fallback of Supplier.get returned an object of java.lang.Integer instead of"
                        + " java.lang.String");
    }

    @Test
    void itAnswersWithStagesAndPublishers() {
        Shop shop = builder()
                .fallback("ship", (arguments, cause) -> CompletableFuture.completedFuture("ship " + arguments.get(0)))
                .fallback("track", (arguments, cause) -> CompletableFuture.completedFuture("track " + cause))
                .fallback("price", (arguments, cause) -> Mono.just("price of " + arguments.get(0)))
                .fallback("prices", (arguments, cause) -> Flux.just("1", "2"))
                .build();

        assertThat(shop.ship("apples")).isCompletedWithValue("ship apples");
        assertThat(shop.track("apples")).isCompletedWithValue("track " + DOWN);
        assertThat(shop.price("apples").block()).isEqualTo("price of apples");
        assertThat(shop.prices().collectList().block()).containsExactly("1", "2");
        breaker(shop, "ship").forceOpen();
        assertThat(shop.ship("pears")).isCompletedWithValue("ship pears");
    }

    /** The limit of the platform is that of the target's own exceptions (S27). */
    @Test
    void whatItThrowsReachesTheCallerAlsoIfTheMethodDoesNotDeclareIt() {
        var undeclared = new IOException("no stock list");
        Shop shop = builder()
                .fallback("stock", (arguments, cause) -> {
                    throw undeclared;
                })
                .fallback("find(String)", (arguments, cause) -> {
                    throw cause;
                })
                .build();

        if (engine == ProxyEngine.GENERATED) {
            assertThatThrownBy(() -> shop.stock("apples")).isSameAs(undeclared);
        } else {
            assertThatThrownBy(() -> shop.stock("apples"))
                    .isExactlyInstanceOf(UndeclaredThrowableException.class)
                    .hasCause(undeclared);
        }
        assertThat(undeclared).hasSuppressedException(DOWN);
        assertThatThrownBy(() -> shop.find("apples")).isSameAs(DOWN).hasNoSuppressedExceptions();
    }

    @Test
    void whatItCannotBeForIsRefusedWithTheKnownNames() {
        MethodFallback zero = (arguments, cause) -> 0;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .fallback("refund", zero)
                        .fallback("find", zero)
                        .fallback("stock", zero)
                        .unprotected("stock")
                        .fallback("open", zero)
                        .fallback(stub(1))
                        .noFallback("open")
                        .build())
                .withMessage("""
                        Cannot protect io.breakers.contract.MethodFallbackTest$Shop:
                          - fallback names refund, which it does not have; it has find(String,int), find(String), grade, \
                        open, order, price, prices, ship, stock, total, track
                          - fallback names find, which is overloaded; name one of find(String,int), find(String)
                          - fallback and noFallback were given for open; give one of them
                          - fallback was given for stock, which goes straight to the target; leave it out""");
    }

    @Test
    void whatIsNullIsNamed() {
        assertThatThrownBy(() -> builder().fallback(null, (arguments, cause) -> 0))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("method");
        assertThatThrownBy(() -> builder().fallback("stock", null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("fallback");
    }

    /** Answers every number with {@code value}. */
    private static Shop stub(int value) {
        return (Shop) Proxy.newProxyInstance(
                Shop.class.getClassLoader(),
                new Class<?>[] {Shop.class},
                (self, method, arguments) -> method.getReturnType() == long.class ? (Object) (long) value : value);
    }
}
