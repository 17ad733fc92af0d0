package io.breakers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.tools.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScriptedTest {
    private static final IOException DOWN = new IOException("down");

    /** What a user has: not public, with overloads, a default, a generic parent and a narrower return type. */
    interface Payments extends Parent<String> {
        String charge(String customer, long cents) throws IOException;

        String charge(String customer) throws IOException, InterruptedException;

        long balance();

        void ping();

        CompletableFuture<String> chargeLater(String customer);

        CompletionStage<List<String>> list();

        String uninterruptible();

        @Override
        String narrow();

        @Override
        String parse(String text);

        default String twice(String customer) throws IOException {
            return charge(customer, 1) + charge(customer, 2);
        }

        static String constant() {
            return "not part of it";
        }
    }

    interface Parent<P> {
        Object narrow();

        String parse(P text);

        String toString();
    }

    interface ByTimeout {
        int charge() throws TimeoutException;
    }

    interface ByBoth extends ByIo, ByTimeout {}

    interface ByIo {
        int charge() throws IOException;
    }

    sealed interface Closed permits Permitted {}

    record Permitted() implements Closed {}

    private final ManualTicker time = new ManualTicker();
    private final long start = time.read();
    private final Scripted<Payments> scripted = Scripted.target(Payments.class, time);
    private final Payments payments = scripted.target();

    private Duration passed() {
        return Duration.ofNanos(time.read() - start);
    }

    @Test
    void playsItsStepsInOrderAndTheLastOneForEver() throws Exception {
        scripted.on("charge(String,long)").returns("a").fails(DOWN).times(2).returns("b");

        assertThat(payments.charge("Ada", 1)).isEqualTo("a");
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        for (int call = 0; call < 10; call++) {
            assertThat(payments.charge("Ada", 1)).isEqualTo("b");
        }
        assertThat(scripted.calls("charge(String, long)")).isEqualTo(13);
    }

    @Test
    void takesTheTimeOfTheStepBefore() throws Exception {
        scripted.on("charge(String,long)")
                .fails(DOWN)
                .times(2)
                .takes(Duration.ofSeconds(3))
                .returns("paid");

        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(6));
        payments.charge("Ada", 1);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aStepThatWasTheLastEndsAfterItsTimesWhenAnotherIsAdded() throws Exception {
        scripted.on("charge(String,long)").fails(DOWN).times(3);
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        scripted.on("charge(String,long)").returns("back");
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
        assertThat(payments.charge("Ada", 1)).isEqualTo("back");

        payments.charge("Ada", 1);
        scripted.on("charge(String,long)").fails(DOWN);
        assertThatThrownBy(() -> payments.charge("Ada", 1)).isSameAs(DOWN);
    }

    @Test
    void aNameSelectsAllOverloadsEachWithItsOwnScript() throws Exception {
        scripted.on("charge").returns("first").returns("then");

        assertThat(payments.charge("Ada")).isEqualTo("first");
        assertThat(payments.charge("Ada", 1)).isEqualTo("first");
        assertThat(payments.charge("Ada")).isEqualTo("then");
        assertThat(scripted.calls("charge")).isEqualTo(3);
        assertThat(scripted.calls("charge(java.lang.String)")).isEqualTo(2);
    }

    @Test
    void aMethodWithoutAScriptIsAnErrorThatNoFallbackAnswers() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(payments::balance)
                .withMessage("Payments.balance() has no script: begin one with on(\"balance()\")");
        assertThat(scripted.calls("balance")).isEqualTo(1);
    }

    @Test
    void aDefaultMethodRunsAsItIsUnlessItHasAScript() throws Exception {
        scripted.on("charge(String,long)").returns("a").returns("b");
        assertThat(payments.twice("Ada")).isEqualTo("ab");

        scripted.on("twice").returns("scripted");
        assertThat(payments.twice("Ada")).isEqualTo("scripted");
    }

    @Test
    void bridgesAndNarrowerReturnTypesAreTheSameMethod() {
        scripted.on("parse").returns("parsed").on("narrow").returns("narrowed");
        Parent<String> parent = payments;

        assertThat(parent.parse("x")).isEqualTo("parsed");
        assertThat(parent.narrow()).isEqualTo("narrowed");
        assertThat(payments.narrow()).isEqualTo("narrowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scripted.on("narrow").returns(7))
                .withMessage("Payments.narrow() returns java.lang.String, was 7 (java.lang.Integer)");
    }

    @Test
    void returnsAStageThatIsCompletedAnewEachTime() {
        scripted.on("chargeLater")
                .returns("paid")
                .times(2)
                .returns(null)
                .on("list")
                .returns(List.of("a"));

        CompletableFuture<String> first = payments.chargeLater("Ada");
        assertThat(first).isCompletedWithValue("paid");
        assertThat(payments.chargeLater("Ada")).isCompletedWithValue("paid").isNotSameAs(first);
        assertThat(payments.chargeLater("Ada")).isCompletedWithValue(null);
        assertThat(payments.list()).isCompletedWithValue(List.of("a"));
    }

    @Test
    void returnsAStageThatItWasGivenAsItIs() {
        var pending = new CompletableFuture<String>();
        scripted.on("chargeLater").returns(pending);

        assertThat(payments.chargeLater("Ada")).isSameAs(pending);
    }

    @Test
    void aStageFailsWithAnyThrowableAfterItsTime() {
        var checked = new TimeoutException();
        scripted.on("chargeLater").fails(checked).takes(Duration.ofMillis(5));

        CompletableFuture<String> stage = payments.chargeLater("Ada");

        assertThat(stage).isCompletedExceptionally();
        assertThatThrownBy(stage::get).cause().isSameAs(checked);
        assertThat(passed()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void aStageHangsUntilItIsReleasedAndThenTakesTheNextStep() {
        scripted.on("chargeLater")
                .hangs()
                .times(5)
                .returns("late")
                .takes(Duration.ofSeconds(1))
                .fails(DOWN);
        CompletableFuture<String> first = payments.chargeLater("Ada");
        CompletableFuture<String> cancelled = payments.chargeLater("Ada");
        CompletableFuture<String> second = payments.chargeLater("Ada");
        assertThat(first).isNotDone();
        cancelled.cancel(true);

        scripted.release("chargeLater");

        assertThat(first).isCompletedWithValue("late");
        assertThat(passed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(second).isCompletedExceptionally();
        assertThatThrownBy(second::get).cause().isSameAs(DOWN);
        assertThat(payments.chargeLater("Ada")).isCompletedExceptionally();
        assertThatThrownBy(cancelled::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void callsAfterAReleaseDoNotHang() {
        scripted.on("chargeLater").hangs().times(5).returns("paid");
        scripted.release("chargeLater");

        assertThat(payments.chargeLater("Ada")).isCompletedWithValue("paid");
    }

    @Test
    void aReleaseNeedsSomethingThatHangsAndAStepAfterIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> scripted.release("chargeLater"))
                .withMessage("Payments.chargeLater(String) does not hang");

        scripted.on("chargeLater").hangs();
        CompletableFuture<String> call = payments.chargeLater("Ada");
        assertThatIllegalStateException()
                .isThrownBy(() -> scripted.release("chargeLater"))
                .withMessage("Payments.chargeLater(String) has no step after hangs():"
                        + " add returns(..) or fails(..), then release");

        scripted.on("chargeLater").returns("late");
        scripted.release("chargeLater");
        assertThat(call).isCompletedWithValue("late");
    }

    interface Overloaded {
        CompletableFuture<String> later(String customer);

        CompletableFuture<String> later(String customer, long cents);
    }

    @Test
    void aReleaseOfOverloadsOneOfWhichHasNoStepAfterLeavesAllHanging() {
        for (String unfinished : List.of("later(String)", "later(String,long)")) {
            var overloaded = Scripted.target(Overloaded.class, new ManualTicker())
                    .on("later")
                    .hangs();
            String finished = unfinished.equals("later(String)") ? "later(String,long)" : "later(String)";
            overloaded.on(finished).returns("late");
            CompletableFuture<String> one = overloaded.target().later("Ada");
            CompletableFuture<String> other = overloaded.target().later("Ada", 5);
            assertThatIllegalStateException()
                    .isThrownBy(() -> overloaded.release("later"))
                    .withMessageStartingWith("Overloaded." + unfinished + " has no step after hangs()");
            assertThat(one).isNotDone();
            assertThat(other).isNotDone();

            overloaded.on(unfinished).returns("later");
            overloaded.release("later");

            assertThat(one.getNow("hangs")).isNotEqualTo(other.getNow("hangs")).startsWith("late");
            assertThat(other.getNow("hangs")).startsWith("late");
        }
    }

    @Test
    void aCallThatBlocksEndsWithTheStepAfter() throws Exception {
        scripted.on("charge").hangs().times(2).returns("late");
        try (var threads = new Gate(3)) {
            List<String> answers =
                    threads.runAll(List.of(() -> payments.charge("Ada"), () -> payments.charge("Bob"), () -> {
                        scripted.awaitHanging("charge", 2);
                        scripted.release("charge(String)");
                        return "released";
                    }));

            assertThat(answers).containsExactly("late", "late", "released");
        }
    }

    @Test
    void anInterruptEndsACallThatBlocks() throws Exception {
        scripted.on("charge(String)").hangs().on("uninterruptible").hangs();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> payments.charge("Ada")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();

        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(payments::uninterruptible)
                .withMessage("Payments.uninterruptible() was interrupted while it hung");
        assertThat(Thread.interrupted()).isTrue();

        scripted.on("charge(String)").returns("back");
        assertThat(payments.charge("Ada")).isEqualTo("back");
    }

    @Test
    void primitivesAreWidenedAndVoidIsNull() {
        scripted.on("balance").returns(5).on("ping").returns(null);

        assertThat(payments.balance()).isEqualTo(5L);
        payments.ping();
        assertThat(scripted.calls("ping")).isEqualTo(1);
    }

    @Test
    void whatAMethodCannotReturnIsRefusedAtOnce() {
        refused(() -> scripted.on("balance").returns("5"), "Payments.balance() returns long, was 5 (java.lang.String)");
        refused(() -> scripted.on("balance").returns(null), "Payments.balance() returns long, was null");
        refused(
                () -> scripted.on("ping").returns(5),
                "Payments.ping() returns nothing, to be given as null, was 5 (java.lang.Integer)");
        refused(
                () -> scripted.on("chargeLater").returns(5),
                "Payments.chargeLater(String) returns a stage of java.lang.String, was 5 (java.lang.Integer)");
        refused(
                () -> scripted.on("list").returns("a"),
                "Payments.list() returns a stage of java.util.List, was a (java.lang.String)");
    }

    @Test
    void whatAMethodCannotThrowIsRefusedAtOnce() {
        refused(
                () -> scripted.on("charge").fails(new TimeoutException("late")),
                "Payments.charge(String) cannot throw java.util.concurrent.TimeoutException:"
                        + " it declares java.io.IOException, java.lang.InterruptedException");
        refused(
                () -> scripted.on("charge(String,long)").fails(new InterruptedException()),
                "Payments.charge(String,long) cannot throw java.lang.InterruptedException:"
                        + " it declares java.io.IOException");
        refused(
                () -> scripted.on("balance").fails(DOWN),
                "Payments.balance() cannot throw java.io.IOException: it declares no checked exception");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Scripted.target(ByBoth.class, time).on("charge").fails(DOWN));
        scripted.on("balance").fails(new IllegalStateException()).fails(new AssertionError());
    }

    @Test
    void aMethodThatIsNotThereIsRefusedWithThoseThatAre() {
        refused(
                () -> Scripted.target(ByIo.class, time).on("chrage"),
                ByIo.class.getTypeName() + " has no method chrage; it has charge()");
        for (String wrong : List.of("toString", "constant", "charge(int)", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> scripted.on(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> scripted.calls(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> scripted.release(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> scripted.awaitHanging(wrong, 1));
        }
    }

    @Test
    void onlyOpenInterfacesHaveATarget() {
        refused(
                () -> Scripted.target(String.class, time),
                "java.lang.String is a class; the test kit can implement open interfaces only");
        refused(
                () -> Scripted.target(Closed.class, time),
                Closed.class.getTypeName() + " is a sealed interface; the test kit can implement open interfaces only");
    }

    @Test
    void whatBelongsToNothingIsRefused() {
        for (Runnable early :
                List.<Runnable>of(() -> scripted.returns("x"), () -> scripted.fails(DOWN), scripted::hangs)) {
            assertThatIllegalStateException().isThrownBy(early::run).withMessageEndingWith("say on(\"..\") before it");
        }
        scripted.on("charge");
        assertThatIllegalStateException()
                .isThrownBy(() -> scripted.times(2))
                .withMessage("times belongs to the step before it: say returns, fails or hangs first");
        assertThatIllegalStateException()
                .isThrownBy(() -> scripted.takes(Duration.ZERO))
                .withMessage("takes belongs to the step before it: say returns, fails or hangs first");
        assertThatIllegalStateException()
                .isThrownBy(() -> scripted.hangs().takes(Duration.ZERO))
                .withMessage("a call that hangs takes until release(): advance the ticker before that, without takes");
    }

    @Test
    void badNumbersAreRefused() {
        scripted.on("ping").returns(null);
        refused(() -> scripted.times(0), "calls must be at least 1, was 0");
        refused(() -> scripted.takes(Duration.ofNanos(-1)), "duration must not be negative, was PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scripted.awaitHanging("ping", 0))
                .withMessage("calls must be at least 1, was 0");
    }

    @Test
    void nullIsRefusedByTheNameOfTheParameter() {
        assertThatNullPointerException()
                .isThrownBy(() -> Scripted.target(null, time))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> Scripted.target(ByIo.class, null))
                .withMessage("time");
        assertThatNullPointerException().isThrownBy(() -> scripted.on(null)).withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> scripted.on("ping").fails(null))
                .withMessage("failure");
        assertThatNullPointerException()
                .isThrownBy(() -> scripted.on("ping").returns(null).takes(null))
                .withMessage("duration");
    }

    @Test
    void theTargetIsAnObjectLikeAnyOther() {
        assertThat(scripted.target()).isSameAs(payments).isEqualTo(payments).hasToString("Scripted.target(Payments)");
        assertThat(payments)
                .isNotEqualTo(Scripted.target(Payments.class, time).target())
                .hasSameHashCodeAs(payments);
        assertThat(scripted).hasToString("Scripted.target(Payments)");
    }

    @Test
    void interfacesOfThePlatformHaveATarget() {
        @SuppressWarnings("unchecked")
        Supplier<String> supplier = (Supplier<String>)
                Scripted.target(Supplier.class, time).on("get").returns("x").target();

        assertThat(supplier.get()).isEqualTo("x");
    }

    @Test
    void manyThreadsTakeEachStepOnce() throws Exception {
        scripted.on("balance").returns(1).times(1_000).returns(0);
        try (var threads = new Gate(4)) {
            List<Long> sums = threads.run(() -> {
                long sum = 0;
                for (int call = 0; call < 500; call++) {
                    sum += payments.balance();
                }
                return sum;
            });

            assertThat(sums.stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
        }
        assertThat(scripted.calls("balance")).isEqualTo(2_000);
    }

    private static void refused(ThrowingCallable words, String message) {
        assertThatIllegalArgumentException().isThrownBy(words).withMessage(message);
    }
}
