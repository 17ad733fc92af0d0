package io.breakers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final IOException DOWN = new IOException("down");

    interface Stock {
        int count(String article) throws IOException;

        CompletableFuture<Integer> countLater(String article) throws IOException;
    }

    interface Careless extends Stock {
        void forget();
    }

    private static final class Shelf implements Stock {
        @Override
        public int count(String article) throws IOException {
            if (article.isEmpty()) {
                throw new IOException("of what?");
            }
            return article.length();
        }

        @Override
        public CompletableFuture<Integer> countLater(String article) {
            return CompletableFuture.completedFuture(article.length());
        }
    }

    private final ManualTicker time = new ManualTicker();
    private final Faults<Stock> faults = Faults.into(Stock.class, new Shelf());
    private final Stock stock = faults.target();

    /** A letter for each of so many calls: F for a failure, s for a slow one, S for both, and a point. */
    private String pattern(int calls) {
        var pattern = new StringBuilder();
        for (int call = 0; call < calls; call++) {
            long before = time.read();
            boolean failed = false;
            try {
                stock.count("apples");
            } catch (IOException down) {
                assertThat(down).isSameAs(DOWN);
                failed = true;
            }
            boolean slow = time.read() != before;
            pattern.append(slow ? failed ? 'S' : 's' : failed ? 'F' : '.');
        }
        return pattern.toString();
    }

    @Test
    void withoutSharesItPassesEverythingOn() throws Exception {
        assertThat(stock.count("apples")).isEqualTo(6);
        assertThat(stock.countLater("pears")).isCompletedWithValue(5);
        assertThatThrownBy(() -> stock.count(""))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("of what?");
    }

    @Test
    void theSharesComeTrue() {
        faults.failing(0.2, DOWN).slow(0.5, Duration.ofSeconds(3), time);

        String pattern = pattern(10_000);

        assertThat(pattern.chars().filter(call -> call == 'F' || call == 'S').count())
                .isCloseTo(2_000, within(200L));
        assertThat(pattern.chars().filter(call -> call == 's' || call == 'S').count())
                .isCloseTo(5_000, within(200L));
        assertThat(pattern.chars().filter(call -> call == 'S').count()).isCloseTo(1_000, within(150L));
    }

    @Test
    void aSlowCallTakesItsTime() throws Exception {
        long before = time.read();
        faults.slow(1, Duration.ofSeconds(3), time);
        stock.count("apples");

        assertThat(time.read() - before).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        faults.failing(0.3, DOWN).slow(0.3, Duration.ofSeconds(1), time);
        String unseeded = pattern(100);
        faults.seed(42);
        String first = pattern(100);
        faults.seed(42);

        assertThat(pattern(100)).isEqualTo(first).isNotEqualTo(unseeded);
        faults.seed(7);
        assertThat(pattern(100)).as("the default seed is 7").isEqualTo(unseeded);
    }

    @Test
    void oneShareDoesNotDecideWhereTheOtherHits() {
        faults.seed(1).failing(0.3, DOWN).slow(0.5, Duration.ofSeconds(1), time);
        String both = pattern(100);
        faults.seed(1).slow(0, Duration.ofSeconds(1), time);

        assertThat(pattern(100)).isEqualTo(both.replace('s', '.').replace('S', 'F'));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void aShareOfNoneOrAllIsExact(double share) {
        faults.failing(share, DOWN);

        assertThat(pattern(1_000)).isEqualTo((share == 0 ? "." : "F").repeat(1_000));
    }

    @Test
    void aShareIsReplacedWhileItRuns() {
        faults.failing(1, DOWN);
        assertThat(pattern(2)).isEqualTo("FF");
        faults.failing(0, DOWN);
        assertThat(pattern(2)).isEqualTo("..");
    }

    @Test
    void onlyTheChosenMethodFails() throws Exception {
        faults.on("countLater").failing(1, new IOException("later"));

        assertThat(stock.count("apples")).isEqualTo(6);
        assertThat(stock.countLater("apples")).isCompletedExceptionally();
    }

    @Test
    void whatAMethodCannotThrowIsRefusedAtOnceAndChangesNothing() {
        Scripted<Careless> behind = Scripted.target(Careless.class, time)
                .on("forget")
                .returns(null)
                .on("count")
                .returns(1);
        Faults<Careless> careless = Faults.into(Careless.class, behind.target());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> careless.failing(1, DOWN))
                .withMessage("Careless.forget() cannot throw java.io.IOException: it declares no checked exception");
        careless.target().forget();
        careless.on("count").failing(1, DOWN);
        assertThatThrownBy(() -> careless.target().count("apples")).isSameAs(DOWN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, 20, Double.NaN})
    void aShareThatIsNoneIsRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.failing(share, DOWN))
                .withMessage("share must be in [0, 1], 0.5 for one half, was " + share);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.slow(share, Duration.ofSeconds(1), time))
                .withMessage("share must be in [0, 1], 0.5 for one half, was " + share);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Faults.into(null, new Shelf()))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> Faults.into(Stock.class, null))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> faults.failing(0.5, null))
                .withMessage("failure");
        assertThatNullPointerException()
                .isThrownBy(() -> faults.slow(0.5, null, time))
                .withMessage("duration");
        assertThatNullPointerException()
                .isThrownBy(() -> faults.slow(0.5, Duration.ZERO, null))
                .withMessage("time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.on("recount"))
                .withMessage(
                        Stock.class.getTypeName() + " has no method recount; it has count(String), countLater(String)");
        assertThat(stock).hasToString("Faults.into(Stock)");
    }
}
