package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * S40: wishes that contradict each other, or the interface, are refused when they are made, with what, where and the
 * remedy.
 */
class SetupConflictsTest {
    interface Shop extends AutoCloseable {
        String find(String article);

        String find(String article, int shelf);

        void order(String article);

        CompletableFuture<String> ship(String article);

        Narrow track(String article);

        Future<String> invoice(String article);

        @Override
        void close();
    }

    static final class Narrow extends CompletableFuture<String> {}

    private static final class Corner implements Shop {
        @Override
        public String find(String article) {
            return article;
        }

        @Override
        public String find(String article, int shelf) {
            return article;
        }

        @Override
        public void order(String article) {}

        @Override
        public CompletableFuture<String> ship(String article) {
            return new Narrow();
        }

        @Override
        public Narrow track(String article) {
            return new Narrow();
        }

        @Override
        public Future<String> invoice(String article) {
            return new Narrow();
        }

        @Override
        public void close() {}
    }

    private static final String HAS = "it has close, find(String,int), find(String), invoice, order, ship, track";
    private static final LastGood ANY = LastGood.within(Duration.ofHours(1));

    private static ProtectionBuilder<Shop> builder() {
        return Breakers.builder(Shop.class, new Corner()).treatAsSynchronous("invoice");
    }

    private static void refuses(ProtectionBuilder<Shop> wishes, String problem) {
        assertThat(catchThrowable(wishes::build))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot protect io.breakers.contract.SetupConflictsTest$Shop:" + problem);
    }

    @Test
    void whatIsNotInConflictIsBuilt() {
        Shop shop = builder()
                .fallback(new Corner())
                .noFallback("order")
                .lastGood("find", ANY)
                .share("shipping", "ship", "track")
                .config(
                        "find(String)",
                        BreakerConfig.builder().failureThreshold(1).build())
                .build();
        assertThat(Breakers.inspect(shop).breakers())
                .extracting(breaker -> breaker.name())
                .containsExactly(
                        "Shop.find(String,int)", "Shop.find(String)", "Shop.invoice", "Shop.order", "Shop.shipping");
    }

    @Test
    void everySettingOfAMethodRefusesAMethodThatIsNotThere() {
        refuses(builder().unprotected("refund"), " unprotected names refund, which it does not have; " + HAS);
        refuses(
                builder().treatAsSynchronous("refund"),
                " treatAsSynchronous names refund, which it does not have; " + HAS);
        refuses(
                builder().config("refund", BreakerConfig.defaults()),
                " config names refund, which it does not have; " + HAS);
        refuses(builder().lastGood("refund", ANY), " lastGood names refund, which it does not have; " + HAS);
        refuses(builder().share("money", "refund"), " share names refund, which it does not have; " + HAS);
        refuses(
                builder().fallback(new Corner()).noFallback("refund"),
                " noFallback names refund, which it does not have; " + HAS);
    }

    @Test
    void anOverloadThatIsNotThereIsNoneOfTheOthers() {
        refuses(builder().unprotected("find(long)"), " unprotected names find(long), which it does not have; " + HAS);
    }

    @Test
    void aMethodSharesInOneBreakerOnly() {
        refuses(
                builder().share("goods", "find(String)", "order").share("money", "order"),
                " order shares in two breakers; leave it in one");
        refuses(builder().share("all").share("money", "order"), " order shares in two breakers; leave it in one");
    }

    @Test
    void oneBreakerForAllMethodsIsWhatSharingWithoutMethodsMeans() {
        Shop one = builder().oneBreaker("backend").build();
        Shop shared = builder().share("backend").share("backend", "order").build();

        assertThat(Breakers.inspect(one).breakers())
                .extracting(breaker -> breaker.name())
                .containsExactly("Shop.backend");
        assertThat(Breakers.inspect(shared).breakers())
                .extracting(breaker -> breaker.name())
                .containsExactly("Shop.backend");
        refuses(builder().oneBreaker("all").share("money", "order"), " order shares in two breakers; leave it in one");
        refusesNull(() -> builder().oneBreaker(null), "breaker");
    }

