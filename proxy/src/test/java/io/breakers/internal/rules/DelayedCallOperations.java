package io.breakers.internal.rules;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The same as {@link TimeWindowOperations} with one call for each thread, after a bad one at 0: one may be delayed
 * anywhere, while the other moves the window past what the first one has seen.
 */
@Param(name = "time", gen = IntGen.class, conf = "2:4")
public class DelayedCallOperations {
    private final TimeWindowOperations operations = new TimeWindowOperations();

    public DelayedCallOperations() {
        operations.bad(0);
    }

    @Operation
    public void good(@Param(name = "time") int time) {
        operations.good(time);
    }

    @Operation
    public void bad(@Param(name = "time") int time) {
        operations.bad(time);
    }

    @Validate
    public void nothingIsLost() {
        operations.nothingIsLost();
    }
}
