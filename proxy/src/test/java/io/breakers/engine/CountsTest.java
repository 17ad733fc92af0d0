package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S22, S43: the counts of threads lose nothing, whichever threads count, die, and take each other's places. */
class CountsTest {
    private static final int MORE_THREADS_THAN_PLACES =
            16 * Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Statistics statistics = new Statistics();

    private final Closed closed = closed();

    private static Closed closed() {
        return new Closed(new Settings(BreakerConfig.defaults(), BreakerListener.NONE), Step.first(), 0);
    }

    private void succeeded(long elapsed) {
        statistics.count(Count.SUCCESSES, Count.SUCCESS_NANOS, elapsed);
    }

    private void count(int calls) {
        for (int call = 0; call < calls; call++) {
            statistics.enter(closed);
            succeeded(3);
        }
    }

    private void assertCounted(long calls) {
        assertThat(statistics.sum(Count.ENTERED)).isEqualTo(calls);
        assertThat(statistics.sum(Count.SUCCESSES, Count.SUCCESS_NANOS))
                .isEqualTo(new StatsSnapshot.Total(calls, 3 * calls));
    }

    @Test
    void oneThreadCountsForItself() {
        count(1_000);

        assertCounted(1_000);
        assertThat(statistics.crowd).as("what threads share").isNull();
    }

    @Test
    void threadsThatShareTheirPlacesCountToo() throws Exception {
        var alive = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        var counted = new CountDownLatch(MORE_THREADS_THAN_PLACES);
        for (int i = 0; i < MORE_THREADS_THAN_PLACES; i++) {
            var thread = new Thread(() -> {
                count(100);
                counted.countDown();
                awaitQuietly(alive);
            });
            threads.add(thread);
            thread.start();
        }
        counted.await();

        assertCounted(100L * MORE_THREADS_THAN_PLACES);
        alive.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertCounted(100L * MORE_THREADS_THAN_PLACES);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatADeadThreadCountedStays() throws Exception {
        for (int i = 0; i < 3 * MORE_THREADS_THAN_PLACES; i++) {
            var thread = new Thread(() -> count(10));
            thread.start();
            thread.join();
        }

        assertCounted(30L * MORE_THREADS_THAN_PLACES);
        assertThat(statistics.crowd).as("what threads share").isNull();
    }

    @Test
    void threadsThatDifferInTheLastBitOfTheirIdsShareNothing() throws Exception {
        long own = Thread.currentThread().getId();
        Thread other;
        do {
            other = new Thread(() -> count(10));
        } while ((own ^ other.getId()) % 2 == 0);
        count(10);
        other.start();
        other.join();
        count(10);

        assertCounted(30);
        assertThat(statistics.crowd).as("what threads share").isNull();
    }

    @Test
    void threadsThatComeAtOnceLoseNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var gate = new Gate(8)) {
                gate.run(() -> {
                    count(200);
                    return null;
                });
            }
        }

        assertCounted(20L * 8 * 200);
    }

    @Test
    void aThreadHasOnePermitForAllItsCallsInOneState() {
        Permit first = statistics.enter(closed);

        assertThat(statistics.enter(closed)).isSameAs(first);
        succeeded(3);
        statistics.count(Count.FAILURES);
        assertThat(Counts.enterQuietly(statistics.places, closed)).isSameAs(first);
        assertThat(statistics.sum(Count.ENTERED)).isEqualTo(3);
    }

    @Test
    void onlyWhoHasAPermitOfTheStateEntersQuietly() throws Exception {
        assertThat(Counts.enterQuietly(statistics.places, closed)).isNull();
        statistics.enter(closed);

        assertThat(Counts.enterQuietly(statistics.places, closed())).isNull();
        var others = new ArrayList<@Nullable Permit>();
        for (int i = 0; i < MORE_THREADS_THAN_PLACES; i++) {
            var other = new Thread(() -> others.add(Counts.enterQuietly(statistics.places, closed)));
            other.start();
            other.join();
        }
        assertThat(others).hasSize(MORE_THREADS_THAN_PLACES).containsOnlyNulls();
        assertThat(statistics.sum(Count.ENTERED)).isEqualTo(1);
    }

    @Test
    void aCallThatStateAndPermitOutlivedIsCountedOnce() {
        var earlier = (ThreadPermit) statistics.enter(closed);
        Closed later = closed();
        var own = (ThreadPermit) statistics.enter(later);

        assertThat(own).isNotSameAs(earlier);
        assertThat(own.succeededQuietly()).isTrue();
        assertThat(earlier.succeededQuietly()).isFalse();
        succeeded(7);

        assertThat(statistics.sum(Count.ENTERED)).isEqualTo(2);
        assertThat(statistics.sum(Count.SUCCESSES, Count.SUCCESS_NANOS)).isEqualTo(new StatsSnapshot.Total(2, 7));
    }

    @Test
    void aSuccessOnAnotherThreadIsCounted() throws Exception {
        statistics.enter(closed);
        var other = new Thread(() -> succeeded(7));
        other.start();
        other.join();

        assertThat(statistics.sum(Count.ENTERED)).isEqualTo(1);
        assertThat(statistics.sum(Count.SUCCESSES, Count.SUCCESS_NANOS)).isEqualTo(new StatsSnapshot.Total(1, 7));
    }

    @Test
    void aSuccessThatIsSeenHasBeenSeenToEnter() throws Exception {
        try (var gate = new Gate(3)) {
            gate.runAll(List.of(
                    () -> {
                        count(200_000);
                        return null;
                    },
                    () -> {
                        count(200_000);
                        return null;
                    },
                    () -> {
                        for (int look = 0; look < 20_000; look++) {
                            long successes = statistics.sum(Count.SUCCESSES);
                            assertThat(statistics.sum(Count.ENTERED)).isGreaterThanOrEqualTo(successes);
                        }
                        return null;
                    }));
        }

        assertCounted(400_000);
    }
}
