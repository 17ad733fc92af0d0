package io.breakers.reference;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.internal.calls.AdaptedGuard;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.calls.Guard;
import io.breakers.internal.calls.ValueGuard;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.Permit;
import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Takes the engine and the oracle through one sequence, step by step, and compares all that can be seen of them after
 * each.
 */
final class Duel {
    /** Makes an oracle, perhaps a wrong one. */
    @FunctionalInterface
    interface Oracle {
        ReferenceBreaker create(BreakerConfig config, boolean timed, LongSupplier clock);
    }

    /** A call that was let in, on both sides. */
    private record Admitted(Attempted engines, ReferenceBreaker.Call call) {}

    /** The engine's side of a call. */
    private sealed interface Attempted {}

    /** As an adapter makes it, which may say more than once how it ended. */
    private record Adapted(Attempt<?> attempt) implements Attempted {}

    /** As a proxy makes it where the return of a method is its outcome. */
    private record Plain(Permit permit, long start) implements Attempted {}

    /** Hears transitions only; what else it would hear is in the statistics. */
    private record Chain(List<Transcript> heard, boolean needsElapsedTime) implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            heard.add(Transcript.of(transition));
        }

        @Override
        public void onReconfigured(Reconfiguration change) {
            heard.add(new Transcript(change.revision(), null, null, change.reason(), null));
        }
    }

    private static final CallAdapter<Attempt<?>> ATTEMPTS = call -> call.start();
    private static final Object[] NO_ARGUMENTS = {};

    private final Setup setup;
    private final ManualTicker ticker;
    private final BreakerConfig config;
    private final List<Transcript> heard = new ArrayList<>();
    private final CircuitBreaker engine;
    private final Guard guard;
    private final AdaptedGuard method;
    private final ReferenceBreaker oracle;
    private long passed;
    private int entries;
    private final List<Admitted> inFlight = new ArrayList<>();
    private final List<Admitted> ended = new ArrayList<>();

    private Duel(Setup setup, Oracle oracle) {
        this.setup = setup;
        this.ticker = ManualTicker.startingAt(setup.start());
        this.config = setup.config().toBuilder().ticker(ticker).build();
        var chain = new Chain(heard, setup.listenerWantsTime());
        this.engine = CircuitBreaker.create(
                BreakerName.of("stock"), config, setup.heard() ? List.of(breaker -> chain) : List.of());
        this.guard = new ValueGuard(() -> engine, null, List.of());
        this.method =
                new AdaptedGuard(() -> engine, null, null, ATTEMPTS, (target, arguments) -> target, this, List.of());
        this.oracle = oracle.create(config, setup.heard() && setup.listenerWantsTime(), () -> passed);
    }

    /** The first difference between the two, as a sentence; {@code null} if there is none. */
    static String difference(Sequence sequence, Oracle oracle) {
        var duel = new Duel(sequence.setup(), oracle);
        int number = 0;
        for (Step step : sequence.steps()) {
            number++;
            String difference = duel.take(step);
            if (difference == null) {
                difference = duel.differenceAtRest();
            }
            if (difference != null) {
                return "step " + number + " (" + step + "): " + difference;
            }
        }
        return null;
    }

    private String take(Step step) {
        switch (step.kind()) {
            case ACQUIRE -> {
                return acquire();
            }
            case END -> {
                if (!inFlight.isEmpty()) {
                    Admitted call = inFlight.remove((int) (step.number() % inFlight.size()));
                    end(call, step.ending());
                    if (call.engines instanceof Adapted) {
                        ended.add(call);
                    }
                }
            }
            case END_AGAIN -> {
                if (!ended.isEmpty()) {
                    end(ended.get((int) (step.number() % ended.size())), step.ending());
                }
            }
            case TICK -> {
                ticker.advanceNanos(step.number());
                passed += step.number();
            }
            case FORCE_OPEN -> {
                engine.forceOpen();
                oracle.forceOpen();
            }
            case DISABLE -> {
                engine.disable();
                oracle.disable();
            }
            case RESET -> {
                engine.reset();
                oracle.reset();
            }
            case RECONFIGURE -> {
                var others = setup.others();
                BreakerConfig other = others.get((int) (step.number() % others.size())).toBuilder()
                        .ticker(ticker)
                        .build();
                engine.reconfigure(other, "changed");
                oracle.reconfigure(other, "changed");
                return compare(
                        "configuration",
                        List.of(engine.revision(), engine.config()),
                        List.of((long) oracle.revision, oracle.config));
            }
            case TRIP -> {
                return compare("trip", engine.trip("tripped"), oracle.trip("tripped", 0));
            }
            case TRIP_FOR -> {
                boolean tripped = engine.trip("tripped", Duration.ofNanos(step.number()));
                return compare("trip", tripped, oracle.trip("tripped", step.number()));
            }
            case END_WAIT -> {
                return compare("end of the wait", engine.endWait("ended"), oracle.endWait("ended"));
            }
            case READ -> {
                return compare("state", engine.state(), oracle.state());
            }
        }
        return null;
    }

    private String acquire() {
        Attempted attempt = null;
        Transcript.Rejection rejection = null;
        try {
            attempt = enter();
        } catch (CallRejectedException rejected) {
            rejection = Transcript.Rejection.of(rejected);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        ReferenceBreaker.Call call = oracle.acquire();
        if (attempt != null && call != null) {
            inFlight.add(new Admitted(attempt, call));
            return null;
        }
        return compare("admission", rejection, call == null ? oracle.rejection() : null);
    }

    /**
     * By turns, as a value and through an adapter, where nobody hears: so that calls of both kinds are under way at
     * once.
     */
    private Attempted enter() throws Throwable {
        entries++;
        if (setup.heard() || entries % 2 == 0) {
            return new Adapted((Attempt<?>) method.call(NO_ARGUMENTS));
        }
        Permit permit = guard.enterOrThrow();
        return new Plain(permit, guard.start(permit));
    }

    private void end(Admitted call, Ending said) {
        Ending ending = said;
        if (call.engines instanceof Plain plain) {
            ending = said.ofAValue();
            ending.tell(guard, plain.permit, plain.start);
        } else if (call.engines instanceof Adapted adapted) {
            ending.tell(adapted.attempt);
        }
        oracle.end(call.call, ending.outcome(call.call.config), ending.failure());
    }

    private String differenceAtRest() {
        String difference = compare("statistics", Figures.of(engine.stats()), oracle.figures());
        if (difference == null && setup.heard()) {
            difference = compare("transitions", heard, oracle.transitions());
        }
        if (difference == null && setup.looks()) {
            difference = compare("state", engine.state(), oracle.state());
        }
        return difference;
    }

    private static String compare(String what, Object real, Object expected) {
        return Objects.equals(real, expected)
                ? null
                : what + " of the engine: " + real + "\n  and of the oracle: " + expected;
    }
}
