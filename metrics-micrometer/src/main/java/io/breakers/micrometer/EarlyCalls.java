package io.breakers.micrometer;

import io.breakers.api.BreakerListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what ends while the timers of its group are being registered, by another thread or by this one, until they are there. Nobody waits for them: the thread that registers may itself
 * wait for a lock that a caller holds.
 */
final class EarlyCalls implements BreakerListener {
    /** A registry that lets so many calls go by is stuck, and to lose their times is better than to keep them. */
    private static final int MOST = 1 << 17;

    private final MeterGroup group;
    private final BlockingQueue<Consumer<BreakerListener>> kept = new LinkedBlockingQueue<>(MOST);

    EarlyCalls(MeterGroup group) {
        this.group = group;
    }

    /** Tells what was kept to who times the calls now. */
    void replay() {
        BreakerListener timed = group.timed();
        for (Consumer<BreakerListener> call = kept.poll(); call != null; call = kept.poll()) {
            call.accept(timed);
        }
    }

    private void keep(Consumer<BreakerListener> call) {
        if (kept.offer(call) && group.timed() != this) {
            // The timers came between the caller's look at the group and now: nobody else may replay it.
            replay();
        }
    }

    @Override
    public void onSuccess(long nanos) {
        keep(timed -> timed.onSuccess(nanos));
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        keep(timed -> timed.onFailure(nanos, failure));
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        keep(timed -> timed.onIgnored(nanos, ignored));
    }

    @Override
    public void onCancelled(long nanos) {
        keep(timed -> timed.onCancelled(nanos));
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        keep(timed -> timed.onFallback(nanos, cause, failureOrNull));
    }
}
