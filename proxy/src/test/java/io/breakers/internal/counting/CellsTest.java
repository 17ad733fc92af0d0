package io.breakers.internal.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** S22, S43: the counts of threads lose nothing, whichever threads count, die, and take each other's places. */
class CellsTest {
    private final Statistics statistics = new Statistics();
    private final Cells cells = new Cells(Cells.FIRST);

    private void count(int calls) {
        for (int call = 0; call < calls; call++) {
            statistics.entered();
            statistics.succeeded(3);
        }
    }

    private long[] read() {
        long[] counts = statistics.readEffects();
        statistics.readCauses(counts);
        return counts;
    }

    private void assertCounted(long calls) {
        assertSuccesses(calls, 3 * calls);
    }

    private void assertSuccesses(long calls, long nanos) {
        long[] counts = read();
        assertThat(counts[Count.ENTERED]).isEqualTo(calls);
        assertThat(counts[Count.SUCCESSES]).isEqualTo(calls);
        assertThat(counts[Count.SUCCESS_NANOS]).isEqualTo(nanos);
    }

    private long entered() {
        var sums = new long[Count.NUMBER];
        cells.addTo(sums, Count.ENTERED, Count.ENTERED, Cell.ENTRIES);
        return sums[Count.ENTERED];
    }

    /** Lets so many threads count, and live until the test ends. */
    private static void withLiving(int threads, Runnable counting, Runnable test) throws InterruptedException {
        var over = new CountDownLatch(1);
        var counted = new CountDownLatch(threads);
        List<Thread> living = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            var thread = new Thread(() -> {
                counting.run();
                counted.countDown();
                try {
                    over.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            living.add(thread);
            thread.start();
        }
        counted.await();
        try {
            test.run();
        } finally {
            over.countDown();
            for (Thread thread : living) {
                thread.join();
            }
        }
    }

    @Test
    void oneThreadCountsForItself() {
        count(1_000);

        assertCounted(1_000);
    }

    @Test
    void eachOfTwoHundredLivingThreadsHasACell() throws Exception {
        var without = new ArrayList<Thread>();
        withLiving(
                200,
                () -> {
                    cells.add(Count.ENTERED, 1);
                    while (cells.find(Thread.currentThread()) == null) {
                        cells.add(Count.ENTERED, 1);
                    }
                },
                () -> assertThat(without).isEmpty());

        assertThat(entered()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void threadsBeyondTheLargestTableCountToo() throws Exception {
        int threads = Cells.MOST + 200;
        withLiving(threads, () -> count(10), () -> assertCounted(10L * threads));

        assertCounted(10L * threads);
    }

    @Test
    void whatADeadThreadCountedStays() throws Exception {
        for (int i = 0; i < 300; i++) {
            var thread = new Thread(() -> count(10));
            thread.start();
            thread.join();
        }

        assertCounted(3_000);
    }

    /** Else a breaker would grow with each thread that has ever called it. */
    @Test
    void threadsThatComeAndGoTakeEachOthersPlaces() throws Exception {
        for (int i = 0; i < 300; i++) {
            var thread = new Thread(() -> cells.add(Count.ENTERED, 1));
            thread.start();
            thread.join();
        }

        assertThat(entered()).isEqualTo(300);
        assertThat(cells.places()).isLessThanOrEqualTo(8);
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
    void aThreadThatFindsTheTableBeingChangedCountsInTheOverflow() {
        assertThat(cells.beginChange()).isTrue();

        cells.add(Count.ENTERED, 1);

        assertThat(cells.find(Thread.currentThread())).isNull();
        assertThat(entered()).isEqualTo(1);
    }

    @Test
    void aSuccessOnAnotherThreadIsCounted() throws Exception {
        statistics.entered();
        var other = new Thread(() -> statistics.succeeded(7));
        other.start();
        other.join();

        assertSuccesses(1, 7);
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
                            long[] seen = read();
                            assertThat(seen[Count.ENTERED]).isGreaterThanOrEqualTo(seen[Count.SUCCESSES]);
                        }
                        return null;
                    }));
        }

        assertCounted(400_000);
    }
}
