package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import org.jspecify.annotations.Nullable;

/** The listener of one breaker: adds it to its group at the first call, and forwards events to the group. */
final class MeteredBreaker implements BreakerListener {
    private final MeterGroups groups;
    private final GroupKey key;
    private final CallMeters calls;
    private final Member member;

    /** Receives the events: {@code null} before the first call, then the group, and {@code NONE} after the end. Written under the lock of {@code groups}. */
    private volatile @Nullable BreakerListener heard;

    MeteredBreaker(MeterGroups groups, GroupKey key, CallMeters calls, Breaker breaker) {
        this.groups = groups;
        this.key = key;
        this.calls = calls;
        this.member = new Member(breaker);
    }

    private BreakerListener heard() {
        BreakerListener known = heard;
        return known == null ? register() : known;
    }

    /** Joins the group and registers its meters, unless that was done, or the breaker has been closed. */
    BreakerListener register() {
        BreakerListener joined;
        synchronized (groups) {
            BreakerListener known = heard;
            if (known != null) {
                return known;
            }
            joined = groups.join(key, calls, member);
            // Before the registry is asked: its filters may call the very method whose meters are being registered.
            heard = joined;
        }
        groups.settle(key);
        return joined;
    }

    @Override
    public boolean needsElapsedTime() {
        return calls != CallMeters.COUNTERS;
    }

    @Override
    public void onSuccess(long nanos) {
        heard().onSuccess(nanos);
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        heard().onFailure(nanos, failure);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        heard().onIgnored(nanos, ignored);
    }

    @Override
    public void onCancelled(long nanos) {
        heard().onCancelled(nanos);
    }

    /** Rejections are read from the statistics; but like any first call, a rejected one registers the meters. */
    @Override
    public void onRejected(BreakerState state) {
        heard();
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        heard().onFallback(nanos, cause, failureOrNull);
    }

    @Override
    public void onTransition(Transition transition) {
        heard().onTransition(transition);
    }

    /** Leaves the group. A call that is still in flight is not recorded, and does not register anything. */
    @Override
    public void onClose() {
        // Before the lock is taken: it reads the breaker's statistics, and so may run a user's ticker.
        member.close();
        synchronized (groups) {
            BreakerListener known = heard;
            heard = BreakerListener.NONE;
            groups.release(member.breaker());
            if (known instanceof MeterGroup joined) {
                groups.leave(key, joined, member);
            }
        }
        groups.settle(key);
    }
}
