package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S40: wishes that contradict each other or the interface, each with its whole sentence. */
class ContradictionsTest {
    interface Stock {
        String count(String article);

        void order(String article);

        default String audit() {
            return "fine";
        }
    }

    static class Shelves implements Stock {
        @Override
        public String count(String article) {
            return "7";
        }

        @Override
        public void order(String article) {}
    }

    private static final LastGood AN_HOUR = LastGood.within(Duration.ofHours(1));

    private static ProtectionBuilder<Stock> builder() {
        return Breakers.builder(Stock.class, new Shelves());
    }

    private static void assertRefused(ProtectionBuilder<Stock> builder, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("Cannot protect io.breakers.contract.ContradictionsTest$Stock: " + why);
    }

    @Test
    void aMethodThatAnswersFromItsLastGoodValueHasAFallback() {
        assertRefused(
                builder().fallback(new Shelves()).lastGood("count", AN_HOUR).noFallback("count"),
                "lastGood and noFallback were given for count; give one of them");
    }

    @Test
    void aMethodThatGoesStraightToTheTargetKeepsNoValue() {
        assertRefused(
                builder().unprotected("count").lastGood("count", AN_HOUR),
                "lastGood was given for count, which goes straight to the target; leave it out");
    }

    @Test
    void aMethodWithoutAValueKeepsNone() {
        assertRefused(
                builder().lastGood("order", AN_HOUR),
                "lastGood was given for order, which returns void and not a value or a CompletionStage of one; leave it out");
    }

    @Test
    void aSharedBreakerHasAName() {
        assertRefused(builder().share(" ", "count"), "the name of a shared breaker must not be blank");
    }

    @Test
    void aMethodSharesInOneBreaker() {
        assertRefused(
                builder().share("shelves", "count").share("office", "count", "order"),
                "count shares in two breakers; leave it in one");
    }

    @Test
    void methodsThatShareAgree() {
        BreakerConfig other = BreakerConfig.builder().failureThreshold(7).build();
        assertRefused(
                builder().config("count", other).share("shelves", "count", "order"),
                "the methods that share shelves have different configurations; give them one");
    }

    @Test
    void aFallbackAroundTheSameTargetCouldNotAnswer() {
        var target = new Shelves();
        assertRefused(
                Breakers.builder(Stock.class, target).fallback(Breakers.protect(Stock.class, target)),
                "the fallback is a protected service around the same target; give an object that can answer when the target cannot");
    }

    @Test
    void aFallbackAroundAnotherTargetCan() {
        Stock other = Breakers.protect(Stock.class, new Shelves());
        Stock stock = builder().fallback(other).build();
        assertThat(stock.count("apples")).isEqualTo("7");
    }

    @Test
    void aKeptValueNeedsRoomForOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AN_HOUR.atMost(0))
                .withMessage("atMost must be at least 1, was 0");
        assertThat(AN_HOUR.atMost(1)).hasToString("the last good value, up to PT1H old, of 1 calls at most");
    }
}
