package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.OpenWait;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.settings.Outcome;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a call that is about to enter a breaker while that is dropped (S56). */
class KeyedBreakersTest {
    private static final BreakerConfig CONFIG = BreakerConfig.defaults();
    private static final IOException DOWN = new IOException("down");
    private static final BreakerName NAME = BreakerName.of(Runnable.class, "Jobs", "run");

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    /** Like a meter: counts what a breaker has counted when its listeners are closed. */
    private final AtomicLong frozen = new AtomicLong();

    private final AtomicReference<CircuitBreaker> own = new AtomicReference<>();

    private KeyedBreakers keys(int limit) {
        return keys(limit, Arrivals.NONE);
    }

    private KeyedBreakers keys(int limit, Arrivals arrivals) {
        return keys(limit, CONFIG, arrivals, this::frozen);
    }

    private KeyedBreakers keys(
            int limit, BreakerConfig config, Arrivals arrivals, BreakerListener.Factory... listeners) {
        var keys = new KeyedBreakers(
                NAME,
                limit,
                null,
                config.ticker(),
                List.of(listeners),
                source -> new ValueGuard(source, (name, cause, method, arguments) -> "fallback", List.of()),
                arrivals,
                own::get);
        own.set(CircuitBreaker.create(NAME, config, List.of(), keys));
        return keys;
    }

    private BreakerListener frozen(Breaker breaker) {
        return new BreakerListener() {
            @Override
            public void onClose() {
                frozen.addAndGet(breaker.stats().successes() + breaker.stats().fallbacks());
            }
        };
    }

    private static void succeed(KeyedBreaker place) {
        var permit = (Permit) place.enter();
        place.guard().succeeded(permit, place.guard().start(permit));
    }

    @Test
    void aCallThatHasFoundItsBreakerBeforeItWasDroppedFindsAnother() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker found = keys.of("a");
        CircuitBreaker before = found.get();
        keys.of("b");

