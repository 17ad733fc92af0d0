package io.breakers.engine;

import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to a sequence of marks, which remembers two and looks two back. */
public class MarksOperations {
    private final Marks marks = new Marks(2, 2, Calm.notYet());

    /** The number of the mark, and that of the one before it. */
    @Operation
    public String append() {
        Marks.Mark mark = marks.append(number -> marks.positionOf(number - 1) + 10);
        return mark.number() + " at " + mark.position() + " reaches " + mark.reached();
    }

    @Operation
    public long count() {
        return marks.count();
    }

    /** The same without threads. */
    public static class Model {
        private long count;

        public String append() {
            long position = 9 + 10 * count;
            long reached = count == 0 ? Marks.NONE : position - 10;
            return count++ + " at " + position + " reaches " + reached;
        }

        public long count() {
            return count;
        }
    }
}
