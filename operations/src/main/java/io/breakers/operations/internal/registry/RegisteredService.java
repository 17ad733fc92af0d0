package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.internal.document.Mistake;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.merge.MethodTarget;
import io.breakers.operations.internal.merge.ServiceCode;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ServiceOutline;
import io.breakers.proxy.ServiceRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A protected service in a registry, from the moment when its protection begins until it is closed. */
public final class RegisteredService implements Registered, ServiceRegistry.Entry {
    private final Names registry;
    private final Documents<?> documents;
    private final Class<?> type;
    private final ServiceCode code;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<BreakerConfig> configs;
    private final List<String> problems = new ArrayList<>();

    /** Written once, under the lock of the registry, and read without it: whoever sees it sees all of it. */
    private volatile @Nullable Protection protection;

    private RegisteredService(Names registry, Documents<?> documents, ServiceOutline outline) {
        this.registry = registry;
        this.documents = documents;
        this.type = outline.type();
        this.code = code(outline);
        names.add(code.name());
        for (MethodTarget method : code.methods()) {
            if (method.guarded()) {
                names.add(code.name() + "." + method.breaker());
            }
        }
        var mistakes = new Mistakes();
        this.configs = documents.enter(code, mistakes);
        mistakes.all().stream().map(Mistake::text).forEach(problems::add);
    }

    private static ServiceCode code(ServiceOutline outline) {
        List<MethodTarget> methods = outline.methods().stream()
                .map(method -> new MethodTarget(
                        method.name(),
                        Set.copyOf(method.signatures()),
                        method.breaker(),
                        method.guarded(),
                        method.config()))
                .toList();
        return new ServiceCode(outline.name(), outline.config(), methods);
    }

    /** Takes in a service. If one of its names is taken, that is a problem like others. */
    public static RegisteredService enter(Names registry, Documents<?> documents, ServiceOutline outline) {
        var service = new RegisteredService(registry, documents, outline);
        Registered owner = registry.claim(service);
        if (owner != null) {
            service.problems.add(
                    "its name, " + outline.name() + ", or that of one of its breakers, is taken in the registry by "
                            + owner.describe() + "; give it another by name(..), or close that one");
        }
        return service;
    }

    @Override
    public String name() {
        return code.name();
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public String describe() {
        return "the service " + code.name() + " (" + type.getTypeName() + ")";
    }

    @Override
    public ServiceCode code() {
        return code;
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public List<BreakerConfig> configs() {
        return configs;
    }

    @Override
    public void opened(Protection opened) {
        documents.admit(this, () -> {
            registry.whileOpen(() -> protection = opened);
            return true;
        });
    }

    @Override
    public void closed() {
        registry.release(this);
    }

    public @Nullable Protection protection() {
        return protection;
    }

    @Override
    public boolean isReady() {
        return protection != null;
    }

    @Override
    public List<Breaker> breakers() {
        Protection opened = protection;
        return opened == null ? List.of() : opened.breakers();
    }

    @Override
    public @Nullable Breaker find(String breaker) {
        Protection opened = protection;
        boolean known = names.contains(breaker) && !breaker.equals(code.name());
        return opened == null || !known
                ? null
                : opened.breaker(breaker.substring(code.name().length() + 1));
    }

    @Override
    public Map<Breaker, BreakerConfig> assign(List<BreakerConfig> methodConfigs) {
        Protection opened = protection;
        var assigned = new LinkedHashMap<Breaker, BreakerConfig>();
        if (opened != null) {
            var byName = new LinkedHashMap<String, BreakerConfig>();
            for (int i = 0; i < methodConfigs.size(); i++) {
                MethodTarget method = code.methods().get(i);
                if (method.guarded()) {
                    byName.put(method.breaker(), methodConfigs.get(i));
                }
            }
            byName.forEach((name, config) -> assigned.put(opened.breaker(name), config));
        }
        return assigned;
    }

    @Override
    public void close() {
        Protection opened = protection;
        if (opened != null) {
            opened.close();
        }
    }
}
