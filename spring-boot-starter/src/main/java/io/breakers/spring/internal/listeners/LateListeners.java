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
 * there, or may need a protected bean itself. For meters, which lose nothing by it: they read the counts of breakers.
 */
public final class LateListeners implements BreakerListener.Factory {
    private final Supplier<? extends BreakerListener.Factory> source;
    private final Supplier<String> description;
    private final Queue<LateListener> waiting = new ConcurrentLinkedQueue<>();
    private volatile BreakerListener.@Nullable Factory started;

    /**
     * Prepares listeners.
     *
     * @param source called once, at the start
     * @param description tells in words where they go, after the start
     */
    public LateListeners(Supplier<? extends BreakerListener.Factory> source, Supplier<String> description) {
        this.source = source;
        this.description = description;
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
        var listener = new LateListener(breaker);
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
        private volatile BreakerListener target = NONE;
        private boolean closed;

        LateListener(Breaker breaker) {
            this.breaker = breaker;
        }

        synchronized void attach(Factory factory) {
            if (!closed) {
                target = factory.create(breaker);
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
            target.onTransition(transition);
        }

        @Override
        public void onReconfigured(Reconfiguration reconfiguration) {
            target.onReconfigured(reconfiguration);
        }

        @Override
        public synchronized void onClose() {
            closed = true;
            target.onClose();
        }
    }
}
