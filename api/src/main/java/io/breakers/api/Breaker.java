package io.breakers.api;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: lets calls pass while they go well, rejects them at once while they do not.
 *
 * <p>There is one for each method of a protected service, found through {@code Breakers.inspect(service)}; one without an
 * interface comes from {@code Breakers.breaker(name, config)}. Safe for use by many threads; it has no thread and no lock of its own.
 */
public interface Breaker {
    /** {@code service.method}, as in {@code PaymentService.charge}; for a breaker without an interface its name. */
    String name();

    /** The name of the service: the interface's simple name, unless another one was given; for a breaker without an interface its name. */
    String service();

    /** The protected interface; {@code null} for a breaker without one. */
    @Nullable
    Class<?> serviceType();

    /**
     * The method's name, with its parameter types where it is overloaded: {@code charge}, {@code charge(String,long)};
     * {@code call} for a breaker without an interface.
     */
    String method();

    /** The configuration. */
    BreakerConfig config();

    /**
     * The state as a call would find it now: an {@link BreakerState#OPEN OPEN} breaker whose wait is over reads
     * {@link BreakerState#HALF_OPEN HALF_OPEN} (S4). Looking at a half-open breaker ends a probe that has outlived its lease (S18).
     */
    BreakerState state();

    /** A snapshot of what was counted. */
    BreakerStats stats();

    /** Rejects every call from now on, until {@link #reset()}. Calls that are with the target go on. */
    void forceOpen();

    /** Lets every call pass from now on and trips no more, until {@link #reset()}. */
    void disable();

    /** Closes the breaker, from any state, with empty windows. Statistics stay. */
    void reset();

    /**
     * Releases the listeners, so that meters are removed. The breaker goes on working, and nobody is told; closing it again does nothing. The breakers of a service are closed by its
     * {@code Protection}.
     */
    void close();

    /**
     * Calls {@code target} if the breaker permits it. Its return is the outcome: a future that fails later is a success here. Protect an interface for those (S33).
     *
     * @return exactly what the target returned
     * @throws CallRejectedException if the breaker does not permit it; the target is not touched
     * @throws Exception exactly what the target threw
     */
    <T extends @Nullable Object> T call(Callable<T> target) throws Exception;

    /**
     * Runs {@code target} if the breaker permits it.
     *
     * @throws CallRejectedException if the breaker does not permit it; the target is not touched
     */
    void run(Runnable target);

    /**
     * Calls {@code target} if the breaker permits it, and {@code fallback} for what {@link BreakerConfigBuilder#fallbackOn
     * fallbackOn} says: by default a rejection or a failure that is not an {@link Error} (S29).
     *
     * @param fallback makes the answer from what the target threw, or from the {@link CallRejectedException}
     * @return exactly what the target or the fallback returned
     * @throws Exception exactly what the target threw, if no fallback is for it; or what the fallback threw, with the cause suppressed
     */
    <T extends @Nullable Object> T call(Callable<T> target, Function<? super Throwable, ? extends T> fallback)
            throws Exception;
}
