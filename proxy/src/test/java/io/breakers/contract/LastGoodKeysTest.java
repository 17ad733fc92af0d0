package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.proxy.LastGood;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** R9: which calls a last good value is for. */
class LastGoodKeysTest extends EngineSetting {
    private static final LastGood ANY = LastGood.within(Duration.ofHours(1));

    interface Prices {
        int price(String... articles);

        int price(long[] articles);

        int price(byte[][] articles);

        int price(Object article);
    }

    /** Answers as long as it is up, with a number that is new each time. */
    private static final class Market implements Prices {
        private final Map<String, Integer> asked = new HashMap<>();
        private boolean down;

        private int answer(String kind) {
            if (down) {
                throw new IllegalStateException("down");
            }
            return asked.merge(kind, 1, Integer::sum);
        }

        @Override
        public int price(String... articles) {
            return answer("names");
        }

        @Override
        public int price(long[] articles) {
            return answer("numbers");
        }

        @Override
        public int price(byte[][] articles) {
            return answer("keys");
        }

        @Override
        public int price(Object article) {
            return answer("object");
        }
    }

    private final Market market = new Market();

    private Prices prices() {
        return builder(Prices.class, market).lastGood("price", ANY).build();
    }

    @Test
    void r9_arraysAreComparedByTheirContent() {
        Prices prices = prices();
        prices.price("apples", "pears");
        prices.price(new String[] {"apples"});
        prices.price(new long[] {1, 2});
        prices.price(new byte[][] {{1}, {2, 3}});
        market.down = true;

        assertThat(prices.price("apples", "pears")).isEqualTo(1);
        assertThat(prices.price(new String[] {"apples"})).isEqualTo(2);
        assertThat(prices.price(new long[] {1, 2})).isEqualTo(1);
        assertThat(prices.price(new byte[][] {{1}, {2, 3}})).isEqualTo(1);
        assertThatThrownBy(() -> prices.price("pears", "apples")).hasMessage("down");
        assertThatThrownBy(() -> prices.price(new byte[][] {{1, 2}, {3}})).hasMessage("down");
    }

    @Test
    void r9_anArrayIsNeitherAListNorAnArrayOfAnotherType() {
        Prices prices = prices();
        prices.price((Object) new int[] {1});
        market.down = true;

        assertThat(prices.price((Object) new int[] {1})).isEqualTo(1);
        assertThatThrownBy(() -> prices.price((Object) List.of(1))).hasMessage("down");
        assertThatThrownBy(() -> prices.price((Object) new Integer[] {1})).hasMessage("down");
    }

    @Test
    void r9_anArrayThatItsCallerChangesLaterStaysTheKeyThatItWas() {
        Prices prices = prices();
        long[] articles = {1, 2};
        prices.price(articles);
        articles[0] = 7;
        market.down = true;

        assertThat(prices.price(new long[] {1, 2})).isEqualTo(1);
        assertThatThrownBy(() -> prices.price(articles)).hasMessage("down");
    }

    interface Later {
        CompletableFuture<String> future();

        CompletionStage<String> stage();
    }

    @Test
    void r9_aStageThatCountsByItsReturnIsNoValueToKeep() {
        Later target = new Later() {
            @Override
            public CompletableFuture<String> future() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<String> stage() {
                return future();
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(Later.class, target)
                        .treatAsSynchronous("future", "stage")
                        .lastGood("future", ANY)
                        .lastGood("stage", ANY)
                        .build())
                .withMessage("""
                        Cannot protect io.breakers.contract.LastGoodKeysTest$Later:
                          - lastGood and treatAsSynchronous were given for future; give one of them
                          - lastGood and treatAsSynchronous were given for stage; give one of them""");
    }
}
