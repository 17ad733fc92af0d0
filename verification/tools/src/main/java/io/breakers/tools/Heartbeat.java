package io.breakers.tools;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints a line a minute while tests run, so that a build with long ones is never silent. JUnit finds it by itself. */
public final class Heartbeat implements TestExecutionListener {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** What began last; written by the thread of the tests, read by that of the timer. */
    private volatile String running = "the beginning";

    private @Nullable Timer timer;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        long start = System.nanoTime();
        timer = new Timer("heartbeat", true);
        var line = new TimerTask() {
            @Override
            public void run() {
                print(start);
            }
        };
        timer.schedule(line, MINUTE, MINUTE);
    }

    private void print(long start) {
        long minutes = Duration.ofNanos(System.nanoTime() - start).toMinutes();
        System.out.println("[tests] " + minutes + " min, still at " + running);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        running = nameOf(test);
    }

    private static String nameOf(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof MethodSource method
                ? method.getClassName() + "." + method.getMethodName()
                : test.getDisplayName();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
