package io.breakers.testing;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down all it hears, in order, as short words; one recorder may serve as the factory for many breakers. */
public final class RecordingListener implements BreakerListener, BreakerListener.Factory {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Transition> transitions = new CopyOnWriteArrayList<>();
    private final List<Throwable> throwables = new CopyOnWriteArrayList<>();

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

    @Override
    public void onSuccess(long nanos) {
        events.add("success");
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        events.add("failure");
        throwables.add(failure);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        events.add("ignored");
        throwables.add(ignored);
    }

    @Override
    public void onCancelled(long nanos) {
        events.add("cancelled");
    }

    @Override
    public void onRejected(BreakerState state) {
        events.add("rejected " + state);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, Throwable failureOrNull) {
        events.add(failureOrNull == null ? "fallback" : "fallback failed");
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
