package io.breakers.contract;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.operations.Prober;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S55: active checks, on virtual time; and a few with the JDK's scheduler, where threads matter. */
class ProberTest {
    private static final Callable<Object> GOOD = () -> "pong";
    private static final Callable<Object> BAD = () -> {
        throw new IOException("no\nroute");
    };
    private static final long PATIENCE_SECONDS = 60;

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final ManualTicker time = new ManualTicker();
    private final VirtualScheduler scheduler = new VirtualScheduler(time);
    private final RecordingListener heard = new RecordingListener();
    private final Breaker breaker = Breakers.breaker(
            "payments",
            BreakerConfig.builder()
                    .ticker(time)
                    .listener(heard)
                    .openFor(OpenWait.exponential(ofSeconds(60), 2, ofSeconds(600))
                            .forgetAfter(ofSeconds(600)))
                    .failureThreshold(1)
                    .build());
    private final List<Long> begun = new ArrayList<>();

    /** What the next checks do; then they are good. */
    private final Queue<Callable<Object>> checks = new ArrayDeque<>();

    private final long start = time.read();
    private final Prober prober = Prober.of(breaker, () -> {
        begun.add(Duration.ofNanos(time.read() - start).toSeconds());
        Callable<Object> next = checks.poll();
        return next == null ? GOOD.call() : next.call();
    });

    private void next(Callable<Object> check, int times) {
        for (int i = 0; i < times; i++) {
            checks.add(check);
        }
    }

    private String lastReason() {
        var all = heard.transitions();
        return all.get(all.size() - 1).reason();
    }

    /** The frozen line, with all defaults given again. */
    @Test
    void theFrozenLineIsThere() throws Exception {
        Duration d = ofSeconds(1);
        AutoCloseable running = Prober.of(breaker, () -> client().ping())
                .every(d)
                .timeout(d)
                .successThreshold(1)
                .failureThreshold(3)
                .tripping()
                .closing()
                .start(scheduler);

        running.close();
        running.close();
    }

    private static Charges client() {
        return new Charges.Real();
    }

