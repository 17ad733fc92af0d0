package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The listener of one breaker: adds it to its group at the first call, and forwards its events. */
final class MeteredBreaker implements BreakerListener {
    private static final System.Logger LOGGER = System.getLogger("io.breakers.micrometer");

    private final MeterGroups groups;
    private final GroupKey key;
    private final CallMeters calls;
    private final Member member;

    /**
     * The listener to forward to: {@code null} before the first call, afterwards found by one volatile read. Written under the lock of
     * {@code groups}.
     */
    private volatile @Nullable BreakerListener heard;

    /** Guarded by the lock of {@code groups}. */
    private boolean registering;

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

    /** Registers the meters, unless that has been done or has failed, or the breaker has been closed. */
    BreakerListener register() {
        synchronized (groups) {
            BreakerListener known = heard;
            if (known != null) {
                return known;
            }
            if (registering) {
                // A filter of the registry has called the method that is being registered.
                return NONE;
            }
            registering = true;
            BreakerListener joined = joinOrComplain();
            registering = false;
            heard = joined;
            return joined;
        }
    }

    /** Catches whatever a registry, a filter or the registry's listeners throw: when a breaker is created, nothing else would (J11). */
    private BreakerListener joinOrComplain() {
        try {
            return groups.join(key, calls, member);
        } catch (Throwable thrown) {
            LOGGER.log(Level.WARNING, member.breaker().name() + " has no meters: the registry refused them", thrown);
            return NONE;
        }
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

    @Override
    public void onRejected(BreakerState state) {
        heard().onRejected(state);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        heard().onFallback(nanos, cause, failureOrNull);
    }

    @Override
    public void onTransition(Transition transition) {
        heard().onTransition(transition);
    }

    /** Leaves the group. A call that is still in flight finds no listener, and does not register again. */
    @Override
    public void onClose() {
        synchronized (groups) {
            BreakerListener known = heard;
            heard = NONE;
            groups.release(member.breaker());
            if (known != null && known != NONE) {
                groups.leave(key, member);
            }
        }
    }
}
