package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.FallbackFactory;
import io.breakers.engine.BreakerName;
import io.breakers.engine.CircuitBreaker;
import io.breakers.engine.Guard;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a builder collected, and gives each method its guarded call. Nothing is made before everything is known to be right (S40). */
final class Binder<T> {
    private final ProtectionBuilder<T> wishes;
    private final Problems problems;
    private final ServiceModel model;
    private final Set<ServiceMethod> unprotected;
    private final Set<ServiceMethod> synchronous;
    private final Set<ServiceMethod> withoutFallback;
    private final Map<ServiceMethod, BreakerConfig> configs;

    private Binder(ProtectionBuilder<T> wishes) {
        this.wishes = wishes;
        this.problems = new Problems(wishes.type);
        TypeCheck.check(wishes.type, problems);
        problems.throwIfAny();
        this.model = ServiceModel.read(wishes.type);
        this.unprotected = select("unprotected", wishes.unprotected);
        model.methods().stream().filter(method -> method.closes(wishes.type)).forEach(unprotected::add);
        this.synchronous = select("treatAsSynchronous", wishes.synchronous);
        this.withoutFallback = select("noFallback", wishes.withoutFallback);
        this.configs = configs();
        check();
        problems.throwIfAny();
    }

    /**
     * Makes the protected service that {@code wishes} describe.
     *
     * @throws IllegalArgumentException if that cannot be
     */
    static <T> T bind(ProtectionBuilder<T> wishes) {
        return new Binder<>(wishes).make();
    }

    private void check() {
        TypeCheck.checkTarget(wishes.type, wishes.target, problems);
        if (wishes.fallback != null) {
            TypeCheck.checkFallback(wishes.type, wishes.target, wishes.fallback, problems);
            if (wishes.fallbackFactory != null) {
                problems.add("it was given a fallback and a fallbackFactory; give one of them");
            }
        } else if (wishes.fallbackFactory == null && !withoutFallback.isEmpty()) {
            problems.add("noFallback was given, but no fallback; leave it out");
        }
        if (wishes.name != null && wishes.name.isBlank()) {
            problems.add("its name must not be blank; leave it out to have the interface's simple name");
        }
        for (ServiceMethod method : model.methods()) {
            checkMethod(method);
        }
    }

    private void checkMethod(ServiceMethod method) {
        if (!method.method().trySetAccessible()) {
            Module module = wishes.type.getModule();
            problems.add(model.nameOf(method) + " cannot be called from here; let module " + module.getName()
                    + " say: opens " + method.method().getDeclaringClass().getPackageName() + " to "
                    + Binder.class.getModule().getName());
        }
        String deferred = DeferredTypes.unobservable(method);
        if (unprotected.contains(method)) {
            if (configs.containsKey(method)) {
                problems.add("config was given for " + model.nameOf(method) + ", which goes straight to the target");
            }
        } else if (deferred != null && !synchronous.contains(method)) {
            problems.add(model.nameOf(method) + " promises its outcome by " + deferred
                    + ", which cannot be observed here; say treatAsSynchronous(\"" + model.nameOf(method)
                    + "\") to take its return for the outcome, or unprotected(\"" + model.nameOf(method) + "\")");
        } else if (deferred == null && synchronous.contains(method) && !DeferredTypes.isStage(method)) {
            problems.add("treatAsSynchronous was given for " + model.nameOf(method)
                    + ", whose return is its outcome anyway; leave it out");
        }
    }

    private Set<ServiceMethod> select(String setting, Collection<String> names) {
        var selected = new HashSet<ServiceMethod>();
        names.forEach(name -> selected.addAll(select(setting, name)));
        return selected;
    }

    private List<ServiceMethod> select(String setting, String name) {
        List<ServiceMethod> selected = model.select(name);
        if (selected.isEmpty()) {
            problems.add(setting + " names " + name + ", which it does not have; it has " + model.names());
        }
        return selected;
    }

    /** Configurations by method: those of plain names first, so that signatures win. */
    private Map<ServiceMethod, BreakerConfig> configs() {
        var byMethod = new HashMap<ServiceMethod, BreakerConfig>();
        for (boolean signatures : new boolean[] {false, true}) {
            wishes.methodConfigs.forEach((name, config) -> {
                if (name.contains("(") == signatures) {
                    select("config", name).forEach(method -> byMethod.put(method, config));
                }
            });
        }
        return byMethod;
    }

    private T make() {
        String service = wishes.name == null ? wishes.type.getSimpleName() : wishes.name;
        var breakers = new LinkedHashMap<ServiceMethod, CircuitBreaker>();
        var calls = new HashMap<Method, MethodCall>();
        for (ServiceMethod method : model.methods()) {
            MethodCall call;
            if (unprotected.contains(method)) {
                call = (proxy, arguments) -> Target.call(method.method(), wishes.target, arguments);
            } else {
                var name = BreakerName.of(wishes.type, service, model.nameOf(method));
                var breaker =
                        CircuitBreaker.create(name, configs.getOrDefault(method, wishes.config), wishes.listeners);
                breakers.put(method, breaker);
                call = guarded(method, breaker);
            }
            method.all().forEach(standing -> calls.put(standing, call));
        }
        var protection = new Protection(service, wishes.target, model, breakers, ProxyEngine.JDK);
        return JdkProxy.make(wishes.type, calls, protection);
    }

    private MethodCall guarded(ServiceMethod method, CircuitBreaker breaker) {
        FallbackFactory<?> factory = withoutFallback.contains(method) ? null : fallback();
        Guard guard = factory == null ? Guard.of(breaker) : Guard.withFallback(breaker);
        StandIn standIn = factory == null ? null : new StandIn(method.method(), factory);
        return DeferredTypes.isStage(method) && !synchronous.contains(method)
                ? new StageCall(method.method(), wishes.target, guard, standIn)
                : new ValueCall(method.method(), wishes.target, guard, standIn);
    }

    private @Nullable FallbackFactory<?> fallback() {
        T fallback = wishes.fallback;
        return fallback == null ? wishes.fallbackFactory : cause -> fallback;
    }
}
