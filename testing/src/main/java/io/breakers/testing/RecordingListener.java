package io.breakers.testing;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A listener that keeps all that breakers report, in order, for a test to compare with what it expects. It is given to
 * a configuration with {@code listener(...)}; one recorder may serve many breakers, whose events it does not tell
 * apart.
 *
 * <p>Many threads may report to it and read it; what it returns are copies, which do not change. A subclass that
 * overrides a method calls it as well, or that event is not kept.
 */
public class RecordingListener implements BreakerListener, BreakerListener.Factory {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Transition> transitions = new CopyOnWriteArrayList<>();
    private final List<Throwable> throwables = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();

    /** Creates a recorder that has heard nothing. */
    public RecordingListener() {}

    /** Returns this recorder, for every breaker. */
    @Override
    public BreakerListener create(Breaker breaker) {
        return this;
    }

    /**
     * Returns a few words for each event: {@code success}, {@code failure}, {@code ignored}, {@code cancelled},
     * {@code rejected OPEN} (or another state), {@code fallback}, {@code fallback failed}, {@code CLOSED->OPEN} (or
     * another transition), {@code reconfigured 1} with the revision, and {@code closed} when the service was released.
     */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** Returns the transitions, in order. */
    public List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /** Returns the throwables of failures, ignored calls and causes of fallbacks, in order. */
    public List<Throwable> throwables() {
        return List.copyOf(throwables);
    }

    /** Returns the elapsed times of outcomes and fallbacks, in order. */
    public List<Duration> times() {
        return List.copyOf(times);
    }

    @Override
    public void onSuccess(long nanos) {
        events.add("success");
        times.add(Duration.ofNanos(nanos));
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        events.add("failure");
        times.add(Duration.ofNanos(nanos));
        throwables.add(failure);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        events.add("ignored");
        times.add(Duration.ofNanos(nanos));
        throwables.add(ignored);
    }

    @Override
    public void onCancelled(long nanos) {
        events.add("cancelled");
        times.add(Duration.ofNanos(nanos));
    }

    @Override
    public void onRejected(BreakerState state) {
        events.add("rejected " + state);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        events.add(failureOrNull == null ? "fallback" : "fallback failed");
        times.add(Duration.ofNanos(nanos));
        throwables.add(cause);
    }

    @Override
    public void onTransition(Transition transition) {
        events.add(transition.from() + "->" + transition.to());
        transitions.add(transition);
    }

    @Override
    public void onReconfigured(Reconfiguration reconfiguration) {
        events.add("reconfigured " + reconfiguration.revision());
    }

    @Override
    public void onClose() {
        events.add("closed");
    }
}
