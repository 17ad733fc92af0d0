package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.Permit;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How the breaker of a key is made and found, also while something else happens to it (S56). */
class KeyMakingTest {
    private static final BreakerName NAME = BreakerName.of(Runnable.class, "Jobs", "run");

    private final ManualTicker ticker = new ManualTicker();
    private final BreakerConfig config =
            BreakerConfig.builder().ticker(ticker).failureThreshold(3).build();
    private final AtomicReference<CircuitBreaker> own = new AtomicReference<>();

    /** What each maker of a listener does first. */
    private Consumer<Breaker> making = breaker -> {};

    private final List<String> closed = new ArrayList<>();
    private final RecordingListener recorder = new RecordingListener();

    private KeyedBreakers keys(int limit, Duration idleFor) {
        var keys = new KeyedBreakers(
                NAME,
                limit,
                idleFor,
                config.ticker(),
                List.of(this::listener, recorder),
                source -> new ValueGuard(source, null, List.of()),
                Arrivals.NONE,
                own::get);
        own.set(CircuitBreaker.create(NAME, config, List.of(), keys));
        return keys;
    }

    private BreakerListener listener(Breaker breaker) {
        making.accept(breaker);
        return new BreakerListener() {
            @Override
            public void onClose() {
                closed.add(breaker.name());
            }
        };
    }

    private void succeed(KeyedBreaker place, int calls) {
        for (int call = 0; call < calls; call++) {
            var permit = (Permit) place.enter();
            place.guard().succeeded(permit, place.guard().start(permit));
        }
    }

    private void failMaking() {
        making = breaker -> {
            throw new IllegalStateException("no listener");
        };
    }

    @Test
    void aKeyWhoseBreakerCannotBeMadeTakesNoRoom() {
        KeyedBreakers keys = keys(1, null);
        failMaking();
        assertThatThrownBy(() -> keys.of("a")).hasMessage("no listener");
        making = breaker -> {};

        assertThat(keys.of("b").get().name()).isEqualTo("Jobs.run[b]");
    }

    @Test
    void aKeyWhoseBreakerIsBeingMadeIsNotDroppedForAnother() {
        KeyedBreakers keys = keys(1, null);
        var other = new AtomicReference<String>();
        making = breaker -> {
            making = again -> {};
            other.set(keys.of("b").get().name());
        };

        keys.of("a");

        assertThat(other).hasValue("Jobs.run[*]");
    }

    /** Two threads make the breaker of one key at once, and only one can. */
    @Test
    void aBreakerThatIsMadeAfterItsKeyWasGivenUpIsClosedAndLetsNoCallIn() {
        KeyedBreakers keys = keys(1, null);
        making = breaker -> {
            failMaking();
            assertThatThrownBy(() -> keys.of("a")).hasMessage("no listener");
            making = again -> {};
        };
        KeyedBreaker late = keys.of("a");

        assertThat(closed).containsExactly("Jobs.run[a]");
        assertThat(late.enter()).isNull();
        assertThat(keys.of("a")).isNotSameAs(late);
    }

    @Test
    void aBreakerIsMadeOnceAlthoughItsKeyIsPutByAnotherCallMeanwhile() {
        KeyedBreakers keys = keys(2, null);
        var key = new Object() {
            private boolean asked;
            private KeyedBreaker first;

            @Override
            public String toString() {
                if (!asked) {
                    asked = true;
                    first = keys.of(this);
                }
                return "a";
            }
        };

        assertThat(keys.of(key)).isSameAs(key.first).isNotNull();
        assertThat(keys.breakers()).hasSize(1);
    }

    @Test
    void aKeyThatIsKnownIsNotAskedForItsText() {
        KeyedBreakers keys = keys(2, null);
        var key = new Object() {
            private int asked;

            @Override
            public String toString() {
                asked++;
                return "a";
            }
        };
        keys.of(key);
        keys.of(key);

        assertThat(key.asked).isEqualTo(1);
    }

    @Test
    void aBreakerThatIsMadeWhileItsMethodIsReconfiguredHasTheNewConfigurationAndSaysSo() {
        KeyedBreakers keys = keys(1, null);
        BreakerConfig other = config.toBuilder().failureThreshold(7).build();
        making = breaker -> own.get().reconfigure(other);

        CircuitBreaker made = keys.of("a").get();

        assertThat(made.config()).isEqualTo(other);
        assertThat(recorder.events()).containsExactly("reconfigured 1");
    }

    @Test
    void aBreakerOfTheMethodsConfigurationHasNoChangeToTell() {
        KeyedBreakers keys = keys(1, null);

        keys.of("a");

        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void howLongAKeyIsIdleIsReadFromAUsersTickerHoweverOftenItIsCalled() {
        KeyedBreakers keys = keys(2, Duration.ofSeconds(10));
        succeed(keys.of("a"), 100);
        ticker.advance(Duration.ofSeconds(11));

        keys.of("b");

        assertThat(keys.find("a")).isNull();
    }

    /** Every way to the lock leaves it open for the next thread. */
    @Test
    void otherThreadsMayAddKeysAfterwards() throws Exception {
        KeyedBreakers keys = keys(1, null);
        KeyedBreaker dropped = keys.of("a");
        addInAnotherThread(keys, "b");
        dropped.enter();
        addInAnotherThread(keys, "c");
        failMaking();
        assertThatThrownBy(() -> keys.of("d")).hasMessage("no listener");
        making = breaker -> {};
        addInAnotherThread(keys, "e");
        keys.close();
        addInAnotherThread(keys, "f");

        assertThat(keys.breakers()).extracting(Breaker::name).containsExactly("Jobs.run[f]");
    }

    private static void addInAnotherThread(KeyedBreakers keys, String key) throws Exception {
        try (var gate = new Gate(1)) {
            gate.run(() -> keys.of(key));
        }
    }
}
