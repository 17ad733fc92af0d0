package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** An open breaker that carries out every second rejection. */
public class SparedOperations extends BreakerOperations {
    private static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failureThreshold(1)
            .enforce(0.5)
            .openFor(Duration.ofNanos(1_000_000))
            .build();

    public SparedOperations() {
        super(CONFIG);
        enter(0);
        fail(0);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
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
        }
    }
}
