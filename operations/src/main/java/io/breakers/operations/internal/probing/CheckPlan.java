package io.breakers.operations.internal.probing;

import io.breakers.api.Breaker;
import io.breakers.proxy.BreakerAccess;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What is checked, how often, and what that does.
 *
 * @param every the delay between two checks
 * @param goodRow so many good checks in a row end a wait, or close
 * @param badRow so many failed checks in a row trip
 * @param trips whether they do
 * @param closing closes the breaker; {@code null} if a good row only ends its wait
 */
public record CheckPlan(
        Breaker breaker,
        Callable<?> check,
        Duration every,
        Duration timeout,
        int goodRow,
        int badRow,
        boolean trips,
        @Nullable BreakerAccess closing) {
    /** The same with another delay. */
    public CheckPlan every(Duration other) {
        return new CheckPlan(breaker, check, other, timeout, goodRow, badRow, trips, closing);
    }

    /** The same with another time-out. */
    public CheckPlan timeout(Duration other) {
        return new CheckPlan(breaker, check, every, other, goodRow, badRow, trips, closing);
    }

    /** The same with another number of good checks. */
    public CheckPlan goodRow(int other) {
        return new CheckPlan(breaker, check, every, timeout, other, badRow, trips, closing);
    }

    /** The same with another number of failed checks. */
    public CheckPlan badRow(int other) {
        return new CheckPlan(breaker, check, every, timeout, goodRow, other, trips, closing);
    }

    /** The same, which trips. */
    public CheckPlan tripping() {
        return new CheckPlan(breaker, check, every, timeout, goodRow, badRow, true, closing);
    }

    /** The same, which closes. */
    public CheckPlan closing(BreakerAccess access) {
        return new CheckPlan(breaker, check, every, timeout, goodRow, badRow, trips, access);
    }
}
