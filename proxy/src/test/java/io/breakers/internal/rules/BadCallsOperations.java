package io.breakers.internal.rules;

import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to a sequence of bad calls, which remembers two and looks two back. */
public class BadCallsOperations {
    private final BadCalls calls = new BadCalls(2);

    /** The number and the position of the call, and the position of the one before it. */
    @Operation
    public String append() {
        BadCalls.BadCall call = calls.append(2, number -> calls.positionOf(number - 1) + 10);
        return call.number() + " at " + call.position() + " reaches " + call.reached();
    }

    /** Nothing is seen of it: what is remembered is as much as the other operations need, or more. */
    @Operation
    public void rememberMore() {
        calls.remember(4);
    }

    @Operation
    public long count() {
        return calls.count();
    }

    /** The same without threads. */
    public static class Model {
        private long count;

        public String append() {
            long position = 9 + 10 * count;
            long reached = count == 0 ? BadCalls.NONE : position - 10;
            return count++ + " at " + position + " reaches " + reached;
        }

        public void rememberMore() {}

        public long count() {
            return count;
        }
    }
}
