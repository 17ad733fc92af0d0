package io.breakers.spring.internal.listeners;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates listeners that begin to listen when the application has all its beans. Until then what they need may not be
 * there, or may need a protected bean itself. For meters, which read the counts of breakers: so transitions are all
 * that they have to hear of later. (Real timers record the calls since the start alone.)
 */
public final class LateListeners implements BreakerListener.Factory {
    private final Supplier<? extends BreakerListener.Factory> source;
    private final Supplier<String> description;
    private final boolean timed;
    private final Queue<LateListener> waiting = new ConcurrentLinkedQueue<>();
    private volatile BreakerListener.@Nullable Factory started;

    /**
     * Prepares listeners.
     *
     * @param source called once, at the start
     * @param description tells in words where they go, after the start
     * @param timed whether they want to know how long calls took: breakers ask before the start
     */
    public LateListeners(
            Supplier<? extends BreakerListener.Factory> source, Supplier<String> description, boolean timed) {
        this.source = source;
        this.description = description;
        this.timed = timed;
    }

    /** Returns what creates no listeners, and costs calls nothing. */
    public static LateListeners none() {
        var none = new LateListeners(() -> breaker -> BreakerListener.NONE, () -> "no meters", false);
        none.start();
        return none;
    }

    /** All beans are there. */
    public void start() {
        BreakerListener.Factory factory = source.get();
        started = factory;
        attach(factory);
    }

    private void attach(BreakerListener.Factory factory) {
        for (LateListener listener = waiting.poll(); listener != null; listener = waiting.poll()) {
            listener.attach(factory);
        }
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        BreakerListener.Factory factory = started;
        if (factory != null) {
            return factory.create(breaker);
        }
        var listener = new LateListener(breaker, timed);
        waiting.add(listener);
        BreakerListener.Factory meanwhile = started;
        if (meanwhile != null) {
            attach(meanwhile);
        }
        return listener;
    }

    /** Where they go, in words. */
    public String description() {
        return description.get();
    }

    /** Passes on what it hears, once there is whom to pass it to. */
    private static final class LateListener implements BreakerListener {
        private final Breaker breaker;
        private final boolean timed;
        private final Queue<Transition> early = new ConcurrentLinkedQueue<>();

        /** Who hears what this hears; until the start, nobody. */
        private volatile BreakerListener target = NONE;

        /** Written after the target, and read after a transition was kept: one of the two threads passes it on. */
        private volatile boolean attached;

        private boolean closed;

        LateListener(Breaker breaker, boolean timed) {
            this.breaker = breaker;
            this.timed = timed;
        }

        @Override
        public boolean needsElapsedTime() {
            return timed;
        }

        /** Calls nobody under the lock: meters are registered under that of their registry, too. */
        void attach(Factory factory) {
            BreakerListener made = factory.create(breaker);
            if (!begin(made)) {
                made.onClose();
                return;
            }
            attached = true;
            passOn();
        }

        /** Returns whether the breaker is still open. */
        private synchronized boolean begin(BreakerListener made) {
            if (!closed) {
                target = made;
            }
            return !closed;
        }

        private void passOn() {
            for (Transition one = early.poll(); one != null; one = early.poll()) {
                target.onTransition(one);
            }
        }

        @Override
        public void onSuccess(long nanos) {
            target.onSuccess(nanos);
        }

        @Override
        public void onFailure(long nanos, Throwable failure) {
            target.onFailure(nanos, failure);
        }

        @Override
        public void onIgnored(long nanos, Throwable ignored) {
            target.onIgnored(nanos, ignored);
        }

        @Override
        public void onCancelled(long nanos) {
            target.onCancelled(nanos);
        }

        @Override
        public void onRejected(BreakerState state) {
            target.onRejected(state);
        }

        @Override
        public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
            target.onFallback(nanos, cause, failureOrNull);
        }

        @Override
        public void onTransition(Transition transition) {
            early.add(transition);
            if (attached) {
                passOn();
            }
        }

        @Override
        public void onReconfigured(Reconfiguration reconfiguration) {
            target.onReconfigured(reconfiguration);
        }

        @Override
        public void onClose() {
            end().onClose();
        }

        private synchronized BreakerListener end() {
            closed = true;
            return target;
        }
    }
}
