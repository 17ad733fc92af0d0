package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The listener of one breaker: registers its meters with the first event, and records calls if there are timers. */
final class MeteredBreaker implements BreakerListener {
    /** What a breaker without timers records calls in. */
    private static final Map<TimedMeter, SharedMeter> NO_TIMERS = Map.of();

    private final MeterBook book;
    private final MeterKey key;
    private final CallMeters calls;
    private final Breaker breaker;
    private final BreakerReading reading;
    private final AtomicBoolean registered = new AtomicBoolean();
    private final Map<MeterRow, SharedMeter> entries = new HashMap<>();
    private boolean left;

    /** Null before the first event. Racy: whoever fills it puts in the same. */
    private volatile @Nullable Map<TimedMeter, SharedMeter> timers;

    MeteredBreaker(MeterBook book, MeterKey key, CallMeters calls, Breaker breaker) {
        this.book = book;
        this.key = key;
        this.calls = calls;
        this.breaker = breaker;
        this.reading = new BreakerReading(breaker);
    }

    /** For messages. */
    String name() {
        return breaker.name();
    }

    Breaker breaker() {
        return breaker;
    }

    MeterKey key() {
        return key;
    }

    CallMeters calls() {
        return calls;
    }

    BreakerReading reading() {
        return reading;
    }

    /**
     * Registers the meters, unless that was done, or the breaker has been closed, and returns the timers. Nobody waits
     * for a thread that is about it: who wants a timer meanwhile asks the registry himself.
     */
    Map<TimedMeter, SharedMeter> register() {
        if (calls != CallMeters.TIMERS) {
            timers = NO_TIMERS;
        }
        boolean first = registered.compareAndSet(false, true);
        if (first || calls == CallMeters.TIMERS) {
            book.register(this, first);
        }
        Map<TimedMeter, SharedMeter> known = timers;
        return known == null ? NO_TIMERS : known;
    }

    /** Called with the timers as soon as they are there; with none if calls are not to be recorded. */
    void recordIn(Map<TimedMeter, SharedMeter> ready) {
        timers = ready;
    }

    /** Returns the meters that show this breaker. Guarded by the book. */
    Map<MeterRow, SharedMeter> entries() {
        return entries;
    }

    boolean hasLeft() {
        return left;
    }

    /** Returns the meters that show this breaker; no others will. Guarded by the book. */
    Map<MeterRow, SharedMeter> leave() {
        left = true;
        var last = Map.copyOf(entries);
        entries.clear();
        return last;
    }

    private void record(TimedMeter meter, long nanos) {
        Map<TimedMeter, SharedMeter> known = heard();
        SharedMeter timer = known.isEmpty() ? null : known.get(meter);
        if (timer != null) {
            timer.record(nanos);
        }
    }

    private Map<TimedMeter, SharedMeter> heard() {
        reading.changed();
        Map<TimedMeter, SharedMeter> known = timers;
        return known == null ? register() : known;
    }

    @Override
    public boolean needsElapsedTime() {
        return calls != CallMeters.COUNTERS;
    }

    @Override
    public void onSuccess(long nanos) {
        record(TimedMeter.SUCCESSES, nanos);
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        record(TimedMeter.FAILURES, nanos);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        record(TimedMeter.IGNORED, nanos);
    }

    @Override
    public void onCancelled(long nanos) {
        record(TimedMeter.CANCELLED, nanos);
    }

    /** A rejection is no call of no length (J9); but like any first call, a rejected one registers the meters. */
    @Override
    public void onRejected(BreakerState state) {
        heard();
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        record(failureOrNull == null ? TimedMeter.FALLBACKS : TimedMeter.FALLBACK_FAILURES, nanos);
    }

    @Override
    public void onTransition(Transition transition) {
        reading.changed(transition);
        heard();
    }

    /** A call that is still in flight is not recorded, and does not register anything. */
    @Override
    public void onClose() {
        timers = NO_TIMERS;
        book.close(this);
    }
}
