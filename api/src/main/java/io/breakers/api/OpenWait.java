package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long an open breaker rejects calls before it lets probes through (S14). An immutable value.
 *
 * <p>The wait is computed once, before the breaker opens. A wait that does not fit into a {@code long} of nanoseconds
 * is shortened to the longest that does, 292 years.
 */
public final class OpenWait {
    /** By how much a failure may lengthen a wait without a cap. */
    private static final int TIMES_FROM_FAILURE = 60;

    /** The state of a wait, in a record for its {@code equals}. */
    private record Settings(
            Duration base,
            double multiplier,
            Duration cap,
            double jitter,
            @Nullable RandomGenerator random,
            @Nullable Function<? super Throwable, @Nullable Duration> fromFailure,
            Duration atMostFromFailure,
            Duration forgetAfter) {}

    private final Settings settings;

    private OpenWait(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns a wait of constant length.
     *
     * @throws IllegalArgumentException if {@code wait} is not positive
     */
    public static OpenWait fixed(Duration wait) {
        Checks.positive("wait", wait);
        return new OpenWait(new Settings(wait, 1, wait, 0, null, null, longest(wait, 1, wait), Duration.ZERO));
    }

    /**
     * Returns a wait that grows with each trip since the breaker was last closed, or longer (see {@link #forgetAfter}):
     * {@code first}, {@code first * multiplier}, {@code first * multiplier²}, …, but never more than {@code cap}.
     *
     * @throws IllegalArgumentException if {@code first} is not positive, {@code multiplier} is not a finite number of
     *     at least 1, or {@code cap} is less than {@code first}
     */
    public static OpenWait exponential(Duration first, double multiplier, Duration cap) {
        Checks.positive("first", first);
        Checks.factor("multiplier", multiplier);
        if (Objects.requireNonNull(cap, "cap").compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "cap must be at least first (" + Checks.text(first) + "), was " + Checks.text(cap));
        }
        return new OpenWait(
                new Settings(first, multiplier, cap, 0, null, null, longest(first, multiplier, cap), Duration.ZERO));
    }

    /**
     * Varies the wait uniformly between {@code 1 - fraction} and {@code 1 + fraction} times its length, so that many
     * clients do not probe at the same time.
     *
     * @throws IllegalArgumentException if {@code fraction} is not in [0, 1)
     */
    public OpenWait jitter(double fraction) {
        return jittered(fraction, null);
    }

    /**
     * Varies the wait like {@link #jitter(double)}, using {@code random}, which must be safe for use by many threads
     * (as {@link java.util.Random} is). A seeded generator makes the waits repeatable.
     *
     * @throws IllegalArgumentException if {@code fraction} is not in [0, 1)
     */
    public OpenWait jitter(double fraction, RandomGenerator random) {
        return jittered(fraction, Objects.requireNonNull(random, "random"));
    }

    private OpenWait jittered(double fraction, @Nullable RandomGenerator random) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("jitter must be in [0, 1), was " + fraction);
        }
        return with(fraction, random, settings.fromFailure, settings.atMostFromFailure, settings.forgetAfter);
    }

    /**
     * Derives the wait from the failure that trips the breaker, for example from its {@code Retry-After}. The
     * function's result is used without jitter, but is at most the {@linkplain #cap() cap} of a growing wait, or 60
     * times a {@linkplain #fixed fixed} one. If it returns {@code null}, or a slow-call rule trips the breaker by a
     * success, the other settings apply. If it returns zero, the {@link #base()} applies; if it throws or returns a
     * negative wait, that too, and the problem is logged (S14).
     */
    public OpenWait fromFailure(Function<? super Throwable, @Nullable Duration> wait) {
        Duration atMost = longest(settings.base, settings.multiplier, settings.cap);
        return asking(Objects.requireNonNull(wait, "wait"), atMost);
    }

    /**
     * Derives the wait from the failure like {@link #fromFailure(Function)}, but lets it be as long as {@code atMost},
     * whatever the cap is.
     *
     * @throws IllegalArgumentException if {@code atMost} is not positive
     */
    public OpenWait fromFailure(Function<? super Throwable, @Nullable Duration> wait, Duration atMost) {
        return asking(Objects.requireNonNull(wait, "wait"), Checks.positive("atMost", atMost));
    }

    private OpenWait asking(Function<? super Throwable, @Nullable Duration> wait, Duration atMost) {
        return with(settings.jitter, settings.random, wait, atMost, settings.forgetAfter);
    }

    /**
     * Remembers the trips that have lengthened the wait after the breaker has closed: for each {@code duration} that it
     * has then stayed CLOSED there is one less, so that a target that recovers for a moment at a time gets no short
     * waits (S52). {@code reset()} forgets them. A fixed wait has nothing to forget. Defaults to 0: all are forgotten
     * at once.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public OpenWait forgetAfter(Duration duration) {
        Checks.atLeast("forgetAfter", duration, Duration.ZERO);
        return with(settings.jitter, settings.random, settings.fromFailure, settings.atMostFromFailure, duration);
    }

    private OpenWait with(
            double jitter,
            @Nullable RandomGenerator random,
            @Nullable Function<? super Throwable, @Nullable Duration> fromFailure,
            Duration atMost,
            Duration forgetAfter) {
        return new OpenWait(new Settings(
                settings.base, settings.multiplier, settings.cap, jitter, random, fromFailure, atMost, forgetAfter));
    }

    /** What a failure may ask for if nothing is said of that. */
    private static Duration longest(Duration base, double multiplier, Duration cap) {
        if (multiplier > 1 || cap.compareTo(base) > 0) {
            return cap;
        }
        try {
            return base.multipliedBy(TIMES_FROM_FAILURE);
        } catch (ArithmeticException tooLong) {
            return Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        }
    }

    /** The wait after the first trip, before jitter. */
    public Duration base() {
        return settings.base;
    }

    /** The factor by which each further trip lengthens the wait; 1 if it is fixed. */
    public double multiplier() {
        return settings.multiplier;
    }

    /** The longest wait, before jitter. */
    public Duration cap() {
        return settings.cap;
    }

    /** The fraction of its length by which a wait may vary in either direction. */
    public double jitter() {
        return settings.jitter;
    }

    /** The source of jitter; {@code null} if each thread uses its own. */
    public @Nullable RandomGenerator random() {
        return settings.random;
    }

    /** The function that derives the wait from a failure; {@code null} if there is none. */
    public @Nullable Function<? super Throwable, @Nullable Duration> fromFailure() {
        return settings.fromFailure;
    }

    /** The longest wait that a failure may ask for; without {@link #fromFailure()} it has no effect. */
    public Duration atMostFromFailure() {
        return settings.atMostFromFailure;
    }

    /** For each such time in CLOSED one trip less lengthens the wait; 0 if all are forgotten at once. */
    public Duration forgetAfter() {
        return settings.forgetAfter;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenWait that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** For example {@code 1 s, times 2.0 up to 2 min, jitter 20 %}. */
    @Override
    public String toString() {
        var text = new StringBuilder(Checks.text(settings.base));
        if (settings.multiplier > 1) {
            text.append(", times ")
                    .append(settings.multiplier)
                    .append(" up to ")
                    .append(Checks.text(settings.cap));
        }
        if (settings.jitter > 0) {
            text.append(", jitter ").append(Checks.percent(settings.jitter));
        }
        if (!settings.forgetAfter.isZero()) {
            text.append(", a trip forgotten after ").append(Checks.text(settings.forgetAfter));
        }
        return settings.fromFailure == null
                ? text.toString()
                : text.append(", or as the failure says").toString();
    }
}
