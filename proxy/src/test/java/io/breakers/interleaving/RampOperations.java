package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * A breaker in HALF_OPEN, of whose probes four out of five have to succeed: two have, so that one more opens slots. A
 * third one is with the target. Each thread can have two calls.
 */
public class RampOperations extends BreakerOperations {
    private static final long WAIT = 10;

    /** The number of the second call of the first thread. */
    private static final int SECOND = 4;

    private static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failureThreshold(1)
            .probes(1)
            .growProbes(2)
            .successThreshold(4, 5)
            .openFor(Duration.ofNanos(WAIT))
            .probeLease(Duration.ofNanos(1_000_000))
            .build();

    public RampOperations() {
        super(CONFIG);
        enter(0);
        fail(0);
        ticker.advanceNanos(WAIT);
        enter(0);
        succeed(0);
        enter(SECOND);
        succeed(SECOND);
        enter(SECOND);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    /** Another call of the same thread. */
    @Operation
    public String acquireSecond(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(SECOND + thread);
    }

    @Operation
    public String success(@Param(gen = ThreadIdGen.class) int thread) {
        return succeed(thread);
    }

    /** The end of that other call. */
    @Operation
    public String successOfSecond(@Param(gen = ThreadIdGen.class) int thread) {
        return succeed(SECOND + thread);
    }

    @Operation
    public String failure(@Param(gen = ThreadIdGen.class) int thread) {
        return fail(thread);
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            enter(0);
            end(0, "FAILURE");
            pass(WAIT);
            enter(0);
            end(0, "SUCCESS");
            enter(SECOND);
            end(SECOND, "SUCCESS");
            enter(SECOND);
        }

        public String acquireSecond(int thread) {
            return enter(SECOND + thread);
        }

        public String successOfSecond(int thread) {
            return end(SECOND + thread, "SUCCESS");
        }
    }
}
