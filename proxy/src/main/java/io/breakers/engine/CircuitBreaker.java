package io.breakers.engine;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link Breaker}, and the accounting of each call. The states are in {@link StateMachine}; {@link Guard} is
 * what happens around a call.
 */
public final class CircuitBreaker extends StateMachine implements Breaker {
    private static final VarHandle CALLS_WITH_FALLBACK =
            Handles.of(MethodHandles.lookup(), "callsWithFallback", FunctionCalls.class);

    /** A listener that may want all there is. */
    private static final BreakerListener UNKNOWN = new BreakerListener() {};

    private final BreakerName name;
    private final BreakerConfig config;
    private final Statistics statistics = new Statistics();

    // For callers of call and run; a breaker behind a proxy needs neither.
    private volatile @Nullable FunctionCalls calls;
    private volatile @Nullable FunctionCalls callsWithFallback;

    private CircuitBreaker(BreakerName name, BreakerConfig config, Settings settings) {
        super(config.ticker(), settings);
        this.name = name;
        this.config = config;
    }

    /**
     * Makes a closed breaker, and then its listeners.
     *
     * @param listeners make what hears, in this order; those of {@code config} are not asked besides
     * @throws NullPointerException if a factory returns {@code null}; and what a factory throws
     */
    public static CircuitBreaker create(
            BreakerName name, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        return create(name, config, listeners, false);
    }

    /** The same for a breaker that is made when a call needs it: a listener that cannot be made is logged, and does that call no harm (S42). */
    public static CircuitBreaker createLate(
            BreakerName name, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        return create(name, config, listeners, true);
    }

    private static CircuitBreaker create(
            BreakerName name, BreakerConfig config, List<BreakerListener.Factory> listeners, boolean late) {
        if (listeners.isEmpty()) {
            return new CircuitBreaker(name, config, new Settings(config, BreakerListener.NONE));
        }
        var breaker = new CircuitBreaker(name, config, new Settings(config, UNKNOWN));
        breaker.listener = Listeners.of(listeners, breaker, late);
        breaker.settle(new Settings(config, breaker.listener));
        return breaker;
    }

    @Override
    public String name() {
        return name.full();
    }

    @Override
    public String service() {
        return name.service();
    }

    @Override
    public @Nullable Class<?> serviceType() {
        return name.type();
    }

    @Override
    public String method() {
        return name.method();
    }

    @Override
    public BreakerConfig config() {
        return config;
    }

    @Override
    public BreakerStats stats() {
        State current = current();
        double failureRate = Double.NaN;
        double slowRate = Double.NaN;
        if (current instanceof Closed closed) {
            long now = closed.settings.dated ? now() : 0;
            failureRate = closed.rate(false, now);
            slowRate = closed.rate(true, now);
        }
        var rates = new StatsSnapshot.Rates(failureRate, slowRate, current.rule());
        return statistics.snapshot(current.step.number(), rates);
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> target) throws Exception {
        return calls().call(target);
    }

    @Override
    public void run(Runnable target) {
        calls().run(target);
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> target, Function<? super Throwable, ? extends T> fallback)
            throws Exception {
        return callsWithFallback().call(target, fallback);
    }

    /** Made when it is first needed; two that are made by a race are alike. */
    private FunctionCalls calls() {
        FunctionCalls made = calls;
        if (made == null) {
            made = new FunctionCalls(this, FallbackPolicy.NONE);
            calls = made;
        }
        return made;
    }

