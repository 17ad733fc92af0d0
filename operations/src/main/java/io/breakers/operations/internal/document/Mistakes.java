package io.breakers.operations.internal.document;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects all mistakes, each once, in the order in which they are found. Not thread-safe. */
public final class Mistakes {
    private final Set<Mistake> found = new LinkedHashSet<>();

    public void add(Mistake mistake) {
        found.add(mistake);
    }

    public void addAll(Collection<Mistake> mistakes) {
        found.addAll(mistakes);
    }

    public void add(RawSetting setting, String message) {
        add(new Mistake(setting.key(), setting.line(), setting.value(), message));
    }

    /** Adds a mistake of the document as a whole. */
    void add(int line, String message) {
        add(new Mistake("", line, "", message));
    }

    public List<Mistake> all() {
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }
}
