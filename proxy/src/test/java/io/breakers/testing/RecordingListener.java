package io.breakers.testing;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down all it hears, in order, as short words; one recorder may serve as the factory for many breakers. */
public class RecordingListener implements BreakerListener, BreakerListener.Factory {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Transition> transitions = new CopyOnWriteArrayList<>();
    private final List<Throwable> throwables = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();

    @Override
    public BreakerListener create(Breaker breaker) {
        return this;
    }

    /** For example {@code success, failure, CLOSED->OPEN, rejected OPEN, fallback}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    public List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /** The throwables of failures, ignored calls and causes of fallbacks, in order. */
    public List<Throwable> throwables() {
        return List.copyOf(throwables);
    }

    /** The elapsed times of outcomes and fallbacks, in order. */
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
    public void onFallback(long nanos, Throwable cause, Throwable failureOrNull) {
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
    public void onClose() {
        events.add("closed");
    }
}
