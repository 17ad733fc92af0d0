package io.breakers.simulation;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.OpenWait;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A protected service, one of whose callbacks misbehaves once, when it has been armed. */
final class FaultyService {
    private static final String THE_KEY = "the key";
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final IOException DOWN = new IOException("down");

    private static final IllegalArgumentException IGNORED = new IllegalArgumentException("ignored");
    private static final InterruptedException INTERRUPTED = new InterruptedException("by whoever has interrupted");
    private static final CancellationException CANCELLED = new CancellationException("cancelled");

    interface Service {
        String value(Object question) throws Exception;

        CompletionStage<String> stage(Object question) throws Exception;
    }

    private final boolean staged;
    private final Callback callback;
    private final Fault fault;
    private final ManualTicker ticker = new ManualTicker();
    private final Service service;
    private boolean armed;
    private boolean struck;
    private boolean failing;

    /** What the target does instead of answering, while it does. */
    private Throwable failure = DOWN;

    // What is known without asking the breaker.
    private long calls;
    private long entered;
    private long changes;

    /** How many calls had reached the target before the last one that was made from outside. */
    private long enteredBefore;

    FaultyService(ProxyEngine engine, boolean staged, Callback callback, Fault fault) {
        this.staged = staged;
        this.callback = callback;
        this.fault = fault;
        var builder =
                Breakers.builder(Service.class, new Target()).engine(engine).config(config());
        if (callback == Callback.FALLBACK_FACTORY) {
            builder.fallbackFactory(cause -> at(Callback.FALLBACK_FACTORY, Fallback::new));
        } else if (callback.needsFallback()) {
            builder.fallback(new Fallback());
        } else if (callback == Callback.ARGUMENT) {
            builder.lastGood(method(), LastGood.within(WAIT));
        } else if (callback == Callback.KEY) {
            builder.lastGood(method(), LastGood.within(WAIT).keyedBy(arguments -> at(Callback.KEY, () -> arguments)));
        }
        if (callback == Callback.BREAKER_KEY) {
            builder.breakerPer(method(), arguments -> at(Callback.BREAKER_KEY, () -> THE_KEY), Keys.atMost(1));
        }
        this.service = builder.build();
        if (callback == Callback.BREAKER_KEY) {
            call();
        }
    }

    private BreakerConfig config() {
        OpenWait wait = OpenWait.fixed(WAIT);
        if (callback == Callback.WAIT) {
            wait = wait.fromFailure(failure -> at(Callback.WAIT, () -> null));
        } else if (callback == Callback.JITTER) {
            RandomGenerator random = () -> atPrimitive(Callback.JITTER, 0L);
            wait = wait.jitter(0.1, random);
        }
        var config = BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(wait)
                .successThreshold(2)
                .measureTime()
                .ticker(() -> atPrimitive(Callback.TICKER, ticker.read()))
                .ignore(IGNORED.getClass())
                .listener(breaker -> new FaultyListener(this::strikeAt));
        switch (callback) {
            case IGNORE_WHEN -> config.ignoreWhen(thrown -> is(Callback.IGNORE_WHEN, false));
            case FAIL_WHEN -> config.failWhen(thrown -> is(Callback.FAIL_WHEN, true));
            case FAIL_ON_RESULT -> config.failOnResult(result -> is(Callback.FAIL_ON_RESULT, false));
            case FALLBACK_ON -> config.fallbackOn(cause -> is(Callback.FALLBACK_ON, true));
            default -> {
                // The other callbacks are not the configuration's.
            }
        }
        return config.build();
    }

    private void strikeAt(Callback here) {
        at(here, () -> "heard");
    }

    /** The breaker of most calls: the method's own, or that of the key. */
    Breaker breaker() {
        Protection protection = Breakers.inspect(service);
        return callback == Callback.BREAKER_KEY ? protection.breaker(method(), THE_KEY) : protection.breaker(method());
    }

    /** What all breakers of the service have counted. */
    long counted(ToLongFunction<BreakerStats> count) {
        return Breakers.inspect(service).breakers().stream()
                .mapToLong(breaker -> count.applyAsLong(breaker.stats()))
                .sum();
    }

    private String method() {
        return staged ? "stage" : "value";
    }

    void bring(BreakerState state) {
        switch (state) {
            case CLOSED -> {
                // It is.
            }
            case OPEN, HALF_OPEN -> {
                failing = true;
                call();
                if (state == BreakerState.HALF_OPEN) {
                    ticker.advance(WAIT.multipliedBy(2));
                }
            }
            case FORCED_OPEN -> breaker().forceOpen();
            case DISABLED -> breaker().disable();
        }
        failing = false;
        if (breaker().state() != state) {
            throw new AssertionError(breaker() + " is not " + state);
        }
    }

