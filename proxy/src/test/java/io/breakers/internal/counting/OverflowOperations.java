package io.breakers.internal.counting;

/** The same where threads get no cell, because another has begun to change the table and is not heard of again. */
public class OverflowOperations extends CellOperations {
    public OverflowOperations() {
        cells.beginChange();
    }
}
