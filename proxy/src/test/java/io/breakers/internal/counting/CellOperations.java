package io.breakers.internal.counting;

import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What threads do to a table of cells with a single place, so that they meet there, and one of them makes the table
 * grow. The place belongs to a thread that has died and counted one call.
 */
public class CellOperations {
    final Cells cells = new Cells(1);

    public CellOperations() {
        cells.add(Count.ENTERED, 1);
        // As when its owner has died and is gone.
        cells.find(Thread.currentThread()).clear();
    }

    @Operation
    public void enter() {
        cells.add(Count.ENTERED, 1);
    }

    @Operation
    public void fail() {
        cells.add(Count.FAILURES, 1);
    }

    @Operation
    public long entered() {
        return sum(Count.ENTERED, Cell.ENTRIES);
    }

    @Operation
    public long failures() {
        return sum(Count.FAILURES, Cell.ENDS);
    }

    private long sum(int count, Cell.Part part) {
        var sums = new long[Count.NUMBER];
        cells.addTo(sums, count, count, part);
        return sums[count];
    }

    /** The same without threads. */
    public static class Model {
        private long entered = 1;
        private long failures;

        public void enter() {
            entered++;
        }

        public void fail() {
            failures++;
        }

        public long entered() {
            return entered;
        }

        public long failures() {
            return failures;
        }
    }
}
