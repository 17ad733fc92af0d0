package io.breakers.engine;

import io.breakers.api.BreakerListener;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the listener of each transition once, in order, one at a time, and never under a lock (S42, B9).
 *
 * <p>Whoever made a transition links it into the chain and comes here. The first one to come delivers all there is; one who comes meanwhile leaves
 * word and goes, so that a listener which waits for another thread cannot dead-lock it, and a listener which changes the state itself hears of that afterwards.
 */
final class Publisher {
    private final AtomicInteger requests = new AtomicInteger();

    /** The last step that was delivered. Only the delivering thread touches it; {@code requests} orders one after the other. */
    private Step published;

    Publisher(Step first) {
        this.published = first;
    }

    void publish(BreakerListener listener) {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int served;
        do {
            served = requests.get();
            Step next = published.next;
            while (next != null) {
                published = next;
                listener.onTransition(next);
                next = published.next;
            }
        } while (!requests.compareAndSet(served, 0));
    }
}
