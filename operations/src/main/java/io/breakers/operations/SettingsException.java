package io.breakers.operations;

import io.breakers.operations.internal.document.Mistakes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thrown for a settings document that cannot be used, with everything that is wrong with it at once (S57). */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** So many are in the message; the others are only counted there. */
    private static final int MOST_IN_MESSAGE = 50;

    private final transient List<Problem> problems;

    SettingsException(List<Problem> problems, @Nullable Throwable cause) {
        super(message(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /**
     * Refuses a document in which something is wrong.
     *
     * @throws SettingsException if there is any mistake
     */
    static void throwIfAny(Mistakes mistakes) {
        if (!mistakes.isEmpty()) {
            throw of(mistakes);
        }
    }

    static SettingsException of(Mistakes mistakes) {
        List<Problem> problems = mistakes.all().stream()
                .map(Problem::of)
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
        return new SettingsException(problems, null);
    }

    /** All problems, in the order of the document where it is known; empty after deserialization. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    private static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return "Cannot use the settings: " + problems.get(0);
        }
        String list = problems.stream()
                .limit(MOST_IN_MESSAGE)
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining());
        int more = problems.size() - MOST_IN_MESSAGE;
        return "Cannot use the settings:" + list + (more > 0 ? "\n  and " + more + " more" : "");
    }
}
