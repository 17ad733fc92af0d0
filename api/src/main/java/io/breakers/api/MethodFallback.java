package io.breakers.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of one method instead of the target, given their arguments and the cause (S30). Must be safe for
 * use by many threads.
 */
@FunctionalInterface
public interface MethodFallback {
    /**
     * Returns what the caller gets: for a method that returns a stage or a publisher, one of these. Runs on the thread
     * that made the call (or completed its stage), once for each answer, outside the permit.
     *
     * <p>An answer for a primitive type is converted as in a {@code return} statement, so that {@code 0} serves a
     * {@code long}; that for {@code void} is dropped. An answer of another type than the method's is a
     * {@link ClassCastException} that names the method, {@code null} for a primitive type a
     * {@link NullPointerException}; both count as failures of the fallback.
     *
     * @param arguments those of the call, primitive ones boxed; cannot be modified
     * @param cause what the target threw, a {@link FailedResultException}, or the {@link CallRejectedException} of a
     *     call that never reached the target
     * @throws Throwable what the caller gets, unwrapped, with the cause added as suppressed (S31); a JDK proxy wraps a
     *     checked exception that the method does not declare (S27)
     */
    @Nullable
    Object answer(List<@Nullable Object> arguments, Throwable cause) throws Throwable;
}
