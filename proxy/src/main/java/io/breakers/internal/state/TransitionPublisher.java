package io.breakers.internal.state;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers each transition, and each change of the configuration, to the listener once, in order, one at a time, and
 * never under a lock (S42, B9).
 *
 * <p>The thread that made a transition links it into the chain and calls this class. The first thread to arrive
 * delivers all pending transitions; one that arrives meanwhile leaves a note and returns. So a listener that waits for
 * another thread cannot cause a deadlock, and a listener that changes the state receives that transition afterwards.
 */
final class TransitionPublisher {
    /** How many threads have arrived since nobody was delivering. */
    final AtomicInteger requests = new AtomicInteger();

    /**
     * The last one that was delivered. Only the delivering thread touches it; {@code requests} orders one after the
     * other.
     */
    private TransitionLink published;

    TransitionPublisher(TransitionLink first) {
        this.published = first;
    }

    /**
     * Delivers to the listener that {@code machine} has when the turn of each comes: after its release there is none
     * (S44).
     */
    void publish(StateMachine machine) {
        if (!begin()) {
            return;
        }
        boolean delivered = false;
        try {
            int served;
            do {
                served = requests.get();
                TransitionLink next = published.next;
                while (next != null) {
                    // Its link to the next is cut: a state that is over but still held, by a permit for example,
                    // must not hold all that came after it.
                    published.next = published;
                    published = next;
                    next.tell(machine.listener());
                    next = published.next;
                }
            } while (!end(served));
            delivered = true;
        } finally {
            if (!delivered) {
                // A stack that is full can throw anywhere. The next thread delivers the rest.
                requests.set(0);
            }
        }
    }

    /** Notes that there is something to deliver; returns {@code false} if another thread will deliver it. */
    boolean begin() {
        return requests.getAndIncrement() == 0;
    }

    /** Ends the delivery, unless more threads than {@code served} have arrived meanwhile. */
    boolean end(int served) {
        return requests.compareAndSet(served, 0);
    }
}
