package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallAdapter;
import io.breakers.api.FallbackFactory;
import io.breakers.api.MethodFallback;
import io.breakers.internal.adapters.ValueAdapter;
import io.breakers.internal.calls.AdaptedGuard;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.calls.Fallback;
import io.breakers.internal.calls.Guard;
import io.breakers.internal.calls.Invocation;
import io.breakers.internal.calls.KeyedBreakers;
import io.breakers.internal.calls.KeyedGuard;
import io.breakers.internal.calls.LastGoodValues;
import io.breakers.internal.calls.MethodCall;
import io.breakers.internal.calls.MethodGuard;
import io.breakers.internal.calls.ValueGuard;
import io.breakers.internal.proxies.BoundMethod;
import io.breakers.internal.proxies.GeneratedProxy;
import io.breakers.internal.proxies.Invocations;
import io.breakers.internal.proxies.JdkProxy;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.stages.StageAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives each method of a service its guard, and lets a proxy engine create the object whose methods use them. */
final class Binder<T> {
    private final ProtectionBuilder<T> builder;
    private final SetupErrors errors;
    private final Invocations invocations;
    private final Registration registration;
    private final String service;
    private final List<MethodPlan> plans;
    private final @Nullable LazyBreaker[] breakers;
    private final BitSet covered = new BitSet();
    private final List<BoundMethod> methods = new ArrayList<>();
    private boolean contextIsUsed;

    private Binder(ProtectionBuilder<T> builder, Registration registration) {
        this.builder = builder;
        this.registration = registration;
        this.errors = new SetupErrors(builder.type);
        this.plans = ServicePlan.of(builder, registration, errors);
        this.invocations = new Invocations(builder.lookup, errors::add);
        this.breakers = new LazyBreaker[plans.size()];
        this.service = builder.service();
    }

    /**
     * Creates the protected service that {@code builder} describes.
     *
     * @throws IllegalArgumentException if the target cannot be protected
     */
    static <T> T bind(ProtectionBuilder<T> builder) {
        var registration = new Registration(builder.registry);
        try {
            var binder = new Binder<>(builder, registration);
            binder.bindMethods();
            T proxy = binder.make();
            binder.open(proxy);
            return proxy;
        } catch (Throwable broken) {
            registration.closed();
            throw broken;
        }
    }

    /**
     * When nothing else can fail any more. If a listener cannot be created, or the registry refuses the service, nobody
     * gets it: so all breakers are closed.
     */
    private void open(T proxy) {
        try {
            for (LazyBreaker breaker : breakers) {
                if (breaker != null && !breaker.isCreated()) {
                    createListeners(breaker);
                }
            }
            errors.throwIfAny();
            if (registration.isWanted()) {
                registration.opened(Breakers.inspect(proxy));
            }
        } catch (Throwable broken) {
            for (LazyBreaker breaker : breakers) {
                if (breaker != null) {
                    breaker.close();
                }
            }
            throw broken;
        }
    }

    private void createListeners(LazyBreaker breaker) {
        List<BreakerListener.Factory> listeners = listeners(breaker.config());
        if (listeners.isEmpty()) {
            return;
        }
        try {
            breaker.create(listeners);
        } catch (RuntimeException | LinkageError thrown) {
            errors.add("the listener of " + breaker.name().full() + " cannot be created: " + thrown, thrown);
        }
    }

    private void bindMethods() {
        Fallback fallback = fallback();
        var byName = new HashMap<String, LazyBreaker>();
        for (int i = 0; i < breakers.length; i++) {
            MethodPlan plan = plans.get(i);
            if (!plan.guarded()) {
                methods.add(new BoundMethod(builder.type, plan.method().all(), null));
                continue;
            }
            LazyBreaker breaker = byName.get(plan.breaker());
            if (breaker == null) {
                breaker = new LazyBreaker(builder.type, service, plan.breaker(), plan.config());
                byName.put(plan.breaker(), breaker);
            }
            breakers[i] = breaker;
            Fallback answers = answers(plan, fallback);
            covered.set(i, answers != null || plan.lastGood() != null);
            methods.add(new BoundMethod(builder.type, plan.method().all(), guard(plan, breaker, answers)));
        }
        methods.addAll(new FurtherTypes(builder, plans, errors).methods());
        if (builder.fallbackContext != null && !contextIsUsed) {
            errors.add("fallbackContext was given, but nothing answers a stage; leave it out");
        }
    }

    private static @Nullable Fallback answers(MethodPlan plan, @Nullable Fallback ofTheService) {
        MethodFallback own = plan.fallback();
        if (own != null) {
            return new Fallback.ByFunction(
                    own, plan.method().resultClass(), plan.method().suspends());
        }
        return plan.covered() ? ofTheService : null;
    }

    private @Nullable Fallback fallback() {
        T object = builder.fallback;
        FallbackFactory<?> factory = object == null ? builder.fallbackFactory : cause -> object;
        return factory == null ? null : new Fallback.ByObject(builder.type, factory);
    }

