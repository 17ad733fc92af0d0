package io.breakers.testing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A target that does what a test has written down, in virtual time:
 *
 * <pre>{@code
 * var time = new ManualTicker();
 * var scripted = Scripted.target(PaymentService.class, time)
 *         .on("charge")
 *         .fails(new IOException("down")).times(5).takes(Duration.ofMillis(300))
 *         .returns("paid");
 * PaymentService payments = Breakers.protect(PaymentService.class, scripted.target(), config);
 * }</pre>
 *
 * <p>{@link #on} chooses a method, and what follows adds steps to its script: each call takes the next one.
 * {@link #times} and {@link #takes} belong to the step before them; without them a step is for one call, and takes no
 * time. The last step goes on for ever. More may be added while the test runs; then a step that was the last ends after
 * its times. A name selects all overloads, each with a script of its own; a signature, as in
 * {@code charge(String,long)}, selects one.
 *
 * <p>What a method cannot return or throw is refused when it is written down. Calling a method without a script is an
 * {@link AssertionError}, which no fallback answers; a default method without one runs as it is.
 *
 * <p>Many threads may call the target. One thread at a time writes the script.
 */
public final class Scripted<T> {
    private final TestedType<T> type;
    private final Player player;
    private final T target;
    private List<Script> chosen = List.of();

    private Scripted(TestedType<T> type, ManualTicker time) {
        this.type = type;
        this.player = new Player(type.methods(), time);
        this.target = type.make(toString(), player::answer);
    }

    /**
     * Returns a target without a script yet.
     *
     * @param time is advanced by the calls that take time
     * @throws IllegalArgumentException if {@code type} is not an interface, or a sealed one
     */
    public static <T> Scripted<T> target(Class<T> type, ManualTicker time) {
        return new Scripted<>(new TestedType<>(type), Objects.requireNonNull(time, "time"));
    }

    /** Returns the object that plays the script: always the same one. */
    public T target() {
        return target;
    }

    /**
     * Chooses the method to which steps are added from now on.
     *
     * @param method a name, for all overloads, or a signature
     * @throws IllegalArgumentException if there is no such method; the message names those there are
     */
    public Scripted<T> on(String method) {
        chosen = select(method);
        return this;
    }

    private List<Script> select(String method) {
        return type.select(method).stream().map(player::script).toList();
    }

    /**
     * Adds a step that returns {@code value}. A method that returns a {@link CompletionStage} or a
     * {@code CompletableFuture} may be given one, which it returns as it is, or else what its stage completes with: it
     * returns a stage that is completed, a new one each time. {@code null} is the value for {@code void}, too.
     *
     * @throws IllegalArgumentException if the chosen method cannot return it
     */
    public Scripted<T> returns(@Nullable Object value) {
        return add("returns", new Step(Step.Ending.RETURNS, value), method -> method.returning(value));
    }

    /**
     * Adds a step that throws {@code failure}, the same object each time; a method that returns a stage returns one
     * that has failed with it.
     *
     * @throws IllegalArgumentException if it is a checked exception that the chosen method does not declare, and not
     *     for a stage
     */
    public Scripted<T> fails(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        return add("fails", new Step(Step.Ending.FAILS, failure), method -> method.failing(failure));
    }

    /**
     * Adds a step that does not end until {@link #release}. A method that returns a {@link CompletionStage} or a {@code
     * CompletableFuture} returns one that is not completed. Any other blocks its thread, so the call is made by a
     * thread of its own; if that is interrupted, the method throws an {@link InterruptedException} if it declares that,
     * else an {@link IllegalStateException}, with the thread still interrupted.
     *
     * <p>A client that gives up after a time-out does not hang: {@code fails(timeOut).takes(duration)}.
     */
    public Scripted<T> hangs() {
        return add("hangs", new Step(Step.Ending.HANGS, null), method -> {});
    }

    private Scripted<T> add(String word, Step step, Consumer<TestedMethod> check) {
        if (chosen.isEmpty()) {
            throw new IllegalStateException(word + " needs a method: say on(\"..\") before it");
        }
        chosen.forEach(script -> check.accept(script.method));
        player.locked(() -> chosen.forEach(script -> script.add(step)));
        return this;
    }

    /**
     * Says for how many calls the step before is, by default 1.
     *
     * @throws IllegalArgumentException if {@code calls} is less than 1
     * @throws IllegalStateException if there is no step before
     */
    public Scripted<T> times(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("calls must be at least 1, was " + calls);
        }
        return change("times", step -> step.times(calls));
    }

    /**
     * Says how long each call of the step before takes, by default no time: the ticker is advanced by it before the
     * call ends.
     *
     * @throws IllegalArgumentException if {@code duration} is negative, or longer than 292 years
     * @throws IllegalStateException if there is no step before, or it hangs
     */
    public Scripted<T> takes(Duration duration) {
        long nanos = ManualTicker.nanos(duration);
        return change("takes", step -> {
            if (step.hangs()) {
                throw new IllegalStateException(
                        "a call that hangs takes until release(): advance the ticker before that, without takes");
            }
            return step.takes(nanos);
        });
    }

    private Scripted<T> change(String word, UnaryOperator<Step> change) {
        player.locked(() -> {
            if (chosen.isEmpty() || chosen.get(0).isEmpty()) {
                throw new IllegalStateException(
                        word + " belongs to the step before it: say returns, fails or hangs first");
            }
            chosen.forEach(script -> script.replaceLast(change.apply(script.last())));
        });
        return this;
    }

    /**
     * Returns how many calls of the method have come, those without a script included.
     *
     * @param method a name, for the sum of all overloads, or a signature
     * @throws IllegalArgumentException if there is no such method
     */
    public int calls(String method) {
        return player.calls(select(method));
    }

    /**
     * Waits until at least so many calls of the method hang, in real time and without end: for a test that makes them
     * on other threads.
     *
     * @throws IllegalArgumentException if there is no such method, or {@code calls} is less than 1
     */
    public void awaitHanging(String method, int calls) throws InterruptedException {
        List<Script> asked = select(method);
        if (calls < 1) {
            throw new IllegalArgumentException("calls must be at least 1, was " + calls);
        }
        player.awaitHanging(asked, calls);
    }

    /**
     * Ends the step in which calls of the method hang. Those that do take the steps after it, in the order in which
     * they came, as if they came now; stages are completed before this returns.
     *
     * @throws IllegalArgumentException if there is no such method
     * @throws IllegalStateException if nothing hangs, or there is no step after
     */
    public void release(String method) {
        player.release(select(method));
    }

    @Override
    public String toString() {
        return "Scripted.target(" + type.name() + ")";
    }
}
