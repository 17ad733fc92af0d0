package io.breakers.spring.internal.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Stops the start of an application, with everything that is wrong at once. */
public final class MistakesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    public MistakesException(List<Mistake> mistakes) {
        super("Breakers cannot protect this application:\n"
                + mistakes.stream().map(mistake -> "  - " + mistake).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All of them; empty after deserialization. */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }
}
