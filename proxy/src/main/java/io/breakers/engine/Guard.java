package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackFactory;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps around one call of a target, shared by every way to make it: {@link #enter} before the call, then exactly one of
 * {@link #succeeded} (or, if that declines, {@link #returned}), {@link #threw}, {@link #settled} and {@link #failed}; and
 * {@link #startFallback} and {@link #fellBack} around a fallback, if one has to answer.
 */
public sealed class Guard implements MethodGuard permits PromiseGuard {
    private final Supplier<CircuitBreaker> source;
    private final FallbackPolicy policy;
    private final @Nullable FallbackFactory<?> fallback;

    /** Whether anything here looks at the cause of a rejection. */
    private final boolean asksWhy;

    /** The source's breaker, as soon as it has been asked for; volatile, because it is a complete object that is to be seen. */
    private volatile @Nullable CircuitBreaker breaker;

    /** The places of that breaker's permits, which saves a healthy call the way there. */
    private volatile @Nullable ThreadPermit @Nullable [] places;

    Guard(CircuitBreaker breaker, FallbackPolicy policy) {
        this(new Made(breaker), policy, null);
    }

    /**
     * Creates the guard of a method.
     *
     * @param source makes the breaker at the first call, the same one each time
     * @param config the configuration of that breaker
     * @param fallback makes what answers in the target's stead; {@code null} for nothing
     */
    public Guard(Supplier<CircuitBreaker> source, BreakerConfig config, @Nullable FallbackFactory<?> fallback) {
        this(source, fallback == null ? FallbackPolicy.NONE : FallbackPolicy.of(config), fallback);
    }

    /** Creates the guard of a method that answers from the values it keeps, and from {@code fallback}, if there is one, when it has none. */
    public static Guard remembering(
            Supplier<CircuitBreaker> source, BreakerConfig config, @Nullable FallbackFactory<?> fallback) {
        return new Guard(source, FallbackPolicy.of(config), fallback);
    }

    private Guard(Supplier<CircuitBreaker> source, FallbackPolicy policy, @Nullable FallbackFactory<?> fallback) {
        this.source = source;
        this.policy = policy;
        this.fallback = fallback;
        this.asksWhy = !(fallback instanceof FixedFallback) || !policy.answersAnyRejection();
    }

    /** A source that has its breaker already. */
    private record Made(CircuitBreaker breaker) implements Supplier<CircuitBreaker> {
        @Override
        public CircuitBreaker get() {
            return breaker;
        }
    }

    private CircuitBreaker breaker() {
        CircuitBreaker known = breaker;
        if (known == null) {
            known = source.get();
            places = known.places();
            breaker = known;
        }
        return known;
    }

    // What nearly every call does, kept apart from all that other calls may need, so that the compiler has little to
    // look at: in a closed breaker, where nobody wants the time, looks at the result or hears of it. A call may always
    // leave it out.

    /** Lets a call in whose start is 0 and whose success needs no more than to be counted; {@code null} if there is more to this call: then {@link #enter} says. */
    public final @Nullable ThreadPermit enterQuietly() {
        ThreadPermit[] known = places;
        return known == null ? null : Counts.enterQuietly(known, breaker().current());
    }

    /** Ends a call that returned, on the thread that it entered on, unless somebody looks at its result: then does nothing and returns {@code false}, and {@link #returned} ends it. Static, so that the guard is looked at only if it is needed. */
    public static boolean succeeded(Guard guard, Permit permit, long start) {
        return succeededQuietly(permit) || guard.succeededUnseen(permit, start);
    }

    /** Ends a call that returned, if to count it is all there is to do. */
    static boolean succeededQuietly(Permit permit) {
        return permit instanceof ThreadPermit own && own.succeededQuietly();
    }

    private boolean succeededUnseen(Permit permit, long start) {
        if (permit.settings().looksAtResults) {
            return false;
        }
        breaker().succeeded(permit, start);
        return true;
    }

    /** Lets a call in or refuses it. */
    public final Admission enter() {
        return breaker().enter(asksWhy);
    }

    /**
     * Lets a call in for which no fallback answers.
     *
     * @throws CallRejectedException if it refuses it
     */
    public final Permit enterOrThrow() {
        Admission admission = enter();
        if (admission instanceof Refusal refusal) {
            throw refusal.exception();
        }
        return (Permit) admission;
    }

    /**
     * Returns the cause for the fallback to answer.
     *
     * @throws CallRejectedException if no fallback does
     */
    public final RuntimeException rejected(Refusal refusal) {
        RuntimeException rejection = refusal.exception();
        if (!policy.answersRejection(rejection)) {
            throw rejection;
        }
        return rejection;
    }

    /** The start of the call, for the methods below. */
    public final long start(Permit permit) {
        return permit.settings().timed ? breaker().now() : 0;
    }

    /** Ends a call that returned {@code result}. Returns the cause for the fallback to answer; {@code null} if the result stands. */
    public final @Nullable Throwable returned(Permit permit, long start, @Nullable Object result) {
        Verdict verdict = permit.settings().classifier.judgeResult(result);
        if (verdict == Verdict.SUCCESS) {
            breaker().succeeded(permit, start);
            return null;
        }
        var failure = new FailedResult(breaker().name());
        breaker().failed(permit, start, failure);
        return verdict == Verdict.FAILURE && policy.answersFailure(failure) ? failure : null;
    }

    /** Ends a call that threw. Returns whether the fallback answers; else the throwable goes to the caller. */
    public final boolean threw(Permit permit, long start, Throwable thrown) {
        return end(permit, start, thrown, permit.settings().classifier.judgeThrown(thrown));
    }

    /** The same without a fallback. Returns what goes to the caller, for code that is shorter by that. */
    public static Throwable threw(Throwable thrown, Guard guard, Permit permit, long start) {
        guard.threw(permit, start, thrown);
        return thrown;
    }

    /** Ends a call that failed, without asking anybody, and without a fallback. */
    void failed(Permit permit, long start, Throwable failure) {
        breaker().failed(permit, start, failure);
    }

    /** Ends a call that its caller has given up. */
    void cancelled(Permit permit, long start) {
        var given = new CancellationException();
        account(permit, start, given, permit.settings().classifier.judgeAsync(given));
    }

    /** Ends a call whose promise failed. Returns whether the fallback answers; else the failure goes to the caller. */
    boolean settled(Permit permit, long start, Throwable failure) {
        return end(permit, start, failure, permit.settings().classifier.judgeAsync(failure));
    }

    private boolean end(Permit permit, long start, Throwable thrown, Verdict verdict) {
        account(permit, start, thrown, verdict);
        return verdict == Verdict.FAILURE && policy.answersFailure(thrown);
    }

    private void account(Permit permit, long start, Throwable thrown, Verdict verdict) {
        switch (verdict) {
            case SUCCESS -> breaker().succeeded(permit, start);
            case FAILURE, UNJUDGED -> breaker().failed(permit, start, thrown);
            case IGNORED -> breaker().ignored(permit, start, thrown);
            case CANCELLED -> breaker().cancelled(permit, start);
        }
    }

    /** Whether there is a fallback that may answer. */
    public final boolean hasFallback() {
        return fallback != null;
    }

    /** The object that answers in the target's stead. */
    public final Object fallbackFor(Throwable cause) {
        Object answers = fallback == null ? null : fallback.create(cause);
        if (answers == null) {
            throw new NullPointerException(
                    "the fallbackFactory returned null for " + breaker().name());
        }
        return answers;
    }

    /** The start of a fallback, for the methods below. */
    public final long startFallback() {
        return breaker().startFallback();
    }

    /** Ends a fallback that answered. */
    public final void fellBack(long start, Throwable cause) {
        policy.end();
        breaker().fellBack(start, cause, null);
    }

    /** Ends a fallback that threw: its throwable goes to the caller, with the cause suppressed on it (S31). */
    public final void fallbackThrew(long start, Throwable cause, Throwable failure) {
        policy.end();
        Throwable why = cause instanceof UnaskedRejection unasked ? unasked.explain(breaker()) : cause;
        Complaints.attach(failure, why);
        breaker().fellBack(start, why, failure);
    }

    /** Ends a fallback that its caller has given up: that is neither an answer nor a failure. */
    void fallbackGivenUp() {
        policy.end();
    }
}
