package io.breakers.operations.internal.events;

import io.breakers.api.Breaker;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;

/** What has happened to a breaker. */
public sealed interface BreakerEvent {
    Breaker breaker();

    /** It has changed its state. */
    record Moved(Breaker breaker, Transition transition) implements BreakerEvent {}

    /** It has another configuration. */
    record Reconfigured(Breaker breaker, Reconfiguration change) implements BreakerEvent {}
}
