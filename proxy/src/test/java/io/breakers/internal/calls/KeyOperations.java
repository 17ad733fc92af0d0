package io.breakers.internal.calls;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.Permit;
import io.breakers.testing.ManualTicker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls with two keys, of which one can be kept: each new key drops the other, unless that has a call in flight. One
 * has had a call, which is over.
 */
public class KeyOperations {
    private static final int THREADS = 8;
    private static final BreakerConfig CONFIG =
            BreakerConfig.builder().ticker(new ManualTicker()).build();
    private static final BreakerName NAME = BreakerName.of(Runnable.class, "Jobs", "run");

    private final CircuitBreaker own;
    private final KeyedBreakers keys;
    private final Permit[] permits = new Permit[THREADS];

    // What the threads were told, and what the dropped ones had counted when their listeners were closed.
    private final AtomicLong entered = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong frozen = new AtomicLong();

    public KeyOperations() {
        keys = new KeyedBreakers(
                NAME,
                1,
                null,
                CONFIG.ticker(),
                List.of(this::frozen),
                source -> new ValueGuard(source, null, List.of()),
                Arrivals.NONE,
                this::own);
        own = CircuitBreaker.create(NAME, CONFIG, List.of(), keys);
        enterA(0);
        end(0);
    }

    /** What is tried in front of random sequences, in which these are rare. */
    public static List<ExecutionScenario> races() {
        return List.of(
                race(List.of(), List.of(call("enterA", 1)), List.of(call("enterB", 2))),
                race(List.of(), List.of(call("enterA", 1), call("end", 1)), List.of(call("enterB", 2))),
                race(List.of(), List.of(call("enterB", 1)), List.of(call("enterB", 2))),
                race(List.of(call("enterA", 0)), List.of(call("end", 0)), List.of(call("enterB", 2))));
    }

    private static ExecutionScenario race(List<Actor> before, List<Actor> one, List<Actor> other) {
        try {
            var validation = new Actor(KeyOperations.class.getMethod("nothingIsLost"), List.of());
            return new ExecutionScenario(before, List.of(one, other), List.of(), validation);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Actor call(String operation, int thread) {
        try {
            return new Actor(KeyOperations.class.getMethod(operation, int.class), List.of(thread));
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private CircuitBreaker own() {
        return own;
    }

    private BreakerListener frozen(Breaker breaker) {
        return new BreakerListener() {
            @Override
            public void onClose() {
                frozen.addAndGet(breaker.stats().successes());
            }
        };
    }

    @Operation
    public String enterA(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread, "a");
    }

    @Operation
    public String enterB(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread, "b");
    }

    private String enter(int thread, String key) {
        if (permits[thread] != null) {
            return "has one";
        }
        KeyedBreaker place;
        Permit permit;
        do {
            place = keys.of(key);
            permit = (Permit) place.enter();
        } while (permit == null);
        permits[thread] = permit;
        entered.incrementAndGet();
        return place.get().name();
    }

    @Operation
    public boolean end(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = permits[thread];
        if (permit == null) {
            return false;
        }
        permits[thread] = null;
        permit.accounts().succeeded(permit, 0);
        ended.incrementAndGet();
        return true;
    }

    /** What was counted by those that are there, and by those that were dropped before they were. */
    @Validate
    public void nothingIsLost() {
        long successes = frozen.get();
        long inFlight = 0;
        for (CircuitBreaker breaker : keys.breakers()) {
            successes += breaker.stats().successes();
            inFlight += breaker.stats().inFlight();
        }
        if (successes != ended.get() || inFlight != entered.get() - ended.get()) {
            throw new AssertionError(successes + " of " + ended + " ended, " + inFlight + " in flight");
        }
    }

    /** The same without threads. */
    public static class Model {
        private final Map<Integer, String> calls = new HashMap<>();
        private String kept = "Jobs.run[a]";

        public String enterA(int thread) {
            return enter(thread, "Jobs.run[a]");
        }

        public String enterB(int thread) {
            return enter(thread, "Jobs.run[b]");
        }

        private String enter(int thread, String name) {
            if (calls.containsKey(thread)) {
                return "has one";
            }
            if (!calls.containsValue(kept)) {
                kept = name;
            }
            calls.put(thread, kept.equals(name) ? name : "Jobs.run[*]");
            return calls.get(thread);
        }

        public boolean end(int thread) {
            return calls.remove(thread) != null;
        }
    }
}
