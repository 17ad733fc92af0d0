package io.breakers.contract;

import static io.breakers.contract.Problems.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.operations.Bake;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.SettingsException;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S60: a registry follows a file. */
class FollowFileTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private final ManualTicker time = new ManualTicker();
    private final Pace pace = new Pace();
    private final BreakerRegistry registry = BreakerRegistry.builder()
            .quiet()
            .config(BreakerConfig.builder().ticker(time).build())
            .build();
    private final Breaker stock = registry.breaker("stock");
    private final LogLines log = new LogLines("io.breakers.operations");
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("breakers.properties");
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private SettingsFollower follow() {
        return registry.follow(SettingsSource.file(file), PERIOD, pace);
    }

    /** Replaces the file at one stroke. */
    private void write(String... lines) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), String.join("\n", lines));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private int probes() {
        return stock.config().probes();
    }

    @Test
    void s60_itReadsAtOnceAndThenAtItsPace() throws IOException {
        write("defaults.probes=7");
        SettingsFollower follower = follow();
        assertThat(probes()).isEqualTo(7);
        assertThat(pace.delay()).isEqualTo(PERIOD);

        write("defaults.probes=8");
        assertThat(probes()).isEqualTo(7);
        assertThat(pace.next()).isTrue();

        assertThat(probes()).isEqualTo(8);
        assertThat(follower.problem()).isEmpty();
        assertThat(follower).hasToString("follows " + file);
        assertThat(log.nextBesidesChanges()).isEmpty();
    }

    @Test
    void s60_onlyWhatHasChangedInContentIsApplied() throws IOException {
        write("defaults.probes=7");
        follow();
        registry.rollback();

        write("defaults.probes=7");
        pace.next();
        write("# the same in other words", "DEFAULTS.Probes = 7");
        pace.next();
        assertThat(probes()).isEqualTo(2);

        write("defaults.probes=8");
        pace.next();
        assertThat(probes()).isEqualTo(8);
    }

    @Test
    void s60_aDocumentThatIsInForceAlreadyIsNotAppliedAgain() throws IOException {
        registry.apply(settings("defaults.probes", "6"));
        registry.apply(settings("defaults.probes", "7"));
        write("defaults.probes=7");
        follow();

        assertThat(registry.rollback()).isTrue();
        pace.next();
        assertThat(probes()).isEqualTo(6);
    }

    @Test
    void s60_aBakeThatWentBackHolds() throws IOException {
        write("defaults.probes=7");
        follow();
        registry.apply(settings("defaults.failure-threshold", "1"), Bake.of(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> stock.call(() -> {
                    throw new IOException("down");
                }))
                .hasMessage("down");
        pace.next();

        assertThat(probes()).isEqualTo(7);
        assertThat(stock.config().rules()).hasToString("[5 consecutive failures]");
    }

    @Test
    void s60_whatIsAppliedByHandHoldsUntilTheFileSaysSomethingNew() throws IOException {
        write("defaults.probes=7");
        follow();
        registry.apply(settings("defaults.probes", "9"));

        pace.next();
        assertThat(probes()).isEqualTo(9);
    }

    @Test
    void s60_anErrorIsReportedOnceAndSoIsItsEnd() throws IOException {
        write("defaults.probes=7");
        SettingsFollower follower = follow();
        time.advance(Duration.ofMinutes(1));
        assertThat(follower.since()).isEqualTo(Duration.ofMinutes(1));

        write("defaults.probse=8");
        pace.next();
        time.advance(Duration.ofSeconds(5));
        assertThat(pace.next()).isTrue();
        assertThat(probes()).isEqualTo(7);
        assertThat(follower.since()).isEqualTo(Duration.ofSeconds(5));
        assertThat(follower.problem())
                .hasValueSatisfying(problem -> assertThat(problem.problems())
                        .singleElement()
                        .satisfies(one -> assertThat(one.line()).isOne()));
        String refused =
                "Cannot use the settings: defaults.probse = 8 (line 1): has an unknown key, probse; did you mean"
                        + " probes?";
        assertThat(log.nextBesidesChanges())
                .containsExactly("WARNING Keeping the last good settings instead of those of " + file + ". " + refused);

        write("defaults.probes=0");
        pace.next();
        pace.next();
        assertThat(log.nextBesidesChanges())
                .singleElement()
                .asString()
                .contains("defaults.probes = 0 (line 1): must be");

        write("defaults.probes=8");
        pace.next();
        pace.next();
        assertThat(probes()).isEqualTo(8);
        assertThat(follower.problem()).isEmpty();
        assertThat(log.nextBesidesChanges()).containsExactly("INFO The settings of " + file + " can be used again");
    }

    @Test
    void s60_aFileThatIsGoneOrEmptyIsAnErrorAndNotAnEmptyDocument() throws IOException {
        write("defaults.probes=7");
        SettingsFollower follower = follow();

        Files.delete(file);
        assertProblem(follower, "is not there");
        write("");
        assertProblem(follower, "is empty; to have no settings, close what follows it and apply none");
        write("# nothing but a comment");
        assertProblem(follower, "is empty; to have no settings, close what follows it and apply none");
        Files.delete(file);
        Files.createDirectory(file);
        assertProblem(follower, "is no file");
        Files.delete(file);
        write("#".repeat(2_000_000));
        assertProblem(follower, "is larger than 1048576 bytes");
        Files.write(file, new byte[] {(byte) 0xff});
        pace.next();
        assertThat(follower.problem())
                .hasValueSatisfying(problem -> assertThat(problem).hasMessage("Cannot use the settings: is not UTF-8"));

        assertThat(probes()).isEqualTo(7);
        write("defaults.probes=7");
        pace.next();
        assertThat(follower.problem()).isEmpty();
        assertThat(stock.revision()).isOne();
    }

    private void assertProblem(SettingsFollower follower, String problem) {
        assertThat(pace.next()).isTrue();
        assertThat(follower.problem())
                .hasValueSatisfying(found -> assertThat(found)
                        .isInstanceOf(SettingsException.class)
                        .hasMessage("Cannot use the settings: " + file + " " + problem));
    }

    @Test
    void s60_aFileMayComeLater() throws IOException {
        SettingsFollower follower = follow();
        assertThat(follower.problem()).isPresent();

        write("defaults.probes=7");
        pace.next();

        assertThat(probes()).isEqualTo(7);
        assertThat(follower.problem()).isEmpty();
    }

    @Test
    void s60_aDocumentThatDoesNotFitIsTriedAgain() throws IOException {
        write("services.stock.open-for-max=2m", "defaults.probes=7");
        SettingsFollower follower = follow();
        pace.next();
        assertThat(probes()).isEqualTo(2);
        assertThat(log.nextBesidesChanges()).hasSize(1);

        stock.close();
        pace.next();

        assertThat(follower.problem()).isEmpty();
        assertThat(registry.breaker("rates").config().probes()).isEqualTo(7);
    }

    @Test
    void s60_aLinkThatIsSwappedAsInAConfigMapIsFollowed() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.writeString(first.resolve("breakers.yaml"), "defaults: {probes: 7}");
        Files.writeString(second.resolve("breakers.yaml"), "defaults: {probes: 8}");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        file = Files.createSymbolicLink(directory.resolve("breakers.yaml"), Path.of("..data", "breakers.yaml"));
        follow();
        assertThat(probes()).isEqualTo(7);

        Path next = Files.createSymbolicLink(directory.resolve("..next"), second.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        pace.next();

        assertThat(probes()).isEqualTo(8);
    }

    @Test
    void s60_nothingIsThrownWhateverHappens() throws IOException {
        var broken = new boolean[1];
        BreakerRegistry timeless = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(() -> {
                            if (broken[0]) {
                                throw new StackOverflowError("no time");
                            }
                            return 0;
                        })
                        .build())
                .build();
        write("defaults.probes=7");
        SettingsFollower follower = timeless.follow(SettingsSource.file(file), PERIOD, pace);
        broken[0] = true;
        write("defaults.probes=8");

        assertThat(pace.next()).isTrue();

        assertThat(follower.problem()).isEmpty();
        assertThat(timeless.settings().toMap()).containsEntry("defaults.probes", "8");
    }

    @Test
    void s60_aLogThatThrowsEndsNothing() throws Exception {
        write("defaults.probes=x");
        FullDisk.of("io.breakers.operations", () -> {
            SettingsFollower follower = follow();
            assertThat(follower.problem()).isPresent();

            write("defaults.probes=7");
            assertThat(pace.next()).isTrue();
            assertThat(follower.problem()).isEmpty();
        });

        assertThat(probes()).isEqualTo(7);
    }

    @Test
    void aTickerThatThrowsIsNoReasonNotToFollow() throws IOException {
        BreakerRegistry timeless = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(() -> {
                            throw new IllegalStateException("no time");
                        })
                        .build())
                .build();
        write("defaults.probes=7");

        SettingsFollower follower = timeless.follow(SettingsSource.file(file), PERIOD, pace);

        assertThat(timeless.settings().toMap()).containsEntry("defaults.probes", "7");
        assertThat(follower.since()).isZero();
    }

    @Test
    void aListenerThatReadsAgainDoesNotDisturb() throws IOException {
        BreakerRegistry hearing = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onReconfigured(Reconfiguration change) {
                        pace.next();
                    }
                })
                .build();
        hearing.breaker("stock");
        write("defaults.probes=7");

        SettingsFollower follower = hearing.follow(SettingsSource.file(file), PERIOD, pace);

        assertThat(hearing.breaker("stock").revision()).isOne();
        assertThat(follower.problem()).isEmpty();
    }

    @Test
    void closingEndsIt() throws IOException {
        write("defaults.probes=7");
        SettingsFollower follower = follow();

        follower.close();
        follower.close();
        write("defaults.probes=8");

        assertThat(pace.next()).isFalse();
        assertThat(probes()).isEqualTo(7);
    }

    @Test
    void whatIsBeingReadWhenItIsClosedIsNotApplied() throws IOException {
        var closing = new AtomicReference<SettingsFollower>();
        BreakerRegistry asking = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(() -> {
                            if (closing.get() != null) {
                                closing.get().close();
                            }
                            return 0;
                        })
                        .build())
                .build();
        write("defaults.probes=7");
        closing.set(asking.follow(SettingsSource.file(file), PERIOD, pace));
        write("defaults.probes=8");

        pace.next();

        assertThat(asking.settings().toMap()).containsEntry("defaults.probes", "7");
    }

    @Test
    void closingTheRegistryEndsIt() throws IOException {
        write("defaults.probes=7");
        follow();

        registry.close();

        assertThat(pace.next()).isFalse();
        assertThat(log.nextBesidesChanges()).isEmpty();
        assertThatThrownBy(this::follow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the registry is closed");
    }

    @Test
    void s60_aSchedulerThatTakesNothingIsRefusedAndNothingHasChanged() throws IOException {
        write("defaults.probes=7");
        pace.shutdown();

        assertThatThrownBy(this::follow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot follow " + file + ", because the scheduler takes nothing any more; give one that is"
                        + " not shut down");
        assertThat(probes()).isEqualTo(2);
    }

    @Test
    void argumentsAreChecked() {
        SettingsSource source = SettingsSource.file(file);
        assertThatThrownBy(() -> registry.follow(null, PERIOD, pace)).hasMessage("source");
        assertThatThrownBy(() -> registry.follow(source, null, pace)).hasMessage("period");
        assertThatThrownBy(() -> registry.follow(source, PERIOD, null)).hasMessage("scheduler");
        assertThatThrownBy(() -> registry.follow(source, Duration.ZERO, pace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be positive, was PT0S");
        assertThatThrownBy(() -> SettingsSource.file(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("file");
        assertThatThrownBy(() -> SettingsSource.file(Path.of("breakers.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("breakers.txt must end with .properties, .yaml, .yml or .json");
        assertThatThrownBy(() -> source.header("a", "b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("header is for an http source; " + file + " is a file");
        assertThatThrownBy(() -> source.timeout(PERIOD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("timeout is for an http source; " + file + " is a file");
        registry.follow(source, Duration.ofSeconds(Long.MAX_VALUE), pace).close();
    }

    /** The follower has read another document, and waits for one that is being applied by hand. */
    @Test
    void whatIsReadWhenItIsClosedIsNotApplied() throws Exception {
        var atNextReading = new AtomicReference<Runnable>();
        BreakerRegistry its = BreakerRegistry.builder()
                .quiet()
                .config(BreakerConfig.builder()
                        .ticker(() -> {
                            Runnable once = atNextReading.getAndSet(null);
                            if (once != null) {
                                once.run();
                            }
                            return time.read();
                        })
                        .build())
                .build();
        its.breaker("stock");
        write("defaults.probes=2");
        SettingsFollower follower = its.follow(SettingsSource.file(file), PERIOD, pace);
        write("defaults.probes=3");
        var reader = new Thread(pace::next);
        atNextReading.set(() -> {
            reader.start();
            while (reader.getState() != Thread.State.WAITING && reader.isAlive()) {
                Thread.onSpinWait();
            }
            follower.close();
        });
        var byHand = settings("defaults.probes", "4");
        its.apply(byHand, Bake.of(Duration.ofMinutes(1)));
        reader.join();

        assertThat(its.settings()).isSameAs(byHand);
    }

    /** The scheduler's first turn comes before the caller's, and hangs in a listener. */
    @Test
    void theFirstReadingIsDoneByTheCaller() throws Exception {
        var readers = new CopyOnWriteArrayList<Thread>();
        var isThere = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        BreakerListener hearing = new BreakerListener() {
            @Override
            public void onReconfigured(Reconfiguration reconfiguration) {
                readers.add(Thread.currentThread());
                isThere.countDown();
                if (Thread.currentThread().getName().equals("early")) {
                    await(goOn);
                }
            }
        };
        registry.breaker(
                "hearing",
                BreakerConfig.builder()
                        .ticker(time)
                        .listener(breaker -> hearing)
                        .build());
        write("services.hearing.failure-threshold=7");
        var early = new Thread(
                () -> {
                    pace.next();
                    isThere.countDown();
                },
                "early");
        pace.whenScheduled(() -> {
            early.start();
            await(isThere);
        });
        follow();
        goOn.countDown();
        early.join();

        assertThat(readers).containsExactly(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
