package io.breakers.stress;

import java.util.concurrent.SynchronousQueue;

/**
 * A living thread that stands for very many: it calls once under every id that makes a difference, so that the
 * breaker's places for the counts of a thread are all taken. jcstress has no more threads than there are processors.
 */
final class Crowd extends Thread {
    /** At least as many as a breaker has places, on any machine that this may run on. */
    private static final int IDS = 16 * Runtime.getRuntime().availableProcessors();

    private static final Crowd CROWD = new Crowd();

    private final SynchronousQueue<Service> asked = new SynchronousQueue<>();
    private final SynchronousQueue<Service> called = new SynchronousQueue<>();

    /** Read and written by this thread alone. */
    private long disguise = -1;

    private Crowd() {
        super("crowd");
        setDaemon(true);
        start();
    }

    @Override
    @SuppressWarnings("deprecation") // since 19; what it gives way to cannot be overridden
    public long getId() {
        return disguise < 0 ? super.getId() : disguise;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Service service = asked.take();
                for (disguise = IDS - 1; disguise >= 0; disguise--) {
                    service.call(true);
                }
                called.put(service);
            }
        } catch (InterruptedException over) {
            interrupt();
        }
    }

    /** Takes all places of the breaker of {@code service}. Returns how many calls that took. */
    static synchronized int fill(Service service) {
        try {
            CROWD.asked.put(service);
            CROWD.called.take();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        return IDS;
    }
}
