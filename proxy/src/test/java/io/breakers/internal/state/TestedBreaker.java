package io.breakers.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.calls.Guard;
import io.breakers.internal.calls.ValueGuard;
import io.breakers.internal.settings.BreakerName;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A breaker on virtual time, with short words for what a test does to it: calls that end at once, and calls that are
 * begun and end in any order.
 */
public final class TestedBreaker {
    /** What a target throws when a test does not mind. */
    public static final IOException DOWN = new IOException("down");

    private final ManualTicker ticker;
    private final RecordingListener recorder = new RecordingListener();
    private final CircuitBreaker breaker;
    private final Guard guard;

    private TestedBreaker(ManualTicker ticker, BreakerConfigBuilder settings, boolean heard) {
        this.ticker = ticker;
        BreakerConfig config = settings.build();
        List<BreakerListener.Factory> listeners = new ArrayList<>(config.listeners());
        if (heard) {
            listeners.add(recorder);
        }
        this.breaker = CircuitBreaker.create(BreakerName.of("payments"), config, listeners);
        this.guard = new ValueGuard(() -> breaker, null, List.of());
    }

    /** A breaker whose recorder hears everything, and that measures time for that. */
    public static TestedBreaker with(UnaryOperator<BreakerConfigBuilder> settings) {
        return at(new ManualTicker(), settings);
    }

    /** A breaker like {@link #with}, whose time begins at the ticker's. */
    public static TestedBreaker at(ManualTicker ticker, UnaryOperator<BreakerConfigBuilder> settings) {
        return new TestedBreaker(ticker, settings.apply(BreakerConfig.builder().ticker(ticker)), true);
    }

    /** A breaker whose first wait, of 10 s, has just ended; leases are 30 s. */
    public static TestedBreaker waited(UnaryOperator<BreakerConfigBuilder> settings) {
        TestedBreaker breaker =
                with(config -> settings.apply(config.failureThreshold(1).openFor(Duration.ofSeconds(10))));
        breaker.fail();
        breaker.advance(Duration.ofSeconds(10));
        return breaker;
    }

    /** A breaker that measures only what its rules need: nobody listens. */
    public static TestedBreaker unheard(UnaryOperator<BreakerConfigBuilder> settings) {
        ManualTicker ticker = new ManualTicker();
        return new TestedBreaker(ticker, settings.apply(BreakerConfig.builder().ticker(ticker)), false);
    }

    public Breaker breaker() {
        return breaker;
    }

    public BreakerState state() {
        return breaker.state();
    }

    public BreakerStats stats() {
        return breaker.stats();
    }

    public ManualTicker ticker() {
        return ticker;
    }

    public RecordingListener recorder() {
        return recorder;
    }

    public List<String> events() {
        return recorder.events();
    }

    public void advance(Duration duration) {
        ticker.advance(duration);
    }

    /** Moves time backwards, which no ticker must: forwards, but almost all the way round. */
    public void goBack(Duration duration) {
        ticker.advanceNanos(Long.MAX_VALUE);
        ticker.advanceNanos(Long.MAX_VALUE - duration.toNanos() + 2);
    }

    public void advanceNanos(long nanos) {
        ticker.advanceNanos(nanos);
    }

    /** Makes calls that the target answers. */
    public void succeed(int calls) {
        for (int call = 0; call < calls; call++) {
            breaker.run(() -> {});
        }
    }

    public void succeed() {
        succeed(1);
    }

    /** Makes a call that the target answers after {@code elapsed}; if that is negative, time runs backwards. */
    public void succeedIn(Duration elapsed) {
        breaker.run(() -> {
            if (elapsed.isNegative()) {
                goBack(elapsed.negated());
            } else {
                ticker.advance(elapsed);
            }
        });
    }

    /** Makes a call that fails after {@code elapsed}. */
    public void failIn(Duration elapsed) {
        Pending call = begin();
        ticker.advance(elapsed);
        call.fail();
    }

    /** Makes calls that throw {@link #DOWN}. */
    public void fail(int calls) {
        for (int call = 0; call < calls; call++) {
            failWith(DOWN);
        }
    }

    public void fail() {
        fail(1);
    }

    /** Makes a call whose target throws that, and checks that the caller gets the same object. */
    public void failWith(Throwable thrown) {
        assertThat(catchThrowable(() -> breaker.call(() -> {
                    throw TestedBreaker.<RuntimeException>sneaky(thrown);
                })))
                .isSameAs(thrown);
    }

    /** Makes a call that has to be rejected without touching the target. */
    public CallRejectedException reject() {
        CallRejectedException rejection = catchThrowableOfType(
                CallRejectedException.class,
                () -> breaker.run(() -> {
                    throw new AssertionError("the target was touched");
                }));
        assertThat(rejection).as("rejection in state %s", breaker.state()).isNotNull();
        return rejection;
    }

    /** Lets a call in, which is with its target until the test ends it. */
    public Pending begin() {
        Pending call = tryBegin();
        assertThat(call).as("rejected in state %s", breaker.state()).isNotNull();
        return call;
    }

    /** The same; {@code null} if the call is rejected. */
    public Pending tryBegin() {
        return guard.enter() instanceof Permit permit ? new Pending(permit, guard.start(permit)) : null;
    }

    @SuppressWarnings("unchecked")
    public static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** A call that is with its target. */
    public final class Pending {
        private final Permit permit;
        private final long start;

        private Pending(Permit permit, long start) {
            this.permit = permit;
            this.start = start;
        }

        public void succeed() {
            guard.returned(permit, start, null);
        }

        public void fail() {
            fail(DOWN);
        }

        public void fail(Throwable thrown) {
            guard.threw(permit, start, thrown);
        }

        /** Ends the call as an interrupted one. */
        public void interrupt() {
            guard.threw(permit, start, new InterruptedException());
        }
    }
}