        assertThat(found.enter()).isNull();
        assertThat(found.enterOrThrow()).isNull();
        assertThat(before.stats().calls()).isZero();
        assertThat(keys.find("a")).isNull();
        assertThat(keys.of("a").get()).isNotSameAs(before);
        assertThat(keys.find("b"))
                .as("it was about to be called, but was not in flight")
                .isNull();
    }

    /** What a call asks that has seen the beginning of a drop, which may have been given up by then. */
    @Test
    void aBreakerIsDroppedOnceAnotherHasItsPlace() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");

        assertThat(keys.hasDropped(place)).isFalse();
        keys.of("b");
        assertThat(keys.hasDropped(place)).isTrue();
    }

    @Test
    void aFallbackThatBeginsAfterItsBreakerWasDroppedIsCountedByTheMethodsOwn() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");
        var permit = (Permit) place.enter();
        permit.accounts().failed(permit, 0, new IOException("down"));
        keys.of("b");
        assertThat(keys.find("a")).isNull();

        Guard guard = place.guard();
        var again = (Permit) guard.enter();
        var failure = new IOException("down");
        assertThat(guard.threw(again, 0, failure)).isTrue();
        guard.fellBack(guard.startFallback(), failure);
        assertThat(own.get().stats().fallbacks()).isEqualTo(1);
        assertThat(place.get().stats().fallbacks()).isZero();
    }

    /** Begins a fallback of the only key that is kept, and looks that the key stays. */
    private static void beginFallback(KeyedBreakers keys, KeyedBreaker place) {
        var permit = (Permit) place.enter();
        assertThat(place.guard().threw(permit, 0, DOWN)).isTrue();
        keys.of("b");
        assertThat(keys.find("a")).as("its fallback is running").isNotNull();
    }

    @Test
    void aKeyWhoseFallbackHasThrownMayBeDropped() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");
        beginFallback(keys, place);

        place.guard().fallbackThrew(place.guard().startFallback(), DOWN, new IOException("offline too"));
        keys.of("b");

        assertThat(keys.find("a")).isNull();
    }

    @Test
    void aKeyWhoseFallbackWasGivenUpMayBeDropped() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");
        beginFallback(keys, place);

        place.guard().fallbackAbandoned();
        keys.of("b");

        assertThat(keys.find("a")).isNull();
    }

    /** A key whose hash changes, or cannot be asked for any more. */
    private static class Breakable {
        volatile int hash = 7;
        volatile boolean broken;

        void beforeItThrows() {}

        @Override
        public final boolean equals(Object other) {
            return this == other;
        }

        @Override
        public final int hashCode() {
            if (broken) {
                beforeItThrows();
                throw new IllegalStateException("hash");
            }
            return hash;
        }

        @Override
        public String toString() {
            return "breakable";
        }
    }

    /** A key that has changed since it was put into the map cannot be taken out of it. */
    @Test
    void aKeyThatCannotBeFoundAnyMoreStays() {
        KeyedBreakers keys = keys(1);
        var key = new Breakable();
        KeyedBreaker place = keys.of(key);
        key.hash = 8;
        assertThat(keys.of("b").get().name()).isEqualTo("Jobs.run[*]");
        key.broken = true;
        assertThat(keys.of("b").get().name()).isEqualTo("Jobs.run[*]");

        assertThat(log.lines())
                .containsExactly("WARNING: Jobs.run: a key that is to be dropped threw; it stays"
                        + " (java.lang.IllegalStateException: hash)");
        succeed(place);
        assertThat(keys.breakers())
                .extracting(CircuitBreaker::name)
                .containsExactly("Jobs.run[breakable]", "Jobs.run[*]");
    }

    /** A key that, once told to, throws when it is looked for, but not before its maker waits or has gone on. */
    private static final class Sticky extends Breakable {
        private final Thread maker = Thread.currentThread();
        private final CountDownLatch wanted = new CountDownLatch(1);
        private volatile boolean goesOn;
        private volatile boolean isThere;

        /** Called by the maker: begins to drop this key, and returns in the midst of that. */
        void beginDrop(KeyedBreakers keys) {
            broken = true;
            var dropper = new Thread(() -> keys.of("b"));
            dropper.start();
            await(wanted);
            goesOn = true;
        }

        @Override
        void beforeItThrows() {
            wanted.countDown();
            while (!isThere && !(goesOn && maker.getState() == Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aBreakerThatStaysAfterAllKeepsItsListenersThoughItHasJustBeenMade() {
        var key = new Sticky();
        var all = new AtomicReference<KeyedBreakers>();
        KeyedBreakers keys = keys(1, new Arrivals(made -> {}, made -> {
            if (made.name().equals("Jobs.run[breakable]")) {
                key.beginDrop(all.get());
            }
        }));
        all.set(keys);

        KeyedBreaker place = keys.of(key);
        key.isThere = true;
        assertThat(keys.hasDropped(place)).isFalse();
        succeed(place);
        place.close();

        assertThat(frozen).as("what the listeners know of when they are closed").hasValue(1);
    }

    /** Then it would be asked and counted by another breaker: rejected, say, because that one is open. */
    @Test
    void aCallThatHasFoundADroppedBreakerFindsAnotherThoughAFallbackBeganThere() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");
        var permit = (Permit) place.enter();
        permit.accounts().failed(permit, 0, DOWN);
        keys.of("b");
        assertThat(place.guard().threw((Permit) place.guard().enter(), 0, DOWN)).isTrue();
        own.get().forceOpen("maintenance");

        assertThat(place.enter()).isNull();
        assertThat(own.get().stats().calls()).isZero();
    }

    /** A new key comes while the wait is computed: the failure has been counted, so that no call is in flight. */
    @Test
    void aBreakerThatIsAboutToTripIsNotDropped() {
        var keys = new AtomicReference<KeyedBreakers>();
        var wait = OpenWait.fixed(Duration.ofMinutes(1)).fromFailure(failure -> {
            keys.get().of("b");
            return null;
        });
        keys.set(keys(1, CONFIG.toBuilder().failureThreshold(1).openFor(wait).build(), Arrivals.NONE));
        KeyedBreaker place = keys.get().of("a");

        place.guard().threw((Permit) place.enter(), 0, DOWN);

        assertThat(keys.get().hasDropped(place)).isFalse();
        assertThat(keys.get().of("a").get().state()).isEqualTo(BreakerState.OPEN);
    }

    /** A new key comes while the first of two listeners hears of the call. */
    @ParameterizedTest
    @EnumSource(Outcome.class)
    void aBreakerIsNotDroppedBeforeAllHaveHeardHowItsLastCallEnded(Outcome outcome) {
        var keys = new AtomicReference<KeyedBreakers>();
        var second = new RecordingListener();
        keys.set(keys(
                1,
                CONFIG,
                Arrivals.NONE,
                breaker -> breaker.name().endsWith("[a]")
                        ? new Hearing(() -> keys.get().of("b"))
                        : BreakerListener.NONE,
                breaker -> breaker.name().endsWith("[a]") ? second.create(breaker) : BreakerListener.NONE));
        KeyedBreaker place = keys.get().of("a");

        end(place, outcome);

        assertThat(keys.get().hasDropped(place)).isFalse();
        assertThat(second.events()).hasSize(1);
    }

    private static void end(KeyedBreaker place, Outcome outcome) {
        var permit = (Permit) place.enter();
        switch (outcome) {
            case SUCCESS -> place.guard().succeeded(permit, 0);
            case FAILURE -> place.guard().lost(permit, 0, DOWN);
            case IGNORED, FAILED_PREDICATE -> place.guard().returned(permit, 0, "odd", outcome);
            case CANCELLED -> place.guard().cancelled(permit, 0);
        }
    }

    /** Does something whenever it hears how a call ended. */
    private record Hearing(Runnable action) implements BreakerListener {
        @Override
        public void onSuccess(long nanos) {
            action.run();
        }

        @Override
        public void onFailure(long nanos, Throwable failure) {
            action.run();
        }

        @Override
        public void onIgnored(long nanos, Throwable ignored) {
            action.run();
        }

        @Override
        public void onCancelled(long nanos) {
            action.run();
        }
    }

    /** A key whose first maker gives up no sooner than the second one waits for that, or has gone on. */
    private static final class GivenUp {
        private final Thread second = Thread.currentThread();
        private final CountDownLatch firstIsThere = new CountDownLatch(1);
        private final CountDownLatch secondIsThere = new CountDownLatch(1);
        private final CountDownLatch firstGivesUp = new CountDownLatch(1);
        private final AtomicInteger open = new AtomicInteger();
        private volatile boolean firstHasFailed;
        private volatile boolean secondGoesOn;
        private volatile boolean secondIsDone;

        BreakerListener listener(Breaker breaker) {
            if (Thread.currentThread() != second) {
                firstIsThere.countDown();
                await(secondIsThere);
                firstHasFailed = true;
                throw new IllegalStateException("not now");
            }
            secondIsThere.countDown();
            await(firstGivesUp);
            secondGoesOn = true;
            open.incrementAndGet();
            return new BreakerListener() {
                @Override
                public void onClose() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            if (firstHasFailed && Thread.currentThread() != second) {
                firstGivesUp.countDown();
                while (!secondIsDone && !(secondGoesOn && second.getState() == Thread.State.WAITING)) {
                    Thread.onSpinWait();
                }
            }
            return 7;
        }

        @Override
        public String toString() {
            return "given up";
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aBreakerThatIsMadeWhileAnotherThreadGivesItUpIsNotLeftWithListeners() throws Exception {
        var key = new GivenUp();
        KeyedBreakers keys = keys(1, CONFIG, Arrivals.NONE, key::listener);
        var thrown = new AtomicReference<Throwable>();
        var first = new Thread(() -> keys.of(key));
        first.setUncaughtExceptionHandler((thread, uncaught) -> thrown.set(uncaught));
        first.start();
        await(key.firstIsThere);

        KeyedBreaker place = keys.of(key);
        key.secondIsDone = true;
        first.join();

        assertThat(thrown.get()).hasMessage("not now");
        assertThat(keys.hasDropped(place)).isTrue();
        assertThat(key.open).as("listeners of a breaker that is not kept").hasValue(0);
        assertThat(keys.of("b").get().name()).isEqualTo("Jobs.run[b]");
    }

    /** The breaker of a key is made, and asked for by its own listener: of the two that are made then, the inner one stays. */
    private KeyedBreakers keysThatAskForThemselves(Arrivals arrivals, Runnable afterwards) {
        var keys = new AtomicReference<KeyedBreakers>();
        var first = new AtomicBoolean(true);
        keys.set(keys(2, CONFIG, arrivals, breaker -> {
            if (breaker.name().endsWith("[a]") && first.getAndSet(false)) {
                keys.get().of("a");
                afterwards.run();
            }
            return frozen(breaker);
        }));
        return keys.get();
    }

    @Test
    void ofTwoThatAreMadeForOneKeyOneStaysAndTheOtherIsClosed() {
        var coming = new ArrayList<CircuitBreaker>();
        var came = new ArrayList<CircuitBreaker>();
        KeyedBreakers keys = keysThatAskForThemselves(new Arrivals(coming::add, came::add), () -> {});

        CircuitBreaker stays = keys.of("a").get();

        assertThat(coming).hasSize(2).contains(stays);
        assertThat(came).containsExactly(stays);
        CircuitBreaker goes = coming.get(0) == stays ? coming.get(1) : coming.get(0);
        goes.run(() -> {});
        goes.close();
        assertThat(frozen).as("its listeners have been closed before").hasValue(0);
        succeed(keys.of("a"));
        stays.close();
        assertThat(frozen).hasValue(1);
    }

    @Test
    void whoeverIsTooLateToMakeABreakerGetsTheOneThatStays() {
        var keys = new AtomicReference<KeyedBreakers>();
        var inner = new AtomicReference<CircuitBreaker>();
        var first = new AtomicBoolean(true);
        keys.set(keys(1, CONFIG, Arrivals.NONE, breaker -> {
            if (first.getAndSet(false)) {
                inner.set(keys.get().find(KeyText.OVERFLOW_KEY));
            }
            return BreakerListener.NONE;
        }));

        assertThat(keys.get().find(KeyText.OVERFLOW_KEY)).isNotNull().isSameAs(inner.get());
    }

    @Test
    void whoeverCannotMakeABreakerDoesNotTakeAwayTheOneThatAnotherHasMade() {
        KeyedBreakers keys = keysThatAskForThemselves(Arrivals.NONE, () -> {
            throw new IllegalStateException("no listener");
        });

        assertThatThrownBy(() -> keys.of("a")).hasMessage("no listener");

        assertThat(keys.find("a")).isNotNull();
        succeed(keys.of("a"));
        keys.of("a").close();
        assertThat(frozen).hasValue(1);
    }

    /** The rejection has been counted, and listeners have heard of it. */
    @Test
    void aRejectionByABreakerThatWasDroppedStands() {
        KeyedBreakers keys = keys(1);
        KeyedBreaker place = keys.of("a");
        keys.of("b");
        place.get().forceOpen("by who still has it");

        assertThat(place.enter()).isInstanceOf(Rejection.class);
    }

    @Test
    @Tag("slow")
    void evictionsByManyThreadsLoseNoCall() throws Exception {
        KeyedBreakers keys = keys(2);
        int threads = 4;
        int calls = 20_000;
        try (var gate = new Gate(threads)) {
            gate.run(() -> {
                int key = (int) Thread.currentThread().getId();
                for (int call = 0; call < calls; call++) {
                    key = (key * 31 + call) & 7;
                    KeyedBreaker place;
                    Permit permit;
                    do {
                        place = keys.of("k" + key);
                        permit = (Permit) place.enter();
                    } while (permit == null);
                    place.guard().succeeded(permit, 0);
                }
                return null;
            });
        }

        long kept = keys.breakers().stream()
                .mapToLong(breaker -> breaker.stats().successes())
                .sum();
        assertThat(frozen.get() + kept).isEqualTo((long) threads * calls);
        assertThat(keys.breakers()).allSatisfy(breaker -> {
            assertThat(breaker.stats().inFlight()).isZero();
            assertThat(breaker.stats().calls()).isEqualTo(breaker.stats().successes());
        });
        assertThat(keys.breakers()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @Tag("slow")
    void whateverTheOrderOfChangesAllKeysEndWithTheLastOne() throws Exception {
        KeyedBreakers keys = keys(8);
        try (var gate = new Gate(3)) {
            gate.run(() -> {
                int thread = (int) Thread.currentThread().getId();
                for (int change = 1; change <= 300; change++) {
                    own.get()
                            .reconfigure(CONFIG.toBuilder()
                                    .failureThreshold(1 + (change + thread) % 7)
                                    .build());
                    succeed(keys.of("k" + (change + thread) % 8));
                }
                return null;
            });
        }

        assertThat(keys.breakers())
                .hasSize(8)
                .allSatisfy(breaker ->
                        assertThat(breaker.config()).isEqualTo(own.get().config()));
    }
}