    void arm() {
        armed = true;
        failing = callback.needsFailure();
        failure = failure();
        if (callback == Callback.ON_RECONFIGURED) {
            reconfigure();
        }
        enteredBefore = entered;
    }

    /** Changes what no expectation depends on. */
    private void reconfigure() {
        changes++;
        BreakerConfig present = breaker().config();
        breaker()
                .reconfigure(present.toBuilder()
                        .probeLease(present.probeLease().plus(WAIT))
                        .build());
    }

    /** What a fault does that throws nothing. */
    private void act() {
        switch (fault) {
            case RECONFIGURE -> reconfigure();
            case TRIP -> breaker().trip("by a fault");
            case END_WAIT -> breaker().endWait("by a fault");
            default -> call();
        }
    }

    void disarm() {
        armed = false;
        failing = false;
    }

    private Throwable failure() {
        return switch (callback) {
            case ON_IGNORED -> IGNORED;
            case ON_CANCELLED -> staged ? CANCELLED : INTERRUPTED;
            default -> DOWN;
        };
    }

    /** Lets so much time pass that every wait is over, and the lease of every probe that is still out. */
    void passTime() {
        ticker.advance(WAIT.plus(breaker().config().probeLease()));
    }

    long calls() {
        return calls;
    }

    /** How many calls have reached the target. */
    long entered() {
        return entered;
    }

    /** How often the configuration was changed. */
    long changes() {
        return changes;
    }

    /** Whether the fault has struck, and was an interruption. */
    boolean hasInterrupted() {
        return struck && fault == Fault.INTERRUPTED;
    }

    boolean hasStruck() {
        return struck;
    }

    String place() {
        return (staged ? "stage " : "value ") + callback + " " + fault;
    }

    Seen call() {
        calls++;
        Object question = new Question();
        try {
            if (!staged) {
                return new Seen(service.value(question));
            }
            CompletionStage<String> stage = service.stage(question);
            return new Seen(stage == null ? null : stage.toCompletableFuture().getNow(Seen.NOTHING));
        } catch (CompletionException wrapper) {
            return Seen.thrown(wrapper.getCause());
        } catch (CancellationException cancelled) {
            // Since JDK 23 the one that a future was completed with is the cause of the one that it throws.
            return Seen.thrown(cancelled.getCause() == CANCELLED ? CANCELLED : cancelled);
        } catch (Throwable thrown) {
            return Seen.thrown(thrown);
        }
    }

    Seen expected(BreakerState state) {
        boolean rejected = fault.operates()
                ? entered == enteredBefore
                : state == BreakerState.OPEN || state == BreakerState.FORCED_OPEN;
        return Expected.of(callback, fault, staged, rejected, failure());
    }

    /** What a callback does: its fault, the first time after it was armed; else what it should. */
    private <T> @Nullable T at(Callback here, Callable<T> normally) {
        if (here != callback || !armed) {
            return Fault.normal(normally);
        }
        armed = false;
        struck = true;
        return fault.strike(this::act, normally);
    }

    private boolean is(Callback here, boolean normally) {
        Boolean answer = at(here, () -> normally);
        return answer == null ? normally : answer;
    }

    private long atPrimitive(Callback here, long normally) {
        Long answer = at(here, () -> normally);
        return answer == null ? normally : answer;
    }

    /** A question that hashes to the same bucket, and is no other's equal. */
    private final class Question {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return (int) atPrimitive(Callback.ARGUMENT, 0L);
        }

        @Override
        public String toString() {
            return at(Callback.ARGUMENT, () -> "question");
        }
    }

    private final class Target implements Service {
        @Override
        public String value(Object question) {
            entered++;
            return at(Callback.TARGET, () -> failing ? Fault.<RuntimeException, String>sneak(failure) : "answer");
        }

        @Override
        public CompletionStage<String> stage(Object question) {
            entered++;
            return at(Callback.TARGET, () -> failing ? CompletableFuture.failedFuture(failure) : new FaultyStage());
        }
    }

    /** Has its answer, and misbehaves when it is observed. */
    private final class FaultyStage extends CompletableFuture<String> {
        FaultyStage() {
            complete("answer");
        }

        private @Nullable CompletableFuture<String> tellAndReturnNothing(
                BiConsumer<? super String, ? super Throwable> action) {
            super.whenComplete(action);
            return at(Callback.STAGE, () -> this);
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            // A stage that returns nothing here has told the action all the same; one that never tells hangs, which is
            // another matter.
            return fault == Fault.NULL && armed
                    ? tellAndReturnNothing(action)
                    : at(Callback.STAGE, () -> super.whenComplete(action));
        }
    }

    private final class Fallback implements Service {
        @Override
        public String value(Object question) {
            return at(Callback.FALLBACK, () -> "fallback");
        }

        @Override
        public CompletionStage<String> stage(Object question) {
            return at(Callback.FALLBACK, () -> CompletableFuture.completedFuture("fallback"));
        }
    }
}
