package io.breakers.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One permitted call, or the fallback that replaces one. Invoke it, then report its outcome; the first report counts,
 * later ones are ignored (S19). A probe whose outcome is never reported ends with its lease (S18). Safe for use by many
 * threads.
 *
 * <p>Reporting a target's outcome returns the fallback attempt to make next, or {@code null} if the outcome is final.
 * {@linkplain #cancelled() Cancel} any attempt you do not use.
 *
 * @param <R> the declared return type
 */
public interface Attempt<R> {
    /** Returns whether this attempt calls the fallback instead of the target. */
    boolean isFallback();

    /**
     * Calls the method with the caller's arguments. Does not end the attempt.
     *
     * @throws Throwable exactly what the method threw; report it with {@link #threw}
     */
    @Nullable
    R call() throws Throwable;

    /**
     * Calls the method with other arguments, for example with a callback that reports the outcome. Does not end the
     * attempt. A fallback that answers later, and the key of a last good value, see the caller's own arguments.
     *
     * @param arguments one for each parameter, primitive ones boxed
     * @throws IllegalArgumentException if there are more or fewer
     * @throws ClassCastException if one is of a wrong type
     * @throws UnsupportedOperationException only if this is not the library's: an implementation of your own, for tests
     * @throws Throwable exactly what the method threw; report it with {@link #threw}
     */
    @Nullable
    default R call(List<@Nullable Object> arguments) throws Throwable {
        throw new UnsupportedOperationException("this attempt takes no other arguments");
    }

    /** Ends the attempt after {@link #call} threw. */
    @Nullable
    Attempt<R> threw(Throwable thrown);

    /** Ends the attempt with a value, which {@code failOnResult} may count as a failure (S24). */
    @Nullable
    Attempt<R> succeeded(@Nullable Object value);

    /**
     * Ends the attempt because what the method promised has failed. Pass the failure without its wrappers (S23); a
     * {@link java.util.concurrent.CancellationException} is a cancellation (S25).
     */
    @Nullable
    Attempt<R> failed(Throwable failure);

    /**
     * Notes that a stream has sent an element; only the first matters. That ends a probe as a success, and turns a
     * later {@link #cancelled} into a success, because the target has answered (S35a). Does not end other attempts.
     */
    default void answered() {}

    /**
     * Ends the attempt because its caller cancelled or abandoned it (S25): as a success if a stream has
     * {@linkplain #answered() answered} before.
     */
    void cancelled();

    /** Ends an attempt whose outcome cannot be known, as a failure, without asking any predicate. */
    void lost(Throwable reason);
}
