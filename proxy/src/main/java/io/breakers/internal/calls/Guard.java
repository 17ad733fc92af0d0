package io.breakers.internal.calls;

import io.breakers.api.CallRejectedException;
import io.breakers.api.FailedResultException;
import io.breakers.api.IgnoredResultException;
import io.breakers.internal.callbacks.CallbackErrors;
import io.breakers.internal.settings.Outcome;
import io.breakers.internal.settings.Settings;
import io.breakers.internal.state.Admission;
import io.breakers.internal.state.CallAccounts;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards the calls of one method by its breaker.
 *
 * <p>The steps of a call, in this order: {@link #enter}, {@link #start}, the target, and exactly one end:
 * {@link #succeeded} (or, if that declines, {@link #returned}), {@link #threw}, {@link #stageFailed},
 * {@link #cancelled}, {@link #cutShort} or {@link #lost}. An end says whether the fallback has to answer; it is then
 * run between {@link #startFallback} and {@link #fellBack}, {@link #fallbackThrew} or {@link #fallbackAbandoned}. All
 * but the first go to the breaker that gave the permit.
 */
public abstract sealed class Guard implements MethodGuard permits ValueGuard, AdaptedGuard {
    private final Supplier<CircuitBreaker> source;
    private final @Nullable Fallback fallback;

    /** Also by a last good value. */
    private final boolean answers;

    /** The exceptions that the method declares. */
    private final List<Class<?>> declared;

    private final RunningFallbacks running = new RunningFallbacks();

    /** Those of the source's breaker, once it has been asked for; volatile, so that the breaker is seen complete. */
    private volatile @Nullable CallAccounts accounts;

    Guard(Supplier<CircuitBreaker> source, @Nullable Fallback fallback, boolean answers, List<Class<?>> declared) {
        this.source = source;
        this.fallback = fallback;
        this.answers = answers;
        this.declared = declared;
    }

    final boolean hasFallback() {
        return fallback != null;
    }

    /** Whether there is anything that may answer instead of the target. */
    final boolean mayBeAnswered() {
        return answers;
    }

    /** The name of the breaker, for messages. */
    final String name() {
        return accounts().name();
    }

    private CallAccounts accounts() {
        CallAccounts known = accounts;
        if (known == null) {
            known = source.get().accounts();
            accounts = known;
        }
        return known;
    }

    /**
     * Lets a call in whose start is 0 and whose success need only be counted; {@code null} if there may be more to this
     * call: then {@link #enter} decides. A call may always leave this out.
     */
    public final @Nullable Permit tryEnterFast() {
        CallAccounts known = accounts;
        return known == null ? null : known.tryEnterFast();
    }

    /** Asks the breaker to let a call in. */
    public final Admission enter() {
        return accounts().enter();
    }

    /**
     * Lets a call in for which no fallback answers. If it is rejected, throws what the caller is to get.
     */
    public final Permit enterOrThrow() {
        return permitOrThrow(enter());
    }

    final Permit permitOrThrow(Admission admission) {
        if (admission instanceof Rejection rejection) {
            throw Guard.<RuntimeException>unchecked(thrownFor(rejection.exception()));
        }
        return (Permit) admission;
    }

    /** Returns the cause for the fallback to answer. If it does not answer, throws what the caller is to get. */
    public final RuntimeException rejected(Rejection rejection) {
        CallRejectedException exception = rejection.exception();
        if (answersRejection(exception)) {
            return exception;
        }
        throw Guard.<RuntimeException>unchecked(thrownFor(exception));
    }

    /** Whether the fallback answers; if so, it counts as running. */
    final boolean answersRejection(CallRejectedException rejection) {
        Settings settings = accounts().settings();
        return answers && settings.fallbacks.coversRejection(rejection) && beginFallback(settings);
    }

    /** What the method throws for a rejection. */
    final Throwable thrownFor(CallRejectedException rejection) {
        return accounts().settings().rejectAs.thrown(rejection, declared);
    }

    /** What is signalled for a rejection, where failures are no throws. */
    final Throwable signalledFor(CallRejectedException rejection) {
        return accounts().settings().rejectAs.signalled(rejection);
    }

    /** Lets a method throw what it declares: only here, the compiler does not know it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** The start of the call, for its end. */
    public final long start(Permit permit) {
        return permit.accounts().start(permit);
    }

    /**
     * Ends a call that returned, on the thread that it entered on, unless its result has to be judged: then does nothing
     * and returns {@code false}.
     */
    public final boolean succeeded(Permit permit, long start) {
        if (CallAccounts.trySucceedFast(permit)) {
            return true;
        }
        if (permit.settings().judgesResults) {
            return false;
        }
        account(permit, start, null, Outcome.SUCCESS);
        return true;
    }

    /**
     * Ends a call that returned {@code result}. Returns the cause for the fallback to answer; {@code null} if the
     * result stands.
     */
    public final @Nullable Throwable returned(Permit permit, long start, @Nullable Object result) {
        return returned(permit, start, result, judged(permit, result));
    }

    final Outcome judged(Permit permit, @Nullable Object result) {
        return permit.settings().classifier.ofResult(result);
    }

    final @Nullable Throwable returned(Permit permit, long start, @Nullable Object result, Outcome outcome) {
        if (outcome == Outcome.SUCCESS) {
            account(permit, start, null, outcome);
            return null;
        }
        String breaker = permit.accounts().name();
        Throwable cause = outcome == Outcome.IGNORED
                ? new IgnoredResultException(breaker, result)
                : new FailedResultException(breaker, result);
        return end(permit, start, cause, outcome) ? cause : null;
    }

    /** Ends a call that threw. Returns whether the fallback answers; else the throwable goes to the caller. */
    public final boolean threw(Permit permit, long start, Throwable thrown) {
        return end(permit, start, thrown, permit.settings().classifier.ofThrown(thrown));
    }

    /** Ends a call whose stage failed. Returns whether the fallback answers; else the failure goes to the caller. */
    final boolean stageFailed(Permit permit, long start, Throwable failure) {
        return end(permit, start, failure, permit.settings().classifier.ofStage(failure));
    }

    /** Ends a call that its caller has given up: no fallback answers. */
    final void cancelled(Permit permit, long start) {
        var given = new CancellationException();
        account(permit, start, given, permit.settings().classifier.ofStage(given));
    }

    /**
     * Ends a call whose stream has been cut short, as a success: the target answered with the first element. The time
     * since then was the caller's.
     *
     * @param answered when that element came, as {@link #start} read it
     */
    final void cutShort(Permit permit, long start, long answered) {
        account(permit, start + start(permit) - answered, null, Outcome.SUCCESS);
    }

    /** Ends a call as failed, without asking any predicate, and without a fallback. */
    final void lost(Permit permit, long start, Throwable reason) {
        account(permit, start, reason, Outcome.FAILURE);
    }

    private boolean end(Permit permit, long start, Throwable thrown, Outcome outcome) {
        account(permit, start, thrown, outcome);
        return outcome == Outcome.FAILURE && beginFallback(permit, thrown);
    }

    private void account(Permit permit, long start, @Nullable Throwable thrown, Outcome outcome) {
        hold();
        try {
            permit.accounts().ended(permit, start, thrown, outcome);
        } finally {
            release();
        }
    }

    private boolean beginFallback(Permit permit, Throwable failure) {
        Settings settings = permit.settings();
        return answers && settings.fallbacks.coversFailure(failure) && beginFallback(settings);
    }

    /** Whether one more fallback may run; if so, it counts as running until it has ended (S31). */
    private boolean beginFallback(Settings settings) {
        boolean begins = running.begin(settings.fallbacks.limit);
        if (begins) {
            hold();
        }
        return begins;
    }

    /** Where a fallback is counted: for a key whose breaker was dropped before it began, by the method's own. */
    private CallAccounts fallbackAccounts() {
        return source instanceof KeyedBreaker key && key.isGone() ? key.heir().accounts() : accounts();
    }

    /** The start of a fallback, for its end. */
    public final long startFallback() {
        return fallbackAccounts().startFallback();
    }

    /** Returns or throws what the fallback does. */
    final @Nullable Object callFallback(Throwable cause, Invocation method, @Nullable Object[] arguments)
            throws Throwable {
        return fallbackThatIsThere().answer(name(), cause, method, arguments);
    }

    /** Returns or throws what the function does that answers, for code that has no object to call. */
    public final @Nullable Object answerFor(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        return ((Fallback.ByFunction) fallbackThatIsThere()).answer(name(), cause, arguments);
    }

    /** The object that answers, for code that calls the method on it. */
    public final Object fallbackFor(Throwable cause) {
        return ((Fallback.ByObject) fallbackThatIsThere()).object(name(), cause);
    }

    private Fallback fallbackThatIsThere() {
        if (fallback == null) {
            throw new IllegalStateException("there is no fallback");
        }
        return fallback;
    }

    /** Ends a fallback that answered. */
    public final void fellBack(long start, Throwable cause) {
        running.end();
        fallbackAccounts().fellBack(start, cause, null);
        release();
    }

    /** Ends a fallback that threw: its throwable goes to the caller, with the cause suppressed on it (S31). */
    public final void fallbackThrew(long start, Throwable cause, Throwable failure) {
        running.end();
        CallbackErrors.attach(failure, cause);
        fallbackAccounts().fellBack(start, cause, failure);
        release();
    }

    /** Ends a fallback that its caller has given up: that is neither an answer nor a failure. */
    final void fallbackAbandoned() {
        running.end();
        release();
    }

    /** Keeps the breaker of a key until {@link #release}, so that it hears of all that is counted in it. */
    private void hold() {
        if (source instanceof KeyedBreaker key) {
            key.hold();
        }
    }

    private void release() {
        if (source instanceof KeyedBreaker key) {
            key.release();
        }
    }
}