    private List<BreakerListener.Factory> listeners(BreakerConfig config) {
        if (builder.listeners.isEmpty()) {
            return config.listeners();
        }
        var listeners = new ArrayList<BreakerListener.Factory>(config.listeners());
        listeners.addAll(builder.listeners);
        return listeners;
    }

    private MethodGuard guard(MethodPlan plan, LazyBreaker breaker, @Nullable Fallback fallback) {
        Function<Supplier<CircuitBreaker>, Guard> guards = guards(plan, fallback);
        Keys.Wish keyed = plan.keyed();
        if (keyed == null) {
            return guards.apply(breaker);
        }
        BreakerConfig config = plan.config();
        var breakers = new KeyedBreakers(
                breaker.name(),
                keyed.keys().limit(),
                keyed.keys().idle(),
                config.ticker(),
                listeners(config),
                guards,
                registration.arrivals(),
                breaker);
        breaker.keep(breakers);
        return new KeyedGuard(breakers, keyed.key());
    }

    /** Makes the guards of a method, which differ by their breakers only. */
    private Function<Supplier<CircuitBreaker>, Guard> guards(MethodPlan plan, @Nullable Fallback fallback) {
        LastGood lastGood = plan.lastGood();
        List<Class<?>> declared = plan.method().exceptionClasses();
        if (plan.adapter() == null && lastGood == null) {
            return breaker -> new ValueGuard(breaker, fallback, declared);
        }
        CallAdapter<?> adapter = plan.adapter() == null ? ValueAdapter.INSTANCE : plan.adapter();
        LastGoodValues values = lastGood == null ? null : lastGoodValues(lastGood, plan);
        CallAdapter<?> inContext = fallback == null && lastGood == null ? adapter : inContext(adapter, plan);
        Invocation method = invocations.of(plan.method().method());
        return breaker -> new AdaptedGuard(breaker, fallback, values, inContext, method, builder.target, declared);
    }

    /** Fallbacks of stages may answer on another thread than the caller's, where the caller gets a stage of ours. */
    private CallAdapter<?> inContext(CallAdapter<?> adapter, MethodPlan plan) {
        if (builder.fallbackContext == null || !(adapter instanceof StageAdapter stages && stages.relays())) {
            return adapter;
        }
        contextIsUsed = true;
        return stages.inContext(builder.fallbackContext, nameOf(plan));
    }

    /** For messages. */
    private String nameOf(MethodPlan plan) {
        return BreakerName.of(builder.type, service, plan.breaker()).full();
    }

    private LastGoodValues lastGoodValues(LastGood lastGood, MethodPlan plan) {
        UnaryOperator<@Nullable Object> asStage = plan.adapter() == null ? null : StageAdapter::completed;
        return new LastGoodValues(
                lastGood.maxAge(),
                lastGood.entries(),
                lastGood.key(),
                asStage,
                plan.config().ticker(),
                nameOf(plan));
    }

    private T make() {
        if (builder.engine == ProxyEngine.JDK) {
            return makeJdkProxy("it was asked for");
        }
        errors.throwIfAny();
        var generated = new GeneratedProxy(types(), methods, builder.lookup);
        MethodHandle constructor = generated.constructor();
        if (constructor != null) {
            Protection protection = protection(constructor, "a class could be generated");
            return builder.type.cast(
                    generated.make(constructor, builder.target, protection, protection.describeProxy()));
        }
        if (builder.engine == ProxyEngine.GENERATED) {
            errors.add("no class can be generated for it (" + generated.obstacles() + "); " + generated.remedies());
            errors.throwIfAny();
        }
        return makeJdkProxy("no class can be generated: " + generated.obstacles());
    }

    private List<Class<?>> types() {
        var types = new ArrayList<Class<?>>(List.of(builder.type));
        types.addAll(builder.further);
        return types;
    }

    private T makeJdkProxy(String reason) {
        Map<Method, MethodCall> calls = new HashMap<>();
        for (BoundMethod bound : methods) {
            for (Method method : bound.all()) {
                Invocation invocation = invocations.of(method);
                MethodGuard guard = bound.guard();
                calls.put(method, guard == null ? invocation::on : guard.calls(invocation));
            }
        }
        TypeCheck.checkReturnTypes(builder.type, methods, errors);
        errors.throwIfAny();
        Protection protection = protection(null, reason);
        try {
            return JdkProxy.make(builder.type, types(), builder.target, calls, protection, protection.describeProxy());
        } catch (IndexOutOfBoundsException | IllegalArgumentException tooMuch) {
            errors.add("the platform cannot make a proxy of it (" + tooMuch.getMessage()
                    + "); protect a smaller interface, or one that it can");
            errors.throwIfAny();
            throw tooMuch;
        }
    }

    private Protection protection(@Nullable MethodHandle constructor, String reason) {
        return new Protection(
                service,
                builder.type,
                builder.target,
                breakers,
                covered,
                constructor,
                builder.lookup,
                reason,
                registration.entry());
    }
}