    @Test
    void sharingMethodsAgreeOnAConfiguration() {
        refuses(
                builder()
                        .config(
                                "order",
                                BreakerConfig.builder().failureThreshold(1).build())
                        .share("goods", "find", "order"),
                " the methods that share goods have different configurations; give them one");
    }

    @Test
    void aSharedBreakerHasANameOfItsOwn() {
        refuses(builder().share(" ", "find"), " the name of a shared breaker must not be blank");
        refuses(
                builder().share("order", "find"),
                " a shared breaker cannot be called order like a method that does not share in it");
    }

    @Test
    void onlyWhatIsAValueCanBeKept() {
        refuses(
                builder().lastGood("order", ANY),
                " lastGood was given for order, which returns void and not a value or a CompletionStage of one; leave it out");
        refuses(
                builder().lastGood("track", ANY),
                " lastGood was given for track, which returns io.breakers.contract.SetupConflictsTest$Narrow and not a value or a CompletionStage of one; leave it out");
        refuses(
                builder().lastGood("invoice", ANY),
                " lastGood was given for invoice, which returns java.util.concurrent.Future and not a value or a CompletionStage of one; leave it out");
    }

    @Test
    void whatIsKeptIsAFallbackOfItsMethod() {
        refuses(
                builder().fallback(new Corner()).noFallback("find(String)").lastGood("find(String)", ANY),
                " lastGood and noFallback were given for find(String); give one of them");
    }

    @Test
    void whatGoesStraightToTheTargetTakesNoOtherSetting() {
        refuses(
                builder().unprotected("find").lastGood("find(String)", ANY),
                " lastGood was given for find(String), which goes straight to the target; leave it out");
        refuses(
                builder().config("close", BreakerConfig.defaults()),
                " config was given for close, which goes straight to the target; leave it out");
    }

    @Test
    void conflictsOfEveryKindAreReportedTogether() {
        refuses(
                Breakers.builder(Shop.class, new Corner())
                        .lastGood("order", ANY)
                        .share("goods", "order", "ship")
                        .share("money", "order", "refund")
                        .noFallback("find"),
                "\n  - share names refund, which it does not have; " + HAS
                        + "\n  - order shares in two breakers; leave it in one"
                        + "\n  - noFallback was given, but no fallback; leave it out"
                        + "\n  - invoice promises its outcome by java.util.concurrent.Future, which nothing here can observe; give an adapter that can, or say treatAsSynchronous(\"invoice\") to take its return for the outcome, or unprotected(\"invoice\")"
                        + "\n  - lastGood was given for order, which returns void and not a value or a CompletionStage of one; leave it out");
    }

    @Test
    void whatIsNullIsNamed() {
        ProtectionBuilder<Shop> builder = builder();
        refusesNull(() -> Breakers.builder((Class<Shop>) null, new Corner()), "type");
        refusesNull(() -> builder.config(null), "config");
        refusesNull(() -> builder.config(null, BreakerConfig.defaults()), "method");
        refusesNull(() -> builder.config("find", null), "config");
        refusesNull(() -> builder.fallback(null), "fallback");
        refusesNull(() -> builder.fallbackFactory(null), "fallbackFactory");
        refusesNull(() -> builder.lastGood(null, ANY), "method");
        refusesNull(() -> builder.lastGood("find", null), "lastGood");
        refusesNull(() -> builder.adapter(null), "adapter");
        refusesNull(() -> builder.listener(null), "listener");
        refusesNull(() -> builder.name(null), "name");
        refusesNull(() -> builder.share(null, "find"), "breaker");
        refusesNull(() -> builder.lookup(null), "lookup");
        refusesNull(() -> builder.engine(null), "engine");
    }

    private static void refusesNull(ThrowingCallable attempt, String argument) {
        assertThat(catchThrowable(attempt))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage(argument);
    }
}
