package io.breakers.spring.internal.settings;

import java.util.List;

/** What became of changes of the settings while the application works. Safe for use by many threads. */
public final class ChangeCounts {
    private long applied;
    private long refused;
    private List<String> mistakes = List.of();

    /**
     * What is told of them.
     *
     * @param applied how many came into force
     * @param refused how many were wrong, and changed nothing
     * @param mistakes what is wrong with the last one; none if it is in force
     */
    public record View(long applied, long refused, List<String> mistakes) {}

    /** A change is in force. */
    public synchronized void apply() {
        applied++;
        mistakes = List.of();
    }

    /** A change was wrong. */
    public synchronized void refuse(List<Mistake> why) {
        refused++;
        mistakes = why.stream().map(Mistake::toString).toList();
    }

    public synchronized View view() {
        return new View(applied, refused, mistakes);
    }
}
