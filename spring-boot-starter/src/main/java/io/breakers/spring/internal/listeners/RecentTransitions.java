package io.breakers.spring.internal.listeners;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last transitions of all breakers, for the endpoint. Safe for use by many threads. */
public final class RecentTransitions implements BreakerListener.Factory {
    private static final int KEPT = 100;

    private final Deque<Recent> recent = new ArrayDeque<>();

    /**
     * One of them.
     *
     * @param at when it was, by {@code ticker}
     */
    public record Recent(Transition transition, Ticker ticker, long at) {
        /** How long ago it was. */
        public Duration ago() {
            return Duration.ofNanos(ticker.read() - at);
        }
    }

    /** All that are kept, the last one first. */
    public List<Recent> all() {
        synchronized (recent) {
            var all = new ArrayList<Recent>(recent);
            Collections.reverse(all);
            return all;
        }
    }

    private void add(Recent one) {
        synchronized (recent) {
            if (recent.size() == KEPT) {
                recent.removeFirst();
            }
            recent.addLast(one);
        }
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        return new Watching(breaker.config().ticker(), this);
    }

    private record Watching(Ticker ticker, RecentTransitions all) implements BreakerListener {
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
            all.add(new Recent(transition, ticker, ticker.read()));
        }
    }
}