    @Test
    void itChecksAtOnceAndThenWithAFixedDelayOfTenSeconds() {
        next(
                () -> {
                    scheduler.advance(ofMillis(900));
                    time.advance(ofMillis(100));
                    return true;
                },
                3);
        prober.start(scheduler);
        scheduler.advance(ofSeconds(30));

        assertThat(begun).containsExactly(0L, 11L, 22L);
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void aGoodCheckEndsAWaitSoThatTheNextCallIsAProbe() {
        breaker.trip("down");
        prober.start(scheduler);
        scheduler.advance(ofSeconds(0));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(heard.events()).containsExactly("CLOSED->OPEN");
        breaker.run(() -> {});
        assertThat(lastReason()).isEqualTo("1 check succeeded");
    }

    @Test
    void soManyInARowEndAWait() {
        breaker.trip("down");
        next(GOOD, 2);
        next(BAD, 1);
        prober.successThreshold(3).start(scheduler);
        scheduler.advance(ofSeconds(50));
        assertThat(begun).hasSize(6);
        breaker.run(() -> {});

        assertThat(lastReason()).isEqualTo("3 checks succeeded");
        assertThat(heard.events()).startsWith("CLOSED->OPEN", "OPEN->HALF_OPEN");
    }

    @Test
    void fewerInARowEndNoWait() {
        breaker.trip("down");
        next(GOOD, 2);
        next(BAD, 1);
        prober.successThreshold(3).start(scheduler);
        scheduler.advance(ofSeconds(40));

        assertThat(begun).hasSize(5);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    /** They say nothing of what calls have found out since. */
    @Test
    void checksBeforeATripDoNotEndItsWait() {
        prober.successThreshold(2).start(scheduler);
        scheduler.advance(ofSeconds(30));
        breaker.trip("calls fail");
        scheduler.advance(ofSeconds(10));
        assertThat(breaker.state()).isEqualTo(OPEN);
        scheduler.advance(ofSeconds(10));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aCheckDuringWhichTheBreakerTripsCountsForNothing() {
        next(
                () -> {
                    breaker.trip("calls fail");
                    return true;
                },
                1);
        prober.start(scheduler);
        scheduler.advance(ofSeconds(0));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void nothingTripsUnlessItIsAskedFor() {
        next(BAD, 20);
        prober.start(scheduler);
        scheduler.advance(ofSeconds(100));

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void threeFailedChecksInARowTripWhereThatIsAskedFor() {
        next(BAD, 2);
        next(GOOD, 1);
        next(BAD, 3);
        prober.tripping().start(scheduler);
        scheduler.advance(ofSeconds(49));
        assertThat(heard.events()).isEmpty();
        scheduler.advance(ofSeconds(1));

        assertThat(heard.events()).containsExactly("CLOSED->OPEN");
        assertThat(lastReason()).isEqualTo("3 checks failed: java.io.IOException: no route");
        assertThat(breaker.status().retryAfter()).isEqualTo(ofSeconds(60));
        assertThat(breaker.status().rule()).isNull();
    }

    @Test
    void whateverIsThrownIsAFailureAndDoesNotEndIt() {
        List<Throwable> thrown = List.of(
                new StackOverflowError(),
                new OutOfMemoryError("full"),
                new AssertionError("odd"),
                new IllegalStateException("closed"));
        for (Throwable each : thrown) {
            next(
                    () -> {
                        throw ProberTest.<RuntimeException>sneaky(each);
                    },
                    1);
        }
        prober.failureThreshold(4).tripping().start(scheduler);
        scheduler.advance(ofSeconds(30));

        assertThat(lastReason()).isEqualTo("4 checks failed: java.lang.IllegalStateException: closed");
        scheduler.advance(ofSeconds(10));
        assertThat(begun).hasSize(5);
        assertThat(log.lines()).isEmpty();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void aFailureThatCannotBeWrittenIsOneAllTheSame() {
        next(
                () -> {
                    throw new IllegalStateException() {
                        @Override
                        public String toString() {
                            throw new AssertionError("hostile");
                        }
                    };
                },
                1);
        next(
                () -> {
                    throw new IllegalStateException("x".repeat(1_000));
                },
                1);
        Prober quick = prober.failureThreshold(1).tripping();
        quick.start(scheduler);
        scheduler.advance(ofSeconds(0));
        assertThat(lastReason()).endsWith("(and its text cannot be had: java.lang.AssertionError)");
        breaker.reset();
        scheduler.advance(ofSeconds(10));
        assertThat(lastReason()).hasSize("1 check failed: ".length() + 200).endsWith("x…");
    }

    @Test
    void falseIsAFailureAndNullIsNot() {
        next(() -> null, 3);
        next(() -> false, 3);
        prober.tripping().start(scheduler);
        scheduler.advance(ofSeconds(40));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        scheduler.advance(ofSeconds(10));

        assertThat(lastReason()).isEqualTo("3 checks failed: it returned false");
    }

    @Test
    void aCheckThatTakesTooLongHasFailedAtThatMomentAndItsEndCountsForNothing() {
        var stateAtTimeout = new AtomicReference<Object>();
        next(
                () -> {
                    scheduler.advance(ofMillis(999));
                    assertThat(breaker.state()).isEqualTo(CLOSED);
                    scheduler.advance(ofMillis(1));
                    stateAtTimeout.set(breaker.state());
                    return true;
                },
                1);
        next(BAD, 1);
        prober.failureThreshold(1).tripping().start(scheduler);
        scheduler.advance(ofSeconds(0));

        assertThat(stateAtTimeout).hasValue(OPEN);
        assertThat(lastReason()).isEqualTo("1 check failed: it took longer than 1 s");
        assertThat(breaker.state()).as("the good end counts for nothing").isEqualTo(OPEN);
    }

    /** The scheduler has no second thread, so nobody says so in time. */
    @Test
    void aCheckThatTookTooLongHasFailedWhenItEnds() {
        next(
                () -> {
                    time.advance(ofMillis(1_501));
                    return true;
                },
                1);
        prober.failureThreshold(1).timeout(ofMillis(1_500)).tripping().start(scheduler);
        scheduler.advance(ofSeconds(0));

        assertThat(lastReason()).isEqualTo("1 check failed: it took longer than 1500.0 ms");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void forcedOpenAndDisabledAreLeftAlone() {
        next(BAD, 5);
        breaker.disable();
        prober.failureThreshold(1).tripping().closing().start(scheduler);
        scheduler.advance(ofSeconds(40));
        assertThat(breaker.state()).isEqualTo(DISABLED);
        breaker.forceOpen();
        scheduler.advance(ofSeconds(100));
        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void goodChecksCloseWhereThatIsAskedFor() {
        breaker.trip("down");
        prober.successThreshold(2).closing().start(scheduler);
        scheduler.advance(ofSeconds(9));
        assertThat(breaker.state()).isEqualTo(OPEN);
        scheduler.advance(ofSeconds(1));

        assertThat(heard.events()).containsExactly("CLOSED->OPEN", "OPEN->CLOSED");
        assertThat(lastReason()).isEqualTo("2 checks succeeded");
        breaker.trip("again");
        assertThat(breaker.status().retryAfter())
                .as("its trips are not forgotten")
                .isEqualTo(ofSeconds(120));
    }

    /** Nobody calls, so there are no probes. */
    @Test
    void goodChecksCloseABreakerWhoseWaitIsOver() {
        breaker.trip("down", ofSeconds(1));
        next(BAD, 1);
        prober.closing().start(scheduler);
        scheduler.advance(ofSeconds(9));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        scheduler.advance(ofSeconds(1));

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void nothingHappensAfterItIsClosed() {
        breaker.trip("down");
        next(BAD, 1);
        var running = prober.start(scheduler);
        scheduler.advance(ofSeconds(0));
        running.close();
        scheduler.advance(ofSeconds(100));

        assertThat(begun).hasSize(1);
        assertThat(heard.events()).containsExactly("CLOSED->OPEN");
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aCheckThatRunsWhenItIsClosedCountsForNothing() {
        var running = new AtomicReference<Prober.Running>();
        breaker.trip("down");
        next(BAD, 1);
        next(
                () -> {
                    running.get().close();
                    return true;
                },
                1);
        running.set(prober.start(scheduler));
        scheduler.advance(ofSeconds(20));

        assertThat(begun).hasSize(2);
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aSchedulerThatIsShutDownIsRefused() {
        scheduler.shutdown();

        assertThatThrownBy(() -> prober.start(scheduler)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void thereIsNoCheckWithoutATimeoutAndOneWarning() {
        prober.start(scheduler);
        scheduler.advance(ofSeconds(0));
        scheduler.refusal = new RejectedExecutionException("full");
        scheduler.advance(ofSeconds(20));
        assertThat(begun).hasSize(1);
        scheduler.refusal = null;
        scheduler.advance(ofSeconds(10));
        assertThat(begun).hasSize(2);
        scheduler.refusal = new IllegalStateException("full again");
        scheduler.advance(ofSeconds(20));

        assertThat(log.lines())
                .containsExactly(
                        "WARNING: payments: no checks as long as the scheduler refuses their time-outs"
                                + " (java.util.concurrent.RejectedExecutionException: full)",
                        "WARNING: payments: no checks as long as the scheduler refuses their time-outs"
                                + " (java.lang.IllegalStateException: full again)");
    }

    @Test
    void itMayBeStartedAgain() {
        prober.start(scheduler).close();
        prober.start(scheduler);
        scheduler.advance(ofSeconds(10));

        assertThat(begun).hasSize(2);
    }

    @Test
    void whatIsGivenIsChecked() {
        assertThatThrownBy(() -> Prober.of(null, GOOD))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("breaker");
        assertThatThrownBy(() -> Prober.of(breaker, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("check");
        assertThatThrownBy(() -> prober.every(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("every");
        assertThatThrownBy(() -> prober.timeout(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeout");
        assertThatThrownBy(() -> prober.start(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("scheduler");
        assertThatThrownBy(() -> prober.every(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every must be positive, was PT0S");
        assertThatThrownBy(() -> prober.timeout(ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be positive, was PT-1S");
        assertThatThrownBy(() -> prober.successThreshold(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("successThreshold must be at least 1, was 0");
        assertThatThrownBy(() -> prober.failureThreshold(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("failureThreshold must be at least 1, was -1");
        var other = (Breaker) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Breaker.class}, (proxy, method, arguments) -> null);
        assertThatThrownBy(() -> Prober.of(other, GOOD).closing())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a breaker of this library");
        prober.every(ofSeconds(Long.MAX_VALUE))
                .timeout(ofSeconds(Long.MAX_VALUE))
                .start(scheduler)
                .close();
    }

    // With real threads.

    private static void end(ScheduledExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** The time-out of the first check is as it was asked for; the next one ends in time, however busy the machine. */
    private static final class FirstTimeOut extends ScheduledThreadPoolExecutor {
        private final AtomicBoolean isFirst = new AtomicBoolean(true);

        FirstTimeOut() {
            super(2);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable timeOut, long delay, TimeUnit unit) {
            return isFirst.getAndSet(false)
                    ? super.schedule(timeOut, delay, unit)
                    : super.schedule(timeOut, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCheckThatHangsIsInterruptedAndTheNextOneRuns() throws Exception {
        var threads = new FirstTimeOut();
        var interrupted = new CompletableFuture<Boolean>();
        var after = new CompletableFuture<Boolean>();
        var count = new AtomicInteger();
        Breaker real = Breakers.breaker("real", BreakerConfig.defaults());
        Callable<Object> hanging = () -> {
            if (count.getAndIncrement() == 0) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException byTimeout) {
                    interrupted.complete(true);
                    throw byTimeout;
                }
            }
            after.complete(Thread.currentThread().isInterrupted());
            return true;
        };
        try (var running = Prober.of(real, hanging)
                .every(ofMillis(1))
                .timeout(ofMillis(20))
                .failureThreshold(1)
                .tripping()
                .start(threads)) {
            assertThat(interrupted.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(after.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the next check is not interrupted")
                    .isFalse();
            assertThat(running).isNotNull();
        } finally {
            end(threads);
        }
        assertThat(real.stats().transitions()).isPositive();
    }

    @Test
    void closingInterruptsTheCheckThatRuns() throws Exception {
        var threads = new ScheduledThreadPoolExecutor(2);
        var entered = new CountDownLatch(1);
        var left = new CompletableFuture<Boolean>();
        Breaker real = Breakers.breaker("real", BreakerConfig.defaults());
        Callable<Object> hanging = () -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException byClose) {
                left.complete(true);
            }
            return false;
        };
        try {
            var running = Prober.of(real, hanging)
                    .timeout(ofSeconds(PATIENCE_SECONDS))
                    .failureThreshold(1)
                    .tripping()
                    .start(threads);
            assertThat(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            running.close();
            assertThat(left.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            end(threads);
        }
        assertThat(real.state()).isEqualTo(CLOSED);
    }

    @Test
    void shuttingTheSchedulerDownEndsIt() throws Exception {
        var threads = new ScheduledThreadPoolExecutor(2);
        var entered = new CountDownLatch(1);
        var counted = new AtomicInteger();
        Breaker real = Breakers.breaker("real", BreakerConfig.defaults());
        Prober.of(real, () -> {
                    counted.incrementAndGet();
                    entered.countDown();
                    return new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                })
                .every(ofMillis(1))
                .timeout(ofSeconds(PATIENCE_SECONDS))
                .start(threads);
        assertThat(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        end(threads);

        assertThat(counted).hasValue(1);
    }

    /** The last check has ended by then, and how long it took is about to be read. */
    @Test
    void aCheckThatHasEndedCountsForNothingOnceTheProberIsClosed() {
        var running = new AtomicReference<Prober.Running>();
        var atNextReading = new AtomicReference<Runnable>();
        Breaker its = Breakers.breaker(
                "closing",
                BreakerConfig.builder()
                        .ticker(() -> {
                            Runnable once = atNextReading.getAndSet(null);
                            if (once != null) {
                                once.run();
                            }
                            return time.read();
                        })
                        .build());
        running.set(Prober.of(its, () -> {
                    atNextReading.set(running.get()::close);
                    return false;
                })
                .failureThreshold(1)
                .tripping()
                .start(scheduler));
        scheduler.advance(ofSeconds(0));

        assertThat(atNextReading.get()).isNull();
        assertThat(its.state()).isEqualTo(CLOSED);
    }
}
