package io.breakers.operations.internal.source;

/** Where a document comes from. It may remember what it has read, so it belongs to one reader: not thread-safe. */
public interface Source {
    /**
     * Reads the whole document.
     *
     * @throws SourceException if it cannot be read
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    Text read() throws SourceException, InterruptedException;
}
