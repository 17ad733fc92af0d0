package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.operations.internal.events.BreakerEvent;
import io.breakers.operations.internal.events.BreakerEvents;
import io.breakers.operations.internal.health.Outages;
import io.breakers.operations.internal.health.Watched;

/**
 * Creates the one listener that a registry itself has at each of its breakers. What it hears goes to the health, to
 * those who subscribed to events, to the log, and to the document that is on trial. It hears no calls and needs no
 * times.
 */
public final class OwnListener implements BreakerListener.Factory {
    private final Names names;
    private final Documents<?> documents;
    private final Outages outages;
    private final BreakerEvents events;
    private final BreakerListener.Factory log;

    public OwnListener(
            Names names, Documents<?> documents, Outages outages, BreakerEvents events, BreakerListener.Factory log) {
        this.names = names;
        this.documents = documents;
        this.outages = outages;
        this.events = events;
        this.log = log;
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        var ear = new Ear(breaker);
        events.made(breaker);
        return ear;
    }

    private final class Ear implements BreakerListener {
        private final Breaker breaker;
        private final Watched watched;
        private final BreakerListener line;

        Ear(Breaker breaker) {
            this.breaker = breaker;
            this.line = log.create(breaker);
            this.watched = outages.watch(breaker);
        }

        @Override
        public boolean needsElapsedTime() {
            return false;
        }

        @Override
        public boolean needsSuccesses() {
            return false;
        }

        /** The user's logger, and his tickers in a trial, come last, because they may throw. */
        @Override
        public void onTransition(Transition transition) {
            watched.moved(transition);
            events.tell(new BreakerEvent.Moved(breaker, transition));
            try {
                line.onTransition(transition);
            } finally {
                documents.heard(breaker, transition);
            }
        }

        @Override
        public void onReconfigured(Reconfiguration change) {
            watched.reconfigured(change);
            events.tell(new BreakerEvent.Reconfigured(breaker, change));
        }

        @Override
        public void onClose() {
            watched.closed();
            documents.closed(breaker);
            names.closed(breaker);
        }
    }
}
