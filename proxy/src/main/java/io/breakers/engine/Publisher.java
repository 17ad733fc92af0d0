package io.breakers.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers each transition to the listener once, in order, one at a time, and never under a lock (S42, B9).
 *
 * <p>The thread that made a transition links it into the chain and calls this class. The first thread to arrive delivers all
 * pending transitions; one that arrives meanwhile leaves a note and returns. So a listener that waits for another thread cannot
 * cause a deadlock, and a listener that changes the state receives that transition afterwards.
 */
final class Publisher {
    private final AtomicInteger requests = new AtomicInteger();

    /** The last step that was delivered. Only the delivering thread touches it; {@code requests} orders one after the other. */
    private Step published;

    Publisher(Step first) {
        this.published = first;
    }

    /** Delivers to the listener that {@code breaker} has when each step's turn comes: after {@code close()} there is none (S44). */
    void publish(StateMachine breaker) {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        boolean delivered = false;
        try {
            int served;
            do {
                served = requests.get();
                Step next = published.next;
                while (next != null) {
                    // A step that was delivered leads nowhere any more: a state that is over and still held, by a
                    // permit for
                    // example, must not hold all states that came after it.
                    published.next = published;
                    published = next;
                    breaker.listener.onTransition(next);
                    next = published.next;
                }
            } while (!requests.compareAndSet(served, 0));
            delivered = true;
        } finally {
            if (!delivered) {
                // A stack that is full can throw anywhere. Whoever comes next delivers the rest.
                requests.set(0);
            }
        }
    }
}
