package io.breakers.internal.calls;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.api.RuleReading;
import io.breakers.internal.callbacks.Listeners;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.stages.StageAdapter;
import io.breakers.internal.state.CallAccounts;
import io.breakers.internal.state.Operator;
import io.breakers.internal.state.StateMachine;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The breaker that users see: a {@link StateMachine} with a name and listeners, and the calls of functions through it.
 */
public final class CircuitBreaker implements Breaker {
    private static final VarHandle CALLABLES_WITH_FALLBACK = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "callablesWithFallback", VarHandle.class, CircuitBreaker.class, MethodCall.class);

    private static final @Nullable Object[] NO_ARGUMENTS = {};
    private static final List<Class<?>> DECLARED_BY_CALLABLE = List.of(Exception.class);
    private static final Invocation CALLABLE = (callable, none) -> ((Callable<?>) callable).call();
    private static final Invocation RUNNABLE = (runnable, none) -> {
        ((Runnable) runnable).run();
        return null;
    };

    /** Calls the function that is passed as the only argument of a call. */
    private static final Invocation ARGUMENT =
            (breaker, callable) -> ((Callable<?>) Objects.requireNonNull(callable[0])).call();

    private static final StageAdapter STAGES = new StageAdapter("the function", true);

    /** Applies the function that is passed as the only argument of a call. */
    @SuppressWarnings("unchecked")
    private static final Fallback FUNCTION = (breaker, cause, callable, arguments) ->
            ((Function<Throwable, ?>) Objects.requireNonNull(arguments[0])).apply(cause);

    private final BreakerName name;
    private final StateMachine machine;

    /** Those of the keys of its method, which are reconfigured with it; {@code null} for none. */
    private final @Nullable KeyedBreakers keys;

    // The calls of functions, made when they are first needed; a breaker behind a proxy needs none.
    private volatile @Nullable MethodCall callables;
    private volatile @Nullable MethodCall stages;
    private volatile @Nullable MethodCall runnables;
    private volatile @Nullable MethodCall callablesWithFallback;

    private CircuitBreaker(BreakerName name, BreakerConfig config, boolean heard, @Nullable KeyedBreakers keys) {
        this.name = name;
        this.keys = keys;
        this.machine = new StateMachine(name.full(), config, heard);
    }

    /**
     * Creates a closed breaker, and then its listeners.
     *
     * @param listeners create those who hear, in this order; those of {@code config} are not asked besides
     * @throws NullPointerException if a factory returns {@code null}; and what a factory throws
     */
    public static CircuitBreaker create(
            BreakerName name, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        return create(name, config, listeners, null);
    }

    /** Creates, in the same way, the breaker of a method that has one for each key, too. */
    public static CircuitBreaker create(
            BreakerName name,
            BreakerConfig config,
            List<BreakerListener.Factory> listeners,
            @Nullable KeyedBreakers keys) {
        var breaker = new CircuitBreaker(name, config, !listeners.isEmpty(), keys);
        if (!listeners.isEmpty()) {
            breaker.machine.listen(Listeners.of(listeners, breaker));
        }
        return breaker;
    }

    CallAccounts accounts() {
        return machine.accounts();
    }

    /** What people can do to it, and more. */
    public Operator operator() {
        return machine.operator();
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
        return machine.config();
    }

    @Override
    public BreakerState state() {
        return machine.state();
    }

    @Override
    public BreakerStats stats() {
        return accounts().stats();
    }

    @Override
    public BreakerStatus status() {
        return accounts().status();
    }

    @Override
    public List<RuleReading> readings() {
        return machine.readings();
    }

    @Override
    public long revision() {
        return machine.revision();
    }

    @Override
    public void reconfigure(BreakerConfig config, String reason) {
        Objects.requireNonNull(config, "config");
        change(Map.of(this, config), reason).run();
    }

    /**
     * Reconfigures several breakers, all or none (S48). Their listeners hear of it as what is returned runs.
     *
     * @throws IllegalArgumentException if one cannot have its configuration; then none has been changed
     */
    public static Runnable change(Map<CircuitBreaker, BreakerConfig> configs, String reason) {
        Objects.requireNonNull(reason, "reason");
        configs.forEach((breaker, config) -> breaker.operator().check(config));
        configs.forEach((breaker, config) -> breaker.change(config, reason));
        return () -> configs.keySet().forEach(CircuitBreaker::tell);
    }

    /** Changes it and the breakers of its keys, without a word to listeners until {@link #tell}. */
    void change(BreakerConfig config, String reason) {
        operator().change(config, reason);
        if (keys != null) {
            keys.follow(reason);
        }
    }

    void tell() {
        operator().tell();
        if (keys != null) {
            keys.breakers().forEach(CircuitBreaker::tell);
        }
    }

    @Override
    public boolean trip(String reason) {
        return operator().trip(Objects.requireNonNull(reason, "reason"), null);
    }

    @Override
    public boolean trip(String reason, Duration wait) {
        Objects.requireNonNull(wait, "wait");
        return operator().trip(Objects.requireNonNull(reason, "reason"), wait);
    }

    @Override
    public boolean endWait(String reason) {
        return operator().endWait(Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public boolean forceOpen(String reason) {
        return operator().forceOpen(Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public boolean disable(String reason) {
        return operator().disable(Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public boolean reset(String reason) {
        operator().reset(Objects.requireNonNull(reason, "reason"));
        return true;
    }

    @Override
    public void close() {
        machine.releaseListener().onClose();
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> target) throws Exception {
        Objects.requireNonNull(target, "target");
        MethodCall calls = callables;
        if (calls == null) {
            // Two that are made by a race are alike.
            calls = guard(null).functions(CALLABLE);
            callables = calls;
        }
        return CircuitBreaker.<T, Exception>invoke(calls, target, NO_ARGUMENTS);
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> callStage(Callable<? extends CompletionStage<T>> target)
            throws Exception {
        Objects.requireNonNull(target, "target");
        MethodCall calls = stages;
        if (calls == null) {
            calls = guard(null).calls(ARGUMENT);
            stages = calls;
        }
        return CircuitBreaker.<CompletionStage<T>, Exception>invoke(calls, this, new Object[] {target});
    }

    /** The guard of functions. */
    private AdaptedGuard guard(@Nullable Fallback fallback) {
        return new AdaptedGuard(() -> this, fallback, null, STAGES, ARGUMENT, this, DECLARED_BY_CALLABLE);
    }

    @Override
    public void run(Runnable target) {
        Objects.requireNonNull(target, "target");
        MethodCall calls = runnables;
        if (calls == null) {
            calls = new ValueGuard(() -> this, null, List.of()).calls(RUNNABLE);
            runnables = calls;
        }
        CircuitBreaker.<@Nullable Object, RuntimeException>invoke(calls, target, NO_ARGUMENTS);
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> target, Function<? super Throwable, ? extends T> fallback)
            throws Exception {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(fallback, "fallback");
        return CircuitBreaker.<T, Exception>invoke(callablesWithFallback(), target, new Object[] {fallback});
    }

    /** The same for all callers, because its guard counts the fallbacks that are running. */
    private MethodCall callablesWithFallback() {
        MethodCall known = callablesWithFallback;
        if (known != null) {
            return known;
        }
        MethodCall made = guard(FUNCTION).functions(CALLABLE);
        var earlier = (MethodCall) CALLABLES_WITH_FALLBACK.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    /** Makes a call and throws what the function throws, which may be more than it declares. */
    // NullAway: null exactly where the function returned it
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Object, X extends Throwable> T invoke(
            MethodCall calls, Object target, @Nullable Object[] arguments) throws X {
        try {
            return (T) calls.invoke(target, arguments);
        } catch (Throwable thrown) {
            throw (X) thrown;
        }
    }

    @Override
    public String toString() {
        return name() + " " + state();
    }
}
