package io.breakers.internal.rules;

import io.breakers.api.TripRule;
import java.io.IOException;
import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to the count of failures in a row, of which three fire. */
public class RowOperations {
    private static final int LIMIT = 3;

    private final Throwable failure = new IOException("down");
    private final Tripwire tripwire = new ConsecutiveFailuresTripwire(TripRule.consecutiveFailures(LIMIT));

    @Operation
    public void succeed() {
        tripwire.succeeded(0, 0);
    }

    /** Whether that fires. */
    @Operation
    public boolean fail() {
        return tripwire.failed(0, 0, failure) != null;
    }

    /** The same without threads. */
    public static class Model {
        private int failures;

        public void succeed() {
            failures = 0;
        }

        public boolean fail() {
            return ++failures >= LIMIT;
        }
    }
}
