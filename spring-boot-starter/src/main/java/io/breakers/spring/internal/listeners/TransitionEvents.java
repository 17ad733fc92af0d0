package io.breakers.spring.internal.listeners;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.spring.BreakerTransition;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes an event of the application for each transition. */
public record TransitionEvents(ApplicationEventPublisher publisher) implements BreakerListener.Factory {
    @Override
    public BreakerListener create(Breaker breaker) {
        return new Events(breaker.name(), publisher);
    }

    private record Events(String breaker, ApplicationEventPublisher publisher) implements BreakerListener {
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
            publisher.publishEvent(
                    new BreakerTransition(breaker, transition.from(), transition.to(), transition.reason()));
        }
    }
}
