package io.breakers.operations;

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
import io.breakers.api.CallRejectedException;
import io.breakers.api.OpenWait;
import io.breakers.api.Ticker;
import io.breakers.contract.Charges;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** States over a restart. The wall clock is the test's, which is why this test lies in the package. */
class RegistrySnapshotTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String FIRST = "breakers-snapshot 1 2026-11-28T12:00:00Z\n";

    private final ManualTicker time = new ManualTicker();
    private Instant wall = NOON;
    private final BreakerRegistry before = registry();
    private final BreakerRegistry after = registry();

    private BreakerRegistry registry(RecordingListener... listeners) {
        BreakerRegistryBuilder builder = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(time)
                        .failureThreshold(1)
                        .successThreshold(1)
                        .openFor(OpenWait.exponential(ofSeconds(10), 2, ofSeconds(600)))
                        .build());
        builder.clock = () -> wall;
        for (RecordingListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private void pass(Duration duration) {
        time.advance(duration);
        wall = wall.plus(duration);
    }

    private static void fail(Breaker breaker) {
        assertThatThrownBy(() -> breaker.call(() -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
    }

    private static RegistrySnapshot reread(RegistrySnapshot snapshot) {
        RegistrySnapshot read = RegistrySnapshot.parse(snapshot.toString());
        assertThat(read).isEqualTo(snapshot).hasSameHashCodeAs(snapshot).hasToString(snapshot.toString());
        return read;
    }

    /** The frozen line. */
    @Test
    void theFrozenLineIsThere() {
        RegistrySnapshot snapshot = before.snapshot();
        String text = snapshot.toString();
        after.restore(RegistrySnapshot.parse(text));

        assertThat(text).isEqualTo(FIRST);
    }

    @Test
    void aLineIsWrittenForEachBreakerThatIsNotClosed() {
        before.breaker("closed");
        fail(before.breaker("open"));
        before.breaker("forced").forceOpen("maintenance");
        before.breaker("disabled").disable("load test");
        before.breaker("tripped").trip("told so", ofSeconds(99));
        pass(ofMillis(500));

        assertThat(before.snapshot()).hasToString("""
                breakers-snapshot 1 2026-11-28T12:00:00.500Z
                OPEN "open" trips=1 wait=PT9.5S because "1 failure"
                FORCED_OPEN "forced" because "maintenance"
                DISABLED "disabled" because "load test"
                OPEN "tripped" trips=1 wait=PT1M38.5S because "told so"
                """);
    }

    @Test
    void aBreakerThatHasTrippedAMillionTimesDoesNotSpoilTheSnapshot() {
        Breaker stock = before.breaker("stock");
        before.breaker("forced").forceOpen("maintenance");
        before.restore(RegistrySnapshot.parse(FIRST + "OPEN \"stock\" trips=1000000 wait=PT0S because \"down\"\n"));
        fail(stock);

        after.restore(reread(before.snapshot()));

        assertThat(after.breaker("stock").state()).isEqualTo(OPEN);
        assertThat(after.breaker("forced").state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void anOpenBreakerGoesOnWithTheRestOfItsWait() {
        Breaker stock = before.breaker("stock");
        fail(stock);
        pass(ofSeconds(10));
        fail(stock);
        pass(ofSeconds(5));
        RegistrySnapshot snapshot = reread(before.snapshot());
        pass(ofSeconds(7));
        Breaker again = after.breaker("stock");

        after.restore(snapshot);

        assertThat(again.status().state()).isEqualTo(OPEN);
        assertThat(again.status().retryAfter()).isEqualTo(ofSeconds(8));
        assertThat(again.status().reason()).isEqualTo("a probe failed");
        pass(ofSeconds(8));
        fail(again);
        assertThat(again.status().retryAfter()).as("the third trip").isEqualTo(ofSeconds(40));
    }

    @Test
    void aWaitThatIsOverMeanwhileReadsHalfOpen() {
        fail(before.breaker("stock"));
        RegistrySnapshot snapshot = reread(before.snapshot());
        pass(ofSeconds(10));
        after.restore(snapshot);

        Breaker again = after.breaker("stock");
        assertThat(again.state()).isEqualTo(HALF_OPEN);
        again.run(() -> {});
        assertThat(again.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHalfOpenBreakerReadsHalfOpenAndFailsIntoALongerWait() throws Exception {
        Breaker stock = before.breaker("stock");
        fail(stock);
        pass(ofSeconds(10));
        RegistrySnapshot snapshot = stock.call(before::snapshot);

        assertThat(snapshot)
                .hasToString("breakers-snapshot 1 2026-11-28T12:00:10Z\n"
                        + "HALF_OPEN \"stock\" trips=1 wait=PT0S because \"the wait is over\"\n");
        after.restore(reread(snapshot));
        Breaker again = after.breaker("stock");
        assertThat(again.status().state()).isEqualTo(HALF_OPEN);
        assertThat(again.status().reason()).isEqualTo("the wait is over");
        fail(again);
        assertThat(again.status().retryAfter()).isEqualTo(ofSeconds(20));
    }

    @Test
    void whatAnOperatorHasSetComesBackWithItsReason() {
        before.breaker("forced").forceOpen("maintenance");
        before.breaker("disabled").disable("load test");
        after.restore(reread(before.snapshot()));

        assertThat(after.breaker("forced").status().state()).isEqualTo(FORCED_OPEN);
        assertThat(after.breaker("forced").status().reason()).isEqualTo("maintenance");
        assertThat(after.breaker("disabled").status().state()).isEqualTo(DISABLED);
        assertThat(after.breaker("disabled").status().reason()).isEqualTo("load test");
    }

    @Test
    void aServiceThatIsProtectedLaterIsRestoredBeforeItsFirstCallAndHeard() {
        before.protect(Charges.class, new Charges.Real());
        fail(before.breaker("Charges.charge(String,long)"));
        before.breaker("Charges.ping").forceOpen("maintenance");
        var heard = new RecordingListener();
        BreakerRegistry later = registry(heard);
        later.restore(reread(before.snapshot()));

        Charges charges = later.protect(Charges.class, new Charges.Real());

        assertThatThrownBy(() -> charges.charge("ann", 1)).hasMessageContaining("1 failure");
        assertThat(heard.events()).contains("CLOSED->OPEN", "CLOSED->FORCED_OPEN");
        assertThat(charges.charge("ann")).isEqualTo("charge ann");
    }

    @Test
    void eachStateIsRestoredOnce() {
        fail(before.breaker("stock"));
        after.restore(before.snapshot());
        after.breaker("stock").reset();
        after.breaker("stock").close();

        assertThat(after.breaker("stock").state()).isEqualTo(CLOSED);
    }

    @Test
    void whatIsGoneIsSkipped() {
        fail(before.breaker("gone"));
        fail(before.breaker("stock"));
        Breaker stock = after.breaker("stock");
        after.restore(before.snapshot());

        assertThat(stock.state()).isEqualTo(OPEN);
        assertThat(after.find("gone")).isEmpty();
    }

    @Test
    void aBreakerThatKnowsBetterKeepsItsState() {
        fail(before.breaker("open"));
        before.breaker("forced").forceOpen("then");
        before.breaker("operated").forceOpen("then");
        Breaker open = after.breaker("open");
        open.trip("now");
        Breaker forced = after.breaker("forced");
        forced.trip("now");
        Breaker operated = after.breaker("operated");
        operated.disable("now");

        after.restore(before.snapshot());

        assertThat(open.status().reason()).isEqualTo("now");
        assertThat(forced.status().reason()).isEqualTo("then");
        assertThat(operated.status().reason()).isEqualTo("now");
    }

    /** A process may be stopped before it has protected all its services. */
    @Test
    void whatStillWaitsIsInTheNextSnapshotUnlessItsWaitIsOver() {
        fail(before.breaker("short"));
        before.breaker("long").trip("told so", ofSeconds(60));
        before.breaker("forced").forceOpen("maintenance");
        before.breaker("closed").forceOpen("maintenance");
        after.restore(before.snapshot());
        after.breaker("closed").reset();
        pass(ofSeconds(10));

        assertThat(after.snapshot()).hasToString("""
                breakers-snapshot 1 2026-11-28T12:00:10Z
                FORCED_OPEN "forced" because "maintenance"
                OPEN "long" trips=1 wait=PT50S because "told so"
                """);
    }

    @Test
    void aClockThatWasSetBackLengthensNoWait() {
        fail(before.breaker("stock"));
        RegistrySnapshot snapshot = before.snapshot();
        wall = NOON.minusSeconds(3_600);
        after.restore(snapshot);

        assertThat(after.breaker("stock").status().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void aRestoredWaitStaysWhenSettingsChange() {
        fail(before.breaker("stock"));
        after.restore(before.snapshot());
        Breaker stock = after.breaker("stock");
        stock.reconfigure(stock.config().toBuilder().openFor(ofSeconds(1)).build());

        assertThat(stock.status().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void aDryRunGoesOnToo() {
        Breaker stock = before.breaker("stock");
        stock.reconfigure(stock.config().toBuilder().enforce(0).build());
        fail(stock);
        pass(ofSeconds(4));
        after.restore(before.snapshot());

        assertThat(after.breaker("stock").status().retryAfter()).isEqualTo(ofSeconds(6));
    }

    @Test
    void hostileTextStaysInItsLine() {
        String hostile = "a \"b\" \\ [c] \n OPEN \"x\" \r\t \u2028 \u202e \ud83d\udeab \ud800 é";
        before.breaker(hostile).forceOpen(hostile);
        RegistrySnapshot snapshot = before.snapshot();

        assertThat(snapshot.toString().lines()).hasSize(2);
        assertThat(snapshot.toString()).matches("[ -~\n]*");
        after.restore(reread(snapshot));
        assertThat(after.breaker(hostile).status().reason()).isEqualTo(hostile);
    }

    @Test
    void aLongReasonIsRead() {
        before.breaker("stock").forceOpen("ж".repeat(100_000));
        reread(before.snapshot());
    }

    @Test
    void linesOfWindowsAndEmptyOnesAreRead() {
        assertThat(RegistrySnapshot.parse(
                        "breakers-snapshot 1 2026-11-28T12:00:00Z\r\n\r\nDISABLED \"a\" because \"b\"\r\n  \n\n"))
                .hasToString(FIRST + "DISABLED \"a\" because \"b\"\n");
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirLines() {
        assertThatThrownBy(() -> RegistrySnapshot.parse("""
                        breakers-snapshot 1 yesterday
                        OPEN "a" trips=1 wait=PT1S because "r"
                        OPEN "a" trips=1 wait=PT1S because "r"
                        OPEN "b" trips=0 wait=soon because "r"
                        CLOSED "c" because "r"
                        SHUT "d" because "r"
                        OPEN "e" because "r"
                        FORCED_OPEN "f" trips=1 wait=PT0S because "r"
                        HALF_OPEN "g" trips=1 wait=PT1S because "r"
                        OPEN "h" trips=1 wait=PT-1S because "r"
                        DISABLED " " because "r"
                        DISABLED i because "r"
                        DISABLED "j\\x" because "r"
                        DISABLED "k" because "r" and more
                        OPEN "l" trips=9999999999 wait=PT1S because "r"
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        Cannot read the snapshot:
                          - line 1: the time must be like 2026-11-28T10:15:30Z, was yesterday
                          - line 3: a stands in line 2 already
                          - line 4: trips must be in [1, 1000000], was 0
                          - line 4: wait must be like PT9.5S, was soon
                          - line 5: state must not be CLOSED, which keeps nothing
                          - line 6: the state must be OPEN, HALF_OPEN, FORCED_OPEN or DISABLED, was SHUT
                          - line 7: trips must be at least 1 in OPEN, was 0
                          - line 8: trips must be 0 in FORCED_OPEN, was 1
                          - line 9: wait must be 0 in HALF_OPEN, was PT1S
                          - line 10: wait must not be negative in OPEN, was PT-1S
                          - line 11: the name must not be blank
                          - line 12: must be like OPEN "stock" trips=1 wait=PT9.5S because "5 failures", was DISABLED i because "r"
                          - line 13: must be like OPEN "stock" trips=1 wait=PT9.5S because "5 failures", was DISABLED "j\\x" because "r"
                          - line 14: must be like OPEN "stock" trips=1 wait=PT9.5S because "5 failures", was DISABLED "k" because "r" and more
                          - line 15: trips must be in [1, 1000000], was 9999999999""".stripTrailing());
    }

    @Test
    void anotherVersionAndOtherTextsAreRefused() {
        assertThatThrownBy(() -> RegistrySnapshot.parse("breakers-snapshot 2 now\nwhatever"))
                .hasMessage(
                        "Cannot read the snapshot:\n  - line 1: its format has version 2, and only version 1 is read"
                                + " here; leave it out, and the breakers begin closed");
        assertThatThrownBy(() -> RegistrySnapshot.parse(""))
                .hasMessage("Cannot read the snapshot:\n  - line 1: it must begin with breakers-snapshot 1 and a time,"
                        + " was ");
        assertThatThrownBy(() -> RegistrySnapshot.parse("x".repeat(1_000)))
                .hasMessageEndingWith(", was " + "x".repeat(80) + "...");
        assertThatThrownBy(() -> RegistrySnapshot.parse(FIRST + "x\n".repeat(80)))
                .hasMessageContaining("\n  - line 51: ")
                .hasMessageEndingWith("\n  and 30 more");
        assertThatThrownBy(() -> RegistrySnapshot.parse(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("text");
        assertThatThrownBy(() -> after.restore(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("snapshot");
        after.close();
        assertThatThrownBy(() -> after.restore(before.snapshot()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the registry is closed");
    }

    /** 100,000 texts: right ones that were damaged, and garbage made of what right ones are made of. */
    @Test
    void nothingButTheDocumentedExceptionIsThrownAndWhatIsReadMeansWhatItSays() {
        long seed = Long.getLong("breakers.seed", 19);
        var random = new Random(seed);
        String[] pieces = {
            "breakers-snapshot",
            " ",
            " ",
            "1",
            "\n",
            "\"",
            "\"",
            "\\",
            "\\u00",
            "OPEN",
            "HALF_OPEN",
            "FORCED_OPEN",
            "DISABLED",
            "trips=",
            "wait=",
            "PT",
            "9",
            ".",
            "S",
            "-",
            "because",
            "2026-11-28T12:00:00Z",
            "é",
            "\0",
            "\r",
            "99999999999999999999",
            "\ud800",
            "=",
            "CLOSED",
            "PT9223372036854775807S",
            " because \"",
            "\" trips=1 wait="
        };
        String right = FIRST
                + "OPEN \"Payment\\u0053ervice.charge\" trips=2 wait=PT18.5S because \"5 consecutive failures\"\n"
                + "FORCED_OPEN \"stock\" because \"a \\\"b\\\" \\\\ c\"\nDISABLED \"d\" because \"\"\n";
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(random.nextInt(4) == 0 ? "" : right);
            int changes = random.nextInt(6);
            for (int change = 0; change < changes; change++) {
                int at = random.nextInt(text.length() + 1);
                int end = Math.min(text.length(), at + random.nextInt(4));
                text.replace(at, random.nextBoolean() ? at : end, pieces[random.nextInt(pieces.length)]);
            }
            try {
                RegistrySnapshot snapshot = RegistrySnapshot.parse(text.toString());
                read++;
                assertThat(RegistrySnapshot.parse(snapshot.toString())).isEqualTo(snapshot);
                if (read % 16 == 0) {
                    BreakerRegistry registry = registry();
                    registry.restore(snapshot);
                    snapshot.shot().states().keySet().forEach(registry::breaker);
                }
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %s, text %s", seed, text)
                        .startsWith("Cannot read the snapshot:\n  - line ");
            }
        }
        assertThat(read).isBetween(5_000, 60_000);
    }

    @Test
    void eitherTheRestoringThreadOrTheProtectingOneRestores() throws Exception {
        before.protect(Charges.class, new Charges.Real());
        before.breakers().forEach(breaker -> breaker.forceOpen("maintenance"));
        before.breaker("stock").forceOpen("maintenance");
        RegistrySnapshot snapshot = before.snapshot();
        try (var gate = new Gate(3)) {
            for (int round = 0; round < 200; round++) {
                BreakerRegistry racing = registry();
                List<Callable<Object>> tasks = List.of(
                        () -> racing.protect(Charges.class, new Charges.Real()), () -> racing.breaker("stock"), () -> {
                            racing.restore(snapshot);
                            return "restored";
                        });
                gate.runAll(tasks);
                assertThat(racing.breakers()).hasSize(6).allMatch(breaker -> breaker.state() == FORCED_OPEN);
            }
        }
    }

    /** Calls are let in or rejected, and all are counted. */
    @Test
    void restoringRacesWithCallsAndLosesNoneOfThem() throws Exception {
        fail(before.breaker("stock"));
        RegistrySnapshot snapshot = before.snapshot();
        try (var gate = new Gate(3)) {
            for (int round = 0; round < 200; round++) {
                BreakerRegistry racing = registry();
                Breaker stock = racing.breaker("stock");
                Callable<Object> calls = () -> {
                    for (int i = 0; i < 20; i++) {
                        stock.call(() -> "good", rejection -> "rejected");
                    }
                    return true;
                };
                gate.runAll(List.of(calls, calls, () -> {
                    racing.restore(snapshot);
                    return true;
                }));
                assertThat(stock.state()).isEqualTo(OPEN);
                assertThat(stock.stats().calls()).isEqualTo(40);
                assertThat(stock.stats().successes() + stock.stats().rejected()).isEqualTo(40);
            }
        }
    }

    @Test
    void aProtectionThatIsClosedHasNoLine() {
        Charges charges = before.protect(Charges.class, new Charges.Real());
        before.breaker("Charges.ping").forceOpen();
        Breakers.inspect(charges).close();

        assertThat(before.snapshot()).hasToString(FIRST);
    }

    private static Charges perCustomer(BreakerRegistry registry) {
        return registry.builder(Charges.class, new Charges.Real())
                .breakerPer("charge(String)", arguments -> arguments.get(0), Keys.atMost(2))
                .build();
    }

    @Test
    void s56_aKeysBreakerIsRestoredWhenItsKeyComesBack() {
        Charges charges = perCustomer(before);
        assertThatThrownBy(() -> charges.charge("down")).hasMessage("down");
        pass(ofSeconds(4));
        var heard = new RecordingListener();
        BreakerRegistry later = registry(heard);
        later.restore(reread(before.snapshot()));
        Charges again = perCustomer(later);
        assertThat(again.charge("ann")).isEqualTo("charge ann");

        assertThatThrownBy(() -> again.charge("down")).isInstanceOfSatisfying(CallRejectedException.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo("1 failure");
            assertThat(rejected.retryAfter()).isEqualTo(ofSeconds(6));
        });
        assertThat(heard.events()).containsOnlyOnce("CLOSED->OPEN");
    }

    @Test
    void s56_theStateOfAKeyIsRestoredOnce() {
        perCustomer(before).charge("ann");
        before.find("Charges.charge(String)[ann]").orElseThrow().forceOpen("fraud");
        after.restore(before.snapshot());
        Charges again = perCustomer(after);
        assertThatThrownBy(() -> again.charge("ann")).hasMessageContaining("fraud");
        after.find("Charges.charge(String)[ann]").orElseThrow().reset("cleared");
        again.charge("bob");
        again.charge("cid");
        assertThat(after.find("Charges.charge(String)[ann]")).as("was dropped").isEmpty();

        assertThat(after.snapshot()).hasToString(FIRST);
        assertThat(again.charge("ann")).isEqualTo("charge ann");
    }

    @Test
    void s56_aKeyThatHasNotComeBackIsInTheNextSnapshotToo() {
        perCustomer(before).charge("ann");
        before.find("Charges.charge(String)[ann]").orElseThrow().forceOpen("fraud");
        after.restore(before.snapshot());
        perCustomer(after).charge("bob");

        assertThat(after.snapshot())
                .hasToString(FIRST + "FORCED_OPEN \"Charges.charge(String)[ann]\" because \"fraud\"\n");
    }

    @Test
    void s56_theOverflowBreakerIsRestoredToo() {
        Breakers.inspect(perCustomer(before))
                .breaker("charge(String)", Keys.OVERFLOW)
                .forceOpen("too many");
        after.restore(before.snapshot());

        assertThat(Breakers.inspect(perCustomer(after))
                        .breaker("charge(String)", Keys.OVERFLOW)
                        .status()
                        .reason())
                .isEqualTo("too many");
    }

    /** Threads that make breakers for one key at once: whichever stays has the state before its first call. */
    @Test
    void s56_aKeyThatComesFromManyThreadsIsRestoredBeforeItsFirstCall() throws Exception {
        perCustomer(before).charge("ann");
        before.find("Charges.charge(String)[ann]").orElseThrow().forceOpen("fraud");
        RegistrySnapshot snapshot = before.snapshot();
        try (var gate = new Gate(3)) {
            for (int round = 0; round < 200; round++) {
                BreakerRegistry racing = registry();
                racing.restore(snapshot);
                Charges charges = perCustomer(racing);
                List<String> answers = gate.run(() -> {
                    try {
                        return charges.charge("ann");
                    } catch (CallRejectedException rejected) {
                        return rejected.reason();
                    }
                });
                assertThat(answers).containsOnly("fraud");
                assertThat(racing.snapshot()).isEqualTo(snapshot);
            }
        }
    }

    @Test
    void s56_eitherTheRestoringThreadOrTheOneThatBringsTheKeyRestores() throws Exception {
        perCustomer(before).charge("ann");
        before.find("Charges.charge(String)[ann]").orElseThrow().forceOpen("fraud");
        RegistrySnapshot snapshot = before.snapshot();
        try (var gate = new Gate(3)) {
            for (int round = 0; round < 200; round++) {
                BreakerRegistry racing = registry();
                Charges charges = perCustomer(racing);
                Callable<Object> call = () -> {
                    try {
                        return charges.charge("ann");
                    } catch (CallRejectedException rejected) {
                        return rejected.reason();
                    }
                };
                gate.runAll(List.of(call, call, () -> {
                    racing.restore(snapshot);
                    return "restored";
                }));
                assertThat(racing.find("Charges.charge(String)[ann]")
                                .orElseThrow()
                                .state())
                        .isEqualTo(FORCED_OPEN);
                assertThat(racing.snapshot()).isEqualTo(snapshot);
            }
        }
    }

    /** Another thread asks for the breaker by its name as soon as it is found. */
    @Test
    void aBreakerThatIsBeingMadeHasItsStateBeforeAnybodyFindsIt() {
        var rejected = new ArrayList<Boolean>();
        var registry = new AtomicReference<BreakerRegistry>();
        Ticker calling = () -> {
            if (rejected.isEmpty() && registry.get() != null) {
                registry.get().find("stock").ifPresent(found -> {
                    rejected.add(false);
                    rejected.set(0, isRejected(found));
                });
            }
            return time.read();
        };
        registry.set(BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder().ticker(calling).build())
                .build());
        before.breaker("stock").forceOpen("maintenance");
        registry.get().restore(reread(before.snapshot()));

        assertThat(registry.get().breaker("stock").state()).isEqualTo(FORCED_OPEN);
        assertThat(rejected).containsExactly(true);
    }

    private static boolean isRejected(Breaker breaker) {
        try {
            breaker.run(() -> {});
            return false;
        } catch (CallRejectedException rejection) {
            return true;
        }
    }

    /** Its state waits no more, and it has not got it yet. */
    @Test
    void aSnapshotMissesNoStateThatIsJustBeingRestored() {
        var atTheClock = new AtomicReference<Runnable>();
        BreakerRegistryBuilder builder = BreakerRegistry.builder().quiet();
        builder.clock = () -> {
            Runnable once = atTheClock.getAndSet(null);
            if (once != null) {
                once.run();
            }
            return wall;
        };
        BreakerRegistry registry = builder.build();
        registry.breaker("stock");
        before.breaker("stock").forceOpen("maintenance");
        var meanwhile = new AtomicReference<RegistrySnapshot>();
        atTheClock.set(() -> meanwhile.set(registry.snapshot()));

        RegistrySnapshot snapshot = before.snapshot();
        registry.restore(snapshot);

        assertThat(meanwhile.get()).isEqualTo(snapshot);
        assertThat(registry.snapshot()).isEqualTo(snapshot);
    }
}
