package io.breakers.internal.counting;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;
import java.util.concurrent.atomic.LongAdder;

/** What Lincheck has to notice about counters. */
public final class WeakenedCounting {
    private WeakenedCounting() {}

    @Weakens(in = Cells.class, guard = "find", detectedBy = Scenario.CELLS)
    static Cell cellShared(Cells cells, Thread thread) {
        return cells.table[0];
    }

    @Weakens(in = Cells.class, guard = "beginChange", detectedBy = Scenario.CELLS)
    static boolean tableChangedByTwo(Cells cells) {
        return true;
    }

    @Weakens(in = Cells.class, guard = "isOrphan", detectedBy = Scenario.CELLS)
    static boolean livingOwnerTakenForDead(Cells cells, Cell cell) {
        return true;
    }

    @Weakens(in = Cell.class, guard = "inherit", detectedBy = Scenario.CELLS)
    static void countsNotInherited(Cell cell, Cell predecessor) {}

    @Weakens(in = Cells.class, guard = "grow", detectedBy = Scenario.CELLS)
    static boolean tableShownBeforeItIsFilled(Cells cells, Cell[] full) {
        var larger = new Cell[2 * full.length];
        cells.table = larger;
        return Cells.moveAll(full, larger);
    }

    @Weakens(in = Cells.class, guard = "moveAll", detectedBy = Scenario.CELLS)
    static boolean cellsCopied(Cell[] full, Cell[] larger) {
        for (Cell cell : full) {
            if (cell != null && !Cells.move(new Cell(cell.get(), cell), larger)) {
                return false;
            }
        }
        return true;
    }

    @Weakens(in = Cells.class, guard = "installAdder", detectedBy = Scenario.OVERFLOW)
    static LongAdder adderReplaced(Cells cells, int count, LongAdder made) {
        cells.shared[count] = made;
        return made;
    }
}
