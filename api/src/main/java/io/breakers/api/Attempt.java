package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * A call that has been let in, or the fallback that stands in for one: call it, then end it. It ends once: what is said of an attempt that has ended changes nothing
 * (S19), and a probe that is never ended runs into its lease (S18). Safe for use by many threads.
 *
 * <p>What ends an attempt on the target returns the attempt to make on the fallback, if that is to answer; {@code null} says that the outcome stands. An attempt that is not
 * wanted has to be {@linkplain #cancelled() cancelled}.
 *
 * @param <R> the declared return type
 */
public interface Attempt<R> {
    /** Whether the fallback is called, and not the target. */
    boolean isFallback();

    /**
     * Calls the method, with the arguments of the caller. Does not end the attempt.
     *
     * @throws Throwable what the method threw, as it is; then {@link #threw} has to be said
     */
    @Nullable
    R call() throws Throwable;

    /** Ends an attempt whose {@link #call} threw. */
    @Nullable
    Attempt<R> threw(Throwable thrown);

    /** Ends an attempt with a value, which {@code failOnResult} is asked about (S24). */
    @Nullable
    Attempt<R> succeeded(@Nullable Object value);

    /** Ends an attempt with what was promised and failed, without wrappers (S23); a {@link java.util.concurrent.CancellationException} is a cancellation (S25). */
    @Nullable
    Attempt<R> failed(Throwable failure);

    /** Ends an attempt that its caller has given up (S25). */
    void cancelled();

    /** Ends an attempt whose outcome cannot be known, as a failure that nobody is asked about. */
    void lost(Throwable reason);
}
