package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfigBuilder;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Group A of the bug museum, first room: probes that leak, multiply or never return, as they did in other breakers. */
class HalfOpenMuseumTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static TestedBreaker waited(UnaryOperator<BreakerConfigBuilder> settings) {
        return TestedBreaker.waited(config -> settings.apply(config.probes(1).successThreshold(1)));
    }

    @Test
    void a1_anIgnoredExceptionGivesTheProbeBack() {
        var breaker = waited(config -> config.probes(2).successThreshold(2).ignore(IllegalArgumentException.class));

        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new IllegalArgumentException("no such account"));
        Pending first = breaker.begin();
        Pending second = breaker.begin();
        first.succeed();
        second.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a2_aPredicateThatThrowsEndsTheProbeAsAFailure() {
        var broken = new NoClassDefFoundError("predicate");
        var breaker = waited(config -> config.ignoreWhen(thrown -> {
            throw broken;
        }));
        var down = new IOException("down");

        breaker.failWith(down);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(down).hasSuppressedException(broken);
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @Test
    void a2_aResultPredicateThatThrowsEndsTheProbeAsAFailure() throws Exception {
        var breaker = waited(config -> config.failOnResult(result -> {
            throw new NoClassDefFoundError("predicate");
        }));

        assertThat(breaker.breaker().call(() -> "paid")).isEqualTo("paid");

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @Test
    void a3_anErrorEndsTheProbeAndIsThrownAsItIs() {
        for (Throwable error :
                List.of(new StackOverflowError(), new AssertionError("broken"), new OutOfMemoryError())) {
            var breaker = waited(config -> config);

            breaker.failWith(error);

            assertThat(breaker.state()).isEqualTo(OPEN);
            assertThat(breaker.stats().inFlight()).isZero();
        }
    }

    @Test
    void a4_aProbeThatNeverReturnsIsTakenForFailedAfterItsLease() {
        var breaker = waited(config -> config);
        Pending hanging = breaker.begin();

        breaker.advance(ofSeconds(30));
        assertThat(breaker.state()).isEqualTo(OPEN);
        hanging.succeed();
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().successes()).isEqualTo(1);
        breaker.advance(ofSeconds(10));
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a5_aCallOfAnEarlierStateDecidesNothing() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(1));
        Pending succeeding = breaker.begin();
        Pending failing = breaker.begin();
        breaker.fail();
        breaker.advance(ofSeconds(10));
        Pending probe = breaker.begin();

        succeeding.succeed();
        failing.fail();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.stats().successes()).isEqualTo(1);
        assertThat(breaker.stats().failures()).isEqualTo(2);
        probe.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a6_anOldSuccessDoesNotCloseAnOpenBreaker() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        Pending old = breaker.begin();
        breaker.fail();

        old.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void a7_lateFailuresNeitherPublishAgainNorProlongTheWait() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2).openFor(ofSeconds(10)));
        List<Pending> calls = new ArrayList<>();
        for (int call = 0; call < 6; call++) {
            calls.add(breaker.begin());
        }
        for (Pending call : calls) {
            call.fail();
            breaker.advance(ofSeconds(2));
        }

        assertThat(breaker.recorder().transitions()).hasSize(1);
        assertThat(breaker.state()).as("10 s after the second failure").isEqualTo(HALF_OPEN);
    }

    @Test
    void a8_aStaleProbeNeitherClosesALaterHalfOpenNorFreesAPlaceOfIt() {
        var breaker = waited(config -> config);
        Pending stale = breaker.begin();
        breaker.advance(ofSeconds(30));
        breaker.reject();
        breaker.advance(ofSeconds(10));
        breaker.begin();

        stale.succeed();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.reject();
    }

    @Test
    void a9_anIgnoredCallOfAnEarlierStateFreesNoPlace() {
        var breaker = TestedBreaker.with(config ->
                config.failureThreshold(1).openFor(ofSeconds(10)).probes(1).ignore(IllegalArgumentException.class));
        Pending ignored = breaker.begin();
        Pending cancelled = breaker.begin();
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.begin();

        ignored.fail(new IllegalArgumentException("no such account"));
        cancelled.interrupt();

        breaker.reject();
    }

    @Test
    void a10_theCallThatMakesTheTransitionIsAProbe() throws Exception {
        int threads = 10;
        try (var gate = new Gate(threads)) {
            for (int round = 0; round < 200; round++) {
                int probes = 1 + round % 3;
                var breaker = waited(config -> config.probes(probes).successThreshold(9));
                var admitted = new AtomicInteger();
                gate.run(() -> {
                    try {
                        breaker.begin();
                        return admitted.incrementAndGet();
                    } catch (AssertionError rejected) {
                        return 0;
                    }
                });
                assertThat(admitted).hasValue(probes);
                assertThat(breaker.stats().rejected()).isEqualTo(threads - probes);
            }
        }
    }
}