    /** Made when it is first needed, and once, because it limits the fallbacks at work. */
    private FunctionCalls callsWithFallback() {
        FunctionCalls known = callsWithFallback;
        if (known != null) {
            return known;
        }
        var made = new FunctionCalls(this, FallbackPolicy.of(config));
        var earlier = (FunctionCalls) CALLS_WITH_FALLBACK.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    @Override
    public void close() {
        releaseListener().onClose();
    }

    /** For example {@code PaymentService.charge CLOSED}. */
    @Override
    public String toString() {
        return name() + " " + state();
    }

    /** Where each thread finds its permit: see {@link Counts#enterQuietly}. */
    @Nullable
    ThreadPermit[] places() {
        return statistics.places;
    }

    /**
     * Lets a call in or refuses it; either is counted.
     *
     * @param asksWhy whether the caller looks at the exception of a refusal; if not, and if nobody else does, there may be none
     */
    Admission enter(boolean asksWhy) {
        State current = current();
        // What nearly every call does, spelled out so that it is inlined whatever other states have been seen.
        return current instanceof Closed closed ? statistics.enter(closed) : enterUnlessClosed(current, asksWhy);
    }

    private Admission enterUnlessClosed(State seen, boolean asksWhy) {
        // NONE would do nothing, here and below, but a call is not free where listeners of several classes have been
        // seen.
        BreakerListener heard = listener;
        for (State current = seen; true; current = current()) {
            Admission admission = current.admit(this, asksWhy || heard != BreakerListener.NONE);
            if (current.step.next != null) {
                publish();
            }
            if (admission instanceof Refusal) {
                BreakerState kind = current.kind();
                statistics.rejected(kind);
                if (heard != BreakerListener.NONE) {
                    heard.onRejected(kind);
                }
                return admission;
            }
            if (admission instanceof Closed closed) {
                return statistics.enter(closed);
            }
            if (admission instanceof Permit) {
                statistics.count(Count.ENTERED);
                return admission;
            }
        }
    }

    void succeeded(Permit permit, long start) {
        Settings settings = permit.settings();
        long now = settings.dated ? now() : 0;
        long elapsed = settings.elapsed(start, now);
        statistics.succeeded(elapsed, settings);
        permit.succeeded(this, elapsed, now);
        BreakerListener heard = listener;
        if (heard != BreakerListener.NONE) {
            heard.onSuccess(elapsed);
        }
        publishAfter(permit);
    }

    void failed(Permit permit, long start, Throwable failure) {
        Settings settings = permit.settings();
        long now = settings.datesFailures ? now() : 0;
        long elapsed = settings.elapsed(start, now);
        statistics.failed(elapsed, settings);
        permit.failed(this, elapsed, now, failure);
        BreakerListener heard = listener;
        if (heard != BreakerListener.NONE) {
            heard.onFailure(elapsed, failure);
        }
        publishAfter(permit);
    }

    void ignored(Permit permit, long start, Throwable ignored) {
        Settings settings = permit.settings();
        long elapsed = settings.elapsed(start, settings.timed ? now() : 0);
        statistics.released(statistics.troubles().ignored, elapsed, settings);
        permit.released(this);
        listener.onIgnored(elapsed, ignored);
        publishAfter(permit);
    }

    void cancelled(Permit permit, long start) {
        Settings settings = permit.settings();
        long elapsed = settings.elapsed(start, settings.timed ? now() : 0);
        statistics.released(statistics.troubles().cancelled, elapsed, settings);
        permit.released(this);
        listener.onCancelled(elapsed);
        publishAfter(permit);
    }

    /** Publishes if the state that gave the permit is over, by this call or by another, which is then not quite done. */
    private void publishAfter(Permit permit) {
        if (permit.step().next != null) {
            publish();
        }
    }

    /** Reads the clock, if anybody wants the elapsed time of a fallback. */
    long startFallback() {
        return current().settings.timed ? now() : 0;
    }

    /** Accounts for a fallback that ended, with {@code failureOrNull} if it threw. */
    void fellBack(long start, Throwable cause, @Nullable Throwable failureOrNull) {
        Settings settings = current().settings;
        long elapsed = settings.elapsed(start, settings.timed ? now() : 0);
        statistics.fellBack(elapsed, failureOrNull == null);
        BreakerListener heard = listener;
        if (heard != BreakerListener.NONE) {
            heard.onFallback(elapsed, cause, failureOrNull);
        }
    }
}
