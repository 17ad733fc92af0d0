package io.breakers.spring.internal.failures;

import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.MistakesException;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all mistakes in settings and selection, each with its place and what to do. */
final class MistakesAnalyzer extends AbstractFailureAnalyzer<MistakesException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, MistakesException cause) {
        List<Mistake> mistakes = cause.mistakes();
        if (mistakes.size() == 1) {
            Mistake only = mistakes.get(0);
            return new FailureAnalysis(only.description(), upperCase(only.action()), cause);
        }
        return new FailureAnalysis(
                numbered(mistakes.stream().map(Mistake::description).toList()),
                numbered(mistakes.stream().map(Mistake::action).toList()),
                cause);
    }

    private static String numbered(List<String> texts) {
        var numbered = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (!text.isEmpty()) {
                numbered.append(numbered.isEmpty() ? "" : "\n")
                        .append(i + 1)
                        .append(". ")
                        .append(upperCase(text));
            }
        }
        return numbered.toString();
    }

    private static String upperCase(String text) {
        boolean property = text.startsWith("breakers.");
        return text.isEmpty() || property ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
