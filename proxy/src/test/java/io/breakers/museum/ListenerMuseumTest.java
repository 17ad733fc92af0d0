package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Group B of the bug museum, second room: listeners, events and the edges of windows. */
class ListenerMuseumTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    @Test
    void b9_aListenerMayLookCallAndWaitForAnotherThreadThatDoes() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).listener(owner -> new BreakerListener() {
            @Override
            public void onTransition(Transition transition) {
                owner.state();
                owner.stats();
                String other = CompletableFuture.supplyAsync(() -> {
                            owner.forceOpen();
                            return owner + " " + owner.stats().transitions();
                        })
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
                assertThat(other).isEqualTo("payments FORCED_OPEN 2");
            }
        }));

        breaker.fail();

        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->FORCED_OPEN");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void b10_aCallIsCountedOnceAndItsResultKeptWhenAPredicateThrows() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2).failOnResult(result -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(breaker.breaker().call(() -> "paid")).isEqualTo("paid");

        assertThat(breaker.events()).containsExactly("failure");
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void b11_aListenerThatThrowsHidesNothingFromTheOthers() {
        var after = new RecordingListener();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .listener(owner -> new BreakerListener() {
                    @Override
                    public void onFailure(long nanos, Throwable failure) {
                        throw new StackOverflowError();
                    }
                })
                .listener(after));

        breaker.fail();

        assertThat(after.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void b12_transitionsAreAChainWithoutGapsOrRepeats() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(1));
        for (int round = 0; round < 3; round++) {
            breaker.fail();
            breaker.advance(ofSeconds(10));
            breaker.succeed();
        }

        List<Transition> all = breaker.recorder().transitions();
        BreakerState state = CLOSED;
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).from()).isEqualTo(state);
            assertThat(all.get(i).number()).isEqualTo(i + 1);
            state = all.get(i).to();
        }
        assertThat(all).hasSize(9);
    }

    @Test
    void b13_aBreakerThatIsLetGoTakesItsListenerWithIt() {
        var recorder = new WeakReference<>(TestedBreaker.with(config -> config).recorder());

        for (int attempt = 0; attempt < 100 && recorder.get() != null; attempt++) {
            System.gc();
        }

        assertThat(recorder.get()).isNull();
    }

    @Test
    void b14_theThresholdItselfTrips() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failureRate(0.333, Window.ofCalls(1_000))));

        breaker.fail(332);
        breaker.succeed(667);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10_000_000})
    void b15_windowsOfEverySizeWork(int calls) {
        TripRule rule =
                TripRule.failureRate(1d / 10_000_000, Window.ofCalls(calls)).minimumCalls(1);
        var breaker = TestedBreaker.with(config -> config.tripWhen(rule));

        breaker.succeed(5);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void b15_aWindowOfTimeOutlivesItsFirstSeconds() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(
                TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))).minimumCalls(2)));
        for (int second = 0; second < 100; second++) {
            breaker.fail();
            breaker.advance(ofSeconds(1));
            breaker.succeed();
        }
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }
}
