package io.breakers.simulation;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.OpenWait;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A protected service, one of whose callbacks misbehaves once, when it has been armed. */
final class FaultyService {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final IOException DOWN = new IOException("down");

    interface Service {
        String value(String question) throws Exception;

        CompletionStage<String> stage(String question) throws Exception;
    }

    /** What the caller of one call got: a result, or a throwable, by identity. */
    record Seen(@Nullable Object outcome) {
        static final Seen ANSWER = new Seen("answer");
        static final Seen FALLBACK = new Seen("fallback");
        static final Seen REJECTED = new Seen(CallRejectedException.class);
        static final Seen MISSING = new Seen(NullPointerException.class);

        /** What nobody expects. Everything here ends at once, so a stage that is not complete never will be: whoever waited for it would wait for ever. */
        static final String NOTHING = "a stage that nobody completes";

        static Seen thrown(Throwable thrown) {
            boolean ours = thrown instanceof CallRejectedException || thrown instanceof NullPointerException;
            return new Seen(ours ? thrown.getClass() : thrown);
        }
    }

    private final boolean staged;
    private final Callback callback;
    private final Fault fault;
    private final ManualTicker ticker = ManualTicker.startingAnywhere();
    private final Service service;
    private boolean armed;
    private boolean struck;
    private boolean failing;

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
        }
        this.service = builder.build();
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
                .listener(breaker -> new Listener());
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

    Breaker breaker() {
        return Breakers.inspect(service).breaker(staged ? "stage" : "value");
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
    }

    void disarm() {
        armed = false;
        failing = false;
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
        try {
            if (!staged) {
                return new Seen(service.value("question"));
            }
            CompletionStage<String> stage = service.stage("question");
            return new Seen(stage == null ? null : stage.toCompletableFuture().getNow(Seen.NOTHING));
        } catch (CompletionException wrapper) {
            return Seen.thrown(wrapper.getCause());
        } catch (Throwable thrown) {
            return Seen.thrown(thrown);
        }
    }

    /** What the rules say that the caller sees (S26–S32, S34, S42). */
    Seen expected(BreakerState state) {
        boolean rejected = state == BreakerState.OPEN || state == BreakerState.FORCED_OPEN;
        Throwable thrown = fault.thrown();
        return switch (callback) {
            case TARGET -> rejected ? Seen.REJECTED : struckTarget(thrown);
            case STAGE, LISTENER, TICKER, FAIL_ON_RESULT -> rejected ? Seen.REJECTED : Seen.ANSWER;
            case IGNORE_WHEN, FAIL_WHEN, WAIT, JITTER -> rejected ? Seen.REJECTED : Seen.thrown(DOWN);
            case FALLBACK_ON -> thrown == null ? Seen.FALLBACK : rejected ? Seen.REJECTED : Seen.thrown(DOWN);
            case FALLBACK, FALLBACK_FACTORY -> struckFallback(thrown);
        };
    }

    private Seen struckTarget(@Nullable Throwable thrown) {
        return thrown != null ? Seen.thrown(thrown) : fault == Fault.NULL ? new Seen(null) : Seen.ANSWER;
    }

    private Seen struckFallback(@Nullable Throwable thrown) {
        if (fault == Fault.NULL) {
            return staged || callback == Callback.FALLBACK_FACTORY ? Seen.MISSING : new Seen(null);
        }
        return thrown == null ? Seen.FALLBACK : Seen.thrown(thrown);
    }

    /** What a callback does: its fault, the first time after it was armed; else what it should. */
    private <T> @Nullable T at(Callback here, Callable<T> normally) {
        if (here != callback || !armed) {
            return Fault.normal(normally);
        }
        armed = false;
        struck = true;
        return fault.strike(this::call, normally);
    }

    private boolean is(Callback here, boolean normally) {
        Boolean answer = at(here, () -> normally);
        return answer == null ? normally : answer;
    }

    private long atPrimitive(Callback here, long normally) {
        Long answer = at(here, () -> normally);
        return answer == null ? normally : answer;
    }

    private final class Target implements Service {
        @Override
        public String value(String question) {
            return at(Callback.TARGET, () -> {
                if (failing) {
                    throw DOWN;
                }
                return "answer";
            });
        }

        @Override
        public CompletionStage<String> stage(String question) {
            return at(Callback.TARGET, () -> failing ? CompletableFuture.failedFuture(DOWN) : new FaultyStage());
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
        public String value(String question) {
            return at(Callback.FALLBACK, () -> "fallback");
        }

        @Override
        public CompletionStage<String> stage(String question) {
            return at(Callback.FALLBACK, () -> CompletableFuture.completedFuture("fallback"));
        }
    }

    private final class Listener implements BreakerListener {
        private void strike() {
            at(Callback.LISTENER, () -> "heard");
        }

        @Override
        public void onSuccess(long nanos) {
            strike();
        }

        @Override
        public void onFailure(long nanos, Throwable failure) {
            strike();
        }

        @Override
        public void onCancelled(long nanos) {
            strike();
        }

        @Override
        public void onRejected(BreakerState state) {
            strike();
        }

        @Override
        public void onTransition(Transition transition) {
            strike();
        }
    }
}
