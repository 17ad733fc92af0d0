package io.breakers.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests of a class with the JUnit that runs this one. */
final class Run {
    private Run() {}

    /** Returns how many have passed, and what the others threw. */
    static String of(Class<?> tests) {
        var listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .build(),
                listener);
        TestExecutionSummary summary = listener.getSummary();
        var text = new StringWriter();
        text.write(summary.getTestsSucceededCount() + " of " + summary.getTestsFoundCount() + " passed");
        summary.getFailures().forEach(failure -> failure.getException().printStackTrace(new PrintWriter(text, true)));
        return text.toString();
    }
}
