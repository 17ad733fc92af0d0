package io.breakers.operations.internal.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Hands on the transitions and reconfigurations of all breakers of a registry to whoever subscribes later. Keeps nothing.
 * Subscribers run where listeners run, and are subject to the same rules (S42).
 */
public final class BreakerEvents {
    private final List<Consumer<BreakerEvent>> subscribers = new CopyOnWriteArrayList<>();

    /** Hands events to {@code subscriber} from now on, those of one breaker one at a time and in order. */
    public void subscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.add(subscriber);
    }

    public void unsubscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.remove(subscriber);
    }

    /** Tells all subscribers, on the thread of a listener. */
    public void tell(BreakerEvent event) {
        subscribers.forEach(subscriber -> subscriber.accept(event));
    }
}
