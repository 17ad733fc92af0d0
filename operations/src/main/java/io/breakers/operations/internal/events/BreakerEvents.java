package io.breakers.operations.internal.events;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Hears the transitions and reconfigurations of all breakers of a registry, for whoever subscribes later. Keeps
 * nothing, and asks for no event of a call. Subscribers run where listeners run, and are subject to the same rules
 * (S42).
 */
public final class BreakerEvents implements BreakerListener.Factory {
    private final List<Consumer<BreakerEvent>> subscribers = new CopyOnWriteArrayList<>();

    /** Hands events to {@code subscriber} from now on, those of one breaker one at a time and in order. */
    public void subscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.add(subscriber);
    }

    public void unsubscribe(Consumer<BreakerEvent> subscriber) {
        subscribers.remove(subscriber);
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        return new BreakerListener() {
            @Override
            public boolean needsElapsedTime() {
                return false;
            }

            @Override
            public boolean needsSuccesses() {
                return false;
            }

            @Override
            public void onTransition(Transition transition) {
                tell(new BreakerEvent.Moved(breaker, transition));
            }

            @Override
            public void onReconfigured(Reconfiguration reconfiguration) {
                tell(new BreakerEvent.Reconfigured(breaker, reconfiguration));
            }
        };
    }

    private void tell(BreakerEvent event) {
        subscribers.forEach(subscriber -> subscriber.accept(event));
    }
}
