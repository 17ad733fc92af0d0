package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.api.MethodFallback;
import io.breakers.internal.model.DeferredTypes;
import io.breakers.internal.model.ServiceMethod;
import io.breakers.internal.model.ServiceModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the settings of a builder, and arranges them by method instead of by name: a {@link MethodPlan} for
 * each (S40).
 */
final class ServicePlan {
    private final ProtectionBuilder<?> builder;
    private final SetupErrors errors;
    private final ServiceModel model;
    private final AdapterChoice adapters;
    private final Set<ServiceMethod> unprotected;
    private final Set<ServiceMethod> synchronous;
    private final Set<ServiceMethod> withoutFallback;
    private final Map<ServiceMethod, BreakerConfig> configs;
    private final Map<ServiceMethod, LastGood> lastGood;
    private final Map<ServiceMethod, MethodFallback> fallbacks;

    private final Map<ServiceMethod, Keys.Wish> keyed = new HashMap<>();

    /** The names of the breakers that methods share. */
    private final Map<ServiceMethod, String> shared = new HashMap<>();

    /** What a registry makes of the configurations; empty without one. */
    private final Map<ServiceMethod, BreakerConfig> registered = new HashMap<>();

    private ServicePlan(ProtectionBuilder<?> builder, SetupErrors errors) {
        this.builder = builder;
        this.errors = errors;
        this.model = ServiceModel.read(builder.type, builder.generic);
        this.adapters = new AdapterChoice(builder.adapters, model, errors);
        this.unprotected = select("unprotected", builder.unprotected);
        for (ServiceMethod method : model.methods()) {
            if (method.closes(builder.type)) {
                unprotected.add(method);
            }
        }
        this.synchronous = select("treatAsSynchronous", builder.synchronous);
        this.withoutFallback = select("noFallback", builder.withoutFallback);
        this.configs = byMethod("config", builder.methodConfigs);
        this.lastGood = byMethod("lastGood", builder.lastGood);
        this.fallbacks = byMethod("fallback", builder.methodFallbacks);
        builder.sharedByAll.forEach(breaker -> share(breaker, model.methods()));
        builder.shared.forEach((breaker, names) -> {
            if (!builder.sharedByAll.contains(breaker)) {
                share(breaker, select("share", names));
            }
        });
        builder.keyed.forEach(this::key);
    }

    /**
     * Returns a plan for each method, in the order of the model.
     *
     * @param errors collects what is wrong
     * @throws IllegalArgumentException if the type cannot be protected, so that there is nothing else to check
     */
    static List<MethodPlan> of(ProtectionBuilder<?> builder, Registration registration, SetupErrors errors) {
        TypeCheck.check(builder.type, errors);
        errors.throwIfAny();
        var service = new ServicePlan(builder, errors);
        service.enter(registration);
        service.checkShared();
        service.checkObjects();
        service.checkOverloadedFallbacks();
        var plans = new ArrayList<MethodPlan>(service.model.methods().size());
        for (ServiceMethod method : service.model.methods()) {
            plans.add(service.plan(method));
        }
        return plans;
    }

    private void enter(Registration registration) {
        if (!registration.isWanted()) {
            return;
        }
        List<ServiceOutline.Method> outlines = model.methods().stream()
                .map(method -> new ServiceOutline.Method(
                        method.name(),
                        List.of(method.signature(), method.fullSignature()),
                        breakerOf(method),
                        !unprotected.contains(method),
                        configs.get(method)))
                .toList();
        var outline = new ServiceOutline(builder.service(), builder.type, builder.config, outlines);
        Iterator<ServiceMethod> methods = model.methods().iterator();
        registration.enter(outline, errors).forEach(config -> registered.put(methods.next(), config));
    }

    private void checkObjects() {
        TypeCheck.checkTarget(builder.type, builder.target, errors);
        if (builder.fallback != null) {
            TypeCheck.checkFallback(builder.type, builder.target, builder.fallback, errors);
            if (builder.fallbackFactory != null) {
                errors.add("it was given a fallback and a fallbackFactory; give one of them");
            }
        } else if (builder.fallbackFactory == null && !withoutFallback.isEmpty()) {
            errors.add("noFallback was given, but no fallback; leave it out");
        }
        if (builder.name != null && builder.name.isBlank()) {
            errors.add("its name must not be blank; leave it out to have the interface's simple name");
        }
    }

    /** Overloads have different arguments, so that one function for all of them is nearly always a mistake. */
    private void checkOverloadedFallbacks() {
        for (String name : builder.methodFallbacks.keySet()) {
            List<ServiceMethod> named = model.select(name);
            if (named.size() > 1) {
                errors.add("fallback names " + name + ", which is overloaded; name one of "
                        + named.stream().map(model::nameOf).collect(Collectors.joining(", ")));
            }
        }
    }

