package io.breakers.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: lets calls pass while they succeed, and rejects them immediately once too many have failed.
 *
 * <p>Each method of a protected service has one, available from {@code Breakers.inspect(service)};
 * {@code Breakers.breaker(name, config)} creates one without an interface. Safe for use by many threads; it has no
 * thread and no lock of its own.
 */
public interface Breaker {
    /**
     * The name, {@code service.method} as in {@code PaymentService.charge}, with the key of a breaker that is only one
     * key's, as in {@code PaymentService.charge[bank-7]} (S56); the given name for a breaker without an interface.
     */
    String name();

    /**
     * The name of the service: the interface's simple name unless another name was given; for a breaker without an
     * interface, its own name.
     */
    String service();

    /** The protected interface; {@code null} for a breaker without an interface. */
    @Nullable
    Class<?> serviceType();

    /**
     * The method's name, with its parameter types if it is overloaded: {@code charge}, {@code charge(String,long)};
     * {@code call} for a breaker without an interface.
     */
    String method();

    /** The configuration in force. */
    BreakerConfig config();

    /** How often the configuration has been changed by {@link #reconfigure(BreakerConfig)}; 0 at first (S47). */
    long revision();

    /**
     * Changes the configuration with the reason {@code reconfigured by an operator}; see
     * {@link #reconfigure(BreakerConfig, String)}.
     */
    default void reconfigure(BreakerConfig config) {
        reconfigure(config, "reconfigured by an operator");
    }

    /**
     * Changes the configuration while calls go through the breaker, in one step (S45). A call under way is classified
     * and timed by the configuration with which it was let in; {@link #config()} and {@link #revision()} change at
     * once.
     *
     * <p>State, statistics and listeners stay. In CLOSED, a rule that looks at the same calls as a rule before keeps
     * what that has seen; in OPEN, the wait counts from the same moment; HALF_OPEN goes on as it began, and what comes
     * next is by the new configuration (S46). A configuration that equals the present one changes nothing (S47).
     *
     * @param reason why, in words, for listeners
     * @throws IllegalArgumentException if {@code config} has another ticker or other listeners than the present one;
     *     then nothing has changed
     */
    void reconfigure(BreakerConfig config, String reason);

    /**
     * The state as a call would find it now: an {@link BreakerState#OPEN OPEN} breaker whose wait is over reads
     * {@link BreakerState#HALF_OPEN HALF_OPEN} (S4). Reading the state of a half-open breaker ends a probe that has
     * outlived its lease (S18).
     */
    BreakerState state();

    /** A snapshot of the statistics. */
    BreakerStats stats();

    /**
     * State and statistics in one look (S54). Like reading {@link #state()}, it ends a probe that has outlived its
     * lease.
     */
    BreakerStatus status();

    /**
     * Returns how near the rules are to tripping, in one look (S44a). In CLOSED: what each rule counts now, in the
     * order of {@link BreakerConfig#rules()}. In OPEN and HALF_OPEN: the rule that tripped the breaker, with the
     * numbers that it fired with. Else, and where no rule has tripped it, an empty list.
     */
    List<RuleReading> readings();

    /**
     * Opens the breaker as if a rule had fired: for the configured wait, after which probes decide (S53). Does nothing
     * in OPEN before its wait is over, in FORCED_OPEN and in DISABLED.
     *
     * @param reason why, in words, for transition, rejections and status
     * @return whether it did anything
     */
    boolean trip(String reason);

    /**
     * Opens the breaker like {@link #trip(String)}, for {@code wait} instead of the configured wait: for a state that
     * is restored, or a {@code Retry-After} that came another way.
     *
     * @return whether it did anything
     * @throws IllegalArgumentException if {@code wait} is not positive
     */
    boolean trip(String reason, Duration wait);

    /**
     * Ends the wait of OPEN, so that the next call is a probe (S53). Does nothing in other states, and once the wait is
     * over.
     *
     * @param reason why, in words, for the transition to HALF_OPEN
     * @return whether it did anything
     */
    boolean endWait(String reason);

    /** The same as {@link #forceOpen(String)} with the reason {@code forced open by an operator}. */
    default void forceOpen() {
        forceOpen("forced open by an operator");
    }

    /**
     * Rejects every call from now on, until {@link #reset()}. Calls in flight continue. A breaker that is forced open
     * already keeps its first reason (S53).
     *
     * @param reason why, in words, for transition, rejections and status
     * @return whether it did anything
     */
    boolean forceOpen(String reason);

    /** The same as {@link #disable(String)} with the reason {@code disabled by an operator}. */
    default void disable() {
        disable("disabled by an operator");
    }

    /**
     * Lets every call pass from now on, without tripping, until {@link #reset()}. A breaker that is disabled already
     * keeps its first reason (S53).
     *
     * @param reason why, in words, for transition and status
     * @return whether it did anything
     */
    boolean disable(String reason);

    /** The same as {@link #reset(String)} with the reason {@code reset by an operator}. */
    default void reset() {
        reset("reset by an operator");
    }

    /**
     * Closes the breaker, from any state, with empty windows. The statistics are kept. A breaker that is closed already
     * makes no transition.
     *
     * @param reason why, in words, for transition and status
     * @return {@code true}: the windows are empty now
     */
    boolean reset(String reason);

    /**
     * Releases the listeners, so that meters are removed. The breaker goes on working, and nobody is told; closing it
     * again does nothing. The breakers of a service are closed by its {@code Protection}.
     */
    void close();

    /**
     * Calls {@code target} if the breaker permits it. If it returns a {@link CompletionStage}, the outcome is that of
     * the stage (S35b), else it is known when the target returns; so a plain {@code Future} or a publisher counts as a
     * success. What you hang on the stage may run before its outcome is counted; {@link #callStage} gives you one where
     * it does not.
     *
     * @return exactly what the target returned
     * @throws CallRejectedException if the breaker rejects the call; the target is not called
     * @throws Exception exactly what the target threw
     */
    <T extends @Nullable Object> T call(Callable<T> target) throws Exception;

    /**
     * Calls {@code target} if the breaker permits it; the outcome is that of the stage that it returns (S35b). What you
     * hang on the returned stage runs after the outcome has been counted, and what you do to it is passed on to the
     * target's (S35).
     *
     * @return the target's stage if it was done, else one that completes with it; one that has failed with a
     *     {@link CallRejectedException} if the breaker rejects the call, and the target is not called; {@code null} if
     *     the target returned that, which is a failure (S34)
     * @throws Exception exactly what the target threw
     */
    <T extends @Nullable Object> CompletionStage<T> callStage(Callable<? extends CompletionStage<T>> target)
            throws Exception;

    /**
     * Runs {@code target} if the breaker permits it.
     *
     * @throws CallRejectedException if the breaker rejects the call; the target is not called
     */
    void run(Runnable target);

    /**
     * Calls {@code target} if the breaker permits it, and {@code fallback} in the cases that
     * {@link BreakerConfigBuilder#fallbackOn fallbackOn} selects: by default a rejection, or a failure that is not an
     * {@link Error} (S29). The failure of a stage that the target returned is not answered, because the caller has the
     * stage; a stage that the fallback returns is its outcome.
     *
     * @param fallback computes the answer from what the target threw, or from the {@link CallRejectedException}
     * @return exactly what the target or the fallback returned
     * @throws Exception exactly what the target threw, if the fallback does not answer it; or what the fallback threw,
     *     with the cause added as suppressed
     */
    <T extends @Nullable Object> T call(Callable<T> target, Function<? super Throwable, ? extends T> fallback)
            throws Exception;
}
