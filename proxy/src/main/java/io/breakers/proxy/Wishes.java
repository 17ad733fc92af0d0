package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The settings of a builder, checked and arranged by method instead of by name (S40). */
final class Wishes {
    private final ProtectionBuilder<?> builder;
    private final Problems problems;
    final ServiceModel model;
    final Set<ServiceMethod> unprotected;
    final Set<ServiceMethod> synchronous;
    final Set<ServiceMethod> withoutFallback;
    private final Map<ServiceMethod, BreakerConfig> configs;
    private final Map<ServiceMethod, LastGood> lastGood;
    private final Map<ServiceMethod, CallAdapter<?>> adapters = new HashMap<>();
    private final Map<ServiceMethod, StageAdapter> stages = new HashMap<>();

    /** The name of the breaker that a method shares. */
    final Map<ServiceMethod, String> shared = new HashMap<>();

    /**
     * Reads and checks the settings.
     *
     * @param problems collects the problems
     * @throws IllegalArgumentException if the type cannot be protected, so that there is nothing else to check
     */
    Wishes(ProtectionBuilder<?> builder, Problems problems) {
        this.builder = builder;
        this.problems = problems;
        TypeCheck.check(builder.type, problems);
        problems.throwIfAny();
        this.model = ServiceModel.read(builder.type);
        this.unprotected = select("unprotected", builder.unprotected);
        for (ServiceMethod method : model.methods()) {
            if (method.closes(builder.type)) {
                unprotected.add(method);
            }
            if (method.finalizes()) {
                problems.add(
                        "it declares finalize(), which the garbage collector would call; leave it out of the interface");
            }
        }
        this.synchronous = select("treatAsSynchronous", builder.synchronous);
        this.withoutFallback = select("noFallback", builder.withoutFallback);
        this.configs = byMethod("config", builder.methodConfigs);
        this.lastGood = byMethod("lastGood", builder.lastGood);
        for (Map.Entry<String, Set<String>> share : builder.shared.entrySet()) {
            share(share.getKey(), share.getValue());
        }
        checkObjects();
        for (ServiceMethod method : model.methods()) {
            checkMethod(method);
        }
    }

    BreakerConfig configOf(ServiceMethod method) {
        return configs.getOrDefault(method, builder.config);
    }

    String nameOf(ServiceMethod method) {
        return shared.getOrDefault(method, model.nameOf(method));
    }

    /** Returns the adapter that makes the calls of a method and observes their outcome; {@code null} if it has none. */
    @Nullable
    CallAdapter<?> adapterOf(ServiceMethod method) {
        return adapters.get(method);
    }

    /** Returns the adapter of the stages that a method returns; {@code null} if it returns none, has another adapter, or is treated as synchronous. */
    @Nullable
    StageAdapter stagesOf(ServiceMethod method) {
        return stages.get(method);
    }

    /** Returns the settings for the last good value of a method; {@code null} if it keeps none. */
    @Nullable
    LastGood lastGoodOf(ServiceMethod method) {
        return lastGood.get(method);
    }

    private void checkObjects() {
        TypeCheck.checkTarget(builder.type, builder.target, problems);
        if (builder.fallback != null) {
            TypeCheck.checkFallback(builder.type, builder.target, builder.fallback, problems);
            if (builder.fallbackFactory != null) {
                problems.add("it was given a fallback and a fallbackFactory; give one of them");
            }
        } else if (builder.fallbackFactory == null && !withoutFallback.isEmpty()) {
            problems.add("noFallback was given, but no fallback; leave it out");
        }
        if (builder.name != null && builder.name.isBlank()) {
            problems.add("its name must not be blank; leave it out to have the interface's simple name");
        }
    }

    private void checkMethod(ServiceMethod method) {
        String name = model.nameOf(method);
        if (unprotected.contains(method)) {
            if (configs.containsKey(method)) {
                problems.add("config was given for " + name + ", which goes straight to the target; leave it out");
            }
            if (lastGood.containsKey(method)) {
                problems.add("lastGood was given for " + name + ", which goes straight to the target; leave it out");
            }
            return;
        }
        CallAdapter<?> adapter = Adapters.find(method.method(), builder.adapters);
        StageAdapter stage = adapter == null ? Adapters.ofStage(method.method()) : null;
        boolean observed = adapter != null || stage != null;
        String deferred = observed ? null : Adapters.deferred(method.method());
        if (synchronous.contains(method)) {
            if (!observed && deferred == null) {
                problems.add("treatAsSynchronous was given for " + name
                        + ", whose return is its outcome anyway; leave it out");
            }
        } else if (adapter != null) {
            adapters.put(method, adapter);
        } else if (stage != null) {
            stages.put(method, stage);
        } else if (deferred != null) {
            problems.add(name + " promises its outcome by " + deferred
                    + ", which nothing here can observe; give an adapter that can, or say treatAsSynchronous(\"" + name
                    + "\") to take its return for the outcome, or unprotected(\"" + name + "\")");
        }
        if (lastGood.containsKey(method)) {
            checkLastGood(method);
        }
    }

    private void checkLastGood(ServiceMethod method) {
        String name = model.nameOf(method);
        Class<?> declared = method.method().getReturnType();
        boolean observed = adapters.containsKey(method) || stages.containsKey(method);
        boolean value = !observed && Adapters.deferred(method.method()) == null;
        if (declared == void.class
                || !(value || declared == CompletionStage.class || declared == CompletableFuture.class)) {
            problems.add("lastGood was given for " + name + ", which returns " + declared.getTypeName()
                    + " and not a value or a CompletionStage of one; leave it out");
        }
        if (withoutFallback.contains(method)) {
            problems.add("lastGood and noFallback were given for " + name + "; give one of them");
        }
    }

    /** Shares a breaker. Methods that go straight to the target share nothing; the others must have the same configuration. */
    private void share(String breaker, Set<String> names) {
        Collection<ServiceMethod> sharing = names.isEmpty() ? model.methods() : select("share", names);
        if (breaker.isBlank()) {
            problems.add("the name of a shared breaker must not be blank");
        }
        if (model.methods().stream()
                .anyMatch(method -> model.nameOf(method).equals(breaker) && !sharing.contains(method))) {
            problems.add("a shared breaker cannot be called " + breaker + " like a method that does not share in it");
        }
        var agreed = new HashSet<BreakerConfig>();
        for (ServiceMethod method : sharing) {
            if (!unprotected.contains(method)) {
                agreed.add(configOf(method));
                if (shared.put(method, breaker) != null) {
                    problems.add(model.nameOf(method) + " shares in two breakers; leave it in one");
                }
            }
        }
        if (agreed.size() > 1) {
            problems.add("the methods that share " + breaker + " have different configurations; give them one");
        }
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
            problems.add(setting + " names " + name + ", which it does not have; it has " + model.names());
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