    private MethodPlan plan(ServiceMethod method) {
        if (method.finalizes()) {
            errors.add("it declares finalize(), which the garbage collector would call; leave it out of the interface");
        }
        boolean guarded = !unprotected.contains(method);
        CallAdapter<?> adapter = guarded ? adapters.of(method, synchronous.contains(method)) : null;
        if (guarded) {
            checkLastGood(method, adapter);
            if (fallbacks.containsKey(method) && withoutFallback.contains(method)) {
                errors.add("fallback and noFallback were given for " + model.nameOf(method) + "; give one of them");
            }
        } else {
            checkUnused(method);
        }
        return new MethodPlan(
                method,
                guarded,
                breakerOf(method),
                configOf(method),
                adapter,
                !withoutFallback.contains(method),
                fallbacks.get(method),
                lastGood.get(method),
                guarded ? keyed.get(method) : null);
    }

    private String breakerOf(ServiceMethod method) {
        return shared.getOrDefault(method, model.nameOf(method));
    }

    private BreakerConfig configOf(ServiceMethod method) {
        BreakerConfig given = builder.config == null ? BreakerConfig.defaults() : builder.config;
        return registered.getOrDefault(method, configs.getOrDefault(method, given));
    }

    private void checkUnused(ServiceMethod method) {
        Map<String, Map<ServiceMethod, ?>> settings = new LinkedHashMap<>();
        settings.put("config", configs);
        settings.put("lastGood", lastGood);
        settings.put("fallback", fallbacks);
        settings.put("breakerPer", keyed);
        settings.forEach((setting, methods) -> {
            if (methods.containsKey(method)) {
                errors.add(setting + " was given for " + model.nameOf(method)
                        + ", which goes straight to the target; leave it out");
            }
        });
    }

    private void checkLastGood(ServiceMethod method, @Nullable CallAdapter<?> adapter) {
        if (!lastGood.containsKey(method)) {
            return;
        }
        String name = model.nameOf(method);
        Class<?> declared = method.returnClass();
        boolean value = adapter == null && DeferredTypes.find(method) == null;
        boolean stage = declared == CompletionStage.class || declared == CompletableFuture.class;
        if (stage && synchronous.contains(method)) {
            errors.add("lastGood and treatAsSynchronous were given for " + name + "; give one of them");
        } else if (declared == void.class || !(value || stage)) {
            errors.add("lastGood was given for " + name + ", which returns " + declared.getTypeName()
                    + " and not a value or a CompletionStage of one; leave it out");
        }
        if (withoutFallback.contains(method)) {
            errors.add("lastGood and noFallback were given for " + name + "; give one of them");
        }
    }

    /**
     * Shares a breaker. Methods that go straight to the target share nothing.
     */
    private void share(String breaker, Collection<ServiceMethod> sharing) {
        if (breaker.isBlank()) {
            errors.add("the name of a shared breaker must not be blank");
        }
        for (ServiceMethod method : model.methods()) {
            if (model.nameOf(method).equals(breaker) && !sharing.contains(method)) {
                errors.add("a shared breaker cannot be called " + breaker + " like a method that does not share in it");
            }
        }
        for (ServiceMethod method : sharing) {
            if (!unprotected.contains(method) && shared.put(method, breaker) != null) {
                errors.add(model.nameOf(method) + " shares in two breakers; leave it in one");
            }
        }
    }

    /** Gives the keys of methods breakers of their own, which methods that share one cannot have (S56). */
    private void key(Keys.Wish wish) {
        for (ServiceMethod method : select("breakerPer", wish.method())) {
            String name = model.nameOf(method);
            if (keyed.put(method, wish) != null) {
                errors.add("breakerPer was given twice for " + name + "; give it once");
            }
            if (shared.containsKey(method)) {
                errors.add("breakerPer was given for " + name + ", which shares the breaker " + shared.get(method)
                        + "; leave out one of them");
            }
        }
    }

    private void checkShared() {
        var agreed = new TreeMap<String, Set<BreakerConfig>>();
        shared.forEach((method, breaker) ->
                agreed.computeIfAbsent(breaker, first -> new HashSet<>()).add(configOf(method)));
        agreed.forEach((breaker, configs) -> {
            if (configs.size() > 1) {
                errors.add("the methods that share " + breaker + " have different configurations; give them one");
            }
        });
    }

    private Set<ServiceMethod> select(String setting, Collection<String> names) {
        var selected = new HashSet<ServiceMethod>();
        for (String name : names) {
            selected.addAll(select(setting, name));
        }
        return selected;
    }

    private List<ServiceMethod> select(String setting, String name) {
        List<ServiceMethod> selected = model.select(name);
        if (selected.isEmpty()) {
            errors.add(setting + " names " + name + ", which it does not have; it has " + model.names());
        }
        return selected;
    }

    /** Returns a setting by method: plain names are applied first, so that signatures take precedence. */
    private <V> Map<ServiceMethod, V> byMethod(String setting, Map<String, V> byName) {
        var byMethod = new HashMap<ServiceMethod, V>();
        for (boolean signatures : new boolean[] {false, true}) {
            for (Map.Entry<String, V> entry : byName.entrySet()) {
                if (entry.getKey().contains("(") == signatures) {
                    for (ServiceMethod method : select(setting, entry.getKey())) {
                        byMethod.put(method, entry.getValue());
                    }
                }
            }
        }
        return byMethod;
    }
}
