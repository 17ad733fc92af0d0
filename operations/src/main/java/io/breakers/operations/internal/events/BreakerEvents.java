package io.breakers.operations.internal.events;

import io.breakers.api.Breaker;
import io.breakers.api.Transition;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Hands on the transitions and reconfigurations of all breakers of a registry to whoever subscribes later. Keeps
 * nothing. Subscribers run where listeners run, and are subject to the same rules (S42).
 */
public final class BreakerEvents {
    private static final SafeLog LOGGER = SafeLog.of("io.breakers.operations");

    /** A listener of a user, and what it wants to hear. */
    private record Observer(Object listener, Consumer<Breaker> made, BiConsumer<Breaker, Transition> moved) {}

    private final List<Consumer<BreakerEvent>> subscribers = new CopyOnWriteArrayList<>();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    /**
     * Hands events to {@code subscriber} from now on, those of one breaker one at a time and in order; what it throws
     * is logged.
     */
    public void subscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.add(subscriber);
    }

    public void unsubscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.remove(subscriber);
    }

    /** Tells a listener of a user from now on; what it throws is logged. */
    public void observe(Object listener, Consumer<Breaker> made, BiConsumer<Breaker, Transition> moved) {
        observers.add(new Observer(listener, made, moved));
    }

    /** Tells that listener nothing more. */
    public void forget(Object listener) {
        observers.removeIf(observer -> observer.listener() == listener);
    }

    /** Tells all observers of a breaker that is being made. */
    public void made(Breaker breaker) {
        tellEach(observers, breaker, observer -> observer.made().accept(breaker));
    }

    /** Tells all subscribers, and the observers of transitions, on the thread of a listener. */
    public void tell(BreakerEvent event) {
        tellEach(subscribers, event.breaker(), subscriber -> subscriber.accept(event));
        if (event instanceof BreakerEvent.Moved moved) {
            tellEach(
                    observers,
                    moved.breaker(),
                    observer -> observer.moved().accept(moved.breaker(), moved.transition()));
        }
    }

    /** What one of them throws keeps the news from nobody else. */
    private static <T> void tellEach(List<T> all, Breaker breaker, Consumer<T> news) {
        for (T each : all) {
            try {
                news.accept(each);
            } catch (Throwable broken) {
                LOGGER.log(Level.WARNING, breaker.name() + ": a listener of the registry threw", broken);
            }
        }
    }
}
