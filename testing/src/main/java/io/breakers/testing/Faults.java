package io.breakers.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A target of which a share of the calls fails or is slow, by chance and yet the same in each run:
 *
 * <pre>{@code
 * var faults = Faults.into(PaymentService.class, new StripePayments())
 *         .failing(0.2, new IOException("down"))
 *         .slow(0.1, Duration.ofSeconds(3), time);
 * PaymentService payments = Breakers.protect(PaymentService.class, faults.target(), config);
 * }</pre>
 *
 * <p>What is said holds for all methods, or from {@link #on} on for the chosen ones; said again, also while the test
 * runs, it replaces what was said before. Each call draws for both anew, so a call may be slow and fail. With the same
 * {@link #seed}, the same calls in the same order have the same faults.
 *
 * <p>Many threads may call the target and change the shares; which call has which fault then depends on their order.
 */
public final class Faults<T> {
    private static final long SEED = 7;

    /** What happens to the calls of a method. */
    private record Share(double failing, @Nullable Throwable failure, double slow, long nanos, ManualTicker time) {
        static final Share NONE = new Share(0, null, 0, 0, new ManualTicker());

        Share failing(double share, Throwable with) {
            return new Share(share, with, slow, nanos, time);
        }

        Share slow(double share, long by, ManualTicker on) {
            return new Share(failing, failure, share, by, on);
        }
    }

    private final TestedType<T> type;
    private final T behind;
    private final T target;
    private final Random random = new Random(SEED);
    private final Map<TestedMethod, Share> shares = new ConcurrentHashMap<>();
    private volatile Collection<TestedMethod> chosen;

    private Faults(TestedType<T> type, T behind) {
        this.type = type;
        this.behind = behind;
        this.chosen = type.methods();
        chosen.forEach(method -> shares.put(method, Share.NONE));
        this.target = type.make(toString(), (method, proxy, arguments) -> answer(method, arguments));
    }

    /**
     * Returns a target without faults yet.
     *
     * @param target does the work of the calls that do not fail
     * @throws IllegalArgumentException if {@code type} is not an interface, or a sealed one
     */
    public static <T> Faults<T> into(Class<T> type, T target) {
        return new Faults<>(new TestedType<>(type), Objects.requireNonNull(target, "target"));
    }

    /** Returns the object that has the faults: always the same one. */
    public T target() {
        return target;
    }

    /**
     * Chooses the method for which the shares are that are given from now on; before, they are for all.
     *
     * @param method a name, for all overloads, or a signature
     * @throws IllegalArgumentException if there is no such method; the message names those there are
     */
    public Faults<T> on(String method) {
        chosen = type.select(method);
        return this;
    }

    /**
     * Lets a share of the calls fail, which then do not reach the object behind; a method that returns a
     * {@code CompletionStage} or a {@code CompletableFuture} returns one that has failed.
     *
     * @param share from 0, the default, to 1
     * @param failure the same object each time
     * @throws IllegalArgumentException if the share is another, or a method cannot throw {@code failure}
     */
    public Faults<T> failing(double share, Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        checked(share);
        chosen.forEach(method -> method.failing(failure));
        return change(before -> before.failing(share, failure));
    }

    /**
     * Lets a share of the calls be slow: the ticker is advanced before they go on.
     *
     * @param share from 0, the default, to 1
     * @throws IllegalArgumentException if the share is another, or {@code duration} is negative or longer than 292
     *     years
     */
    public Faults<T> slow(double share, Duration duration, ManualTicker time) {
        long nanos = ManualTicker.nanos(duration);
        Objects.requireNonNull(time, "time");
        checked(share);
        return change(before -> before.slow(share, nanos, time));
    }

    private Faults<T> change(UnaryOperator<Share> change) {
        chosen.forEach(method -> shares.computeIfPresent(method, (same, before) -> change.apply(before)));
        return this;
    }

    private static void checked(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in [0, 1], 0.5 for one half, was " + share);
        }
    }

    /** Begins another sequence of chances, or the same one anew. Without it, it is that of seed 7. */
    public Faults<T> seed(long seed) {
        random.setSeed(seed);
        return this;
    }

    private @Nullable Object answer(TestedMethod method, Object[] arguments) throws Throwable {
        Share share = Objects.requireNonNull(shares.get(method));
        // Both are drawn each time: so the one share does not decide which calls the other one hits.
        boolean fails = random.nextDouble() < share.failing;
        boolean slow = random.nextDouble() < share.slow;
        if (slow) {
            share.time.advanceNanos(share.nanos);
        }
        return fails ? method.fail(Objects.requireNonNull(share.failure)) : method.call(behind, arguments);
    }

    @Override
    public String toString() {
        return "Faults.into(" + type.name() + ")";
    }
}
