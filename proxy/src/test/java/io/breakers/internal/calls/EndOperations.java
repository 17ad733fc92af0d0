package io.breakers.internal.calls;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.internal.settings.BreakerName;
import java.io.IOException;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** One call that several threads end, each in its own way: a promise that completes while its caller gives it up. */
public class EndOperations {
    private final CircuitBreaker breaker;
    private Attempt<Object> attempt;

    public EndOperations() {
        BreakerConfig config = BreakerConfig.defaults();
        this.breaker = CircuitBreaker.create(BreakerName.of("payments"), config, List.of());
        var method = new AdaptedGuard(
                () -> breaker,
                null,
                null,
                call -> attempt = call.start(),
                (target, arguments) -> null,
                this,
                List.of());
        try {
            method.call(new Object[0]);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Operation
    public void succeed() {
        attempt.succeeded("good");
    }

    @Operation
    public void fail() {
        attempt.failed(new IOException("down"));
    }

    @Operation
    public void cancel() {
        attempt.cancelled();
    }

    /** However many have ended it. */
    @Validate
    public void itEndsOnce() {
        BreakerStats stats = breaker.stats();
        long ended = stats.successes() + stats.failures() + stats.cancelled();
        if (ended > 1 || stats.inFlight() != 1 - ended) {
            throw new AssertionError(stats.toString());
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void succeed() {}

        public void fail() {}

        public void cancel() {}
    }
}
