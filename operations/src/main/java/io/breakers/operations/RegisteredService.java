package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ServiceOutline;
import io.breakers.proxy.ServiceRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A protected service in a registry, from the moment when its protection begins until it is closed. */
final class RegisteredService implements Registered, ServiceRegistry.Entry {
    private final Names registry;
    private final ServiceOutline outline;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<BreakerConfig> configs;
    private final List<String> problems;

    /** Written once, under the lock of the registry, and read without it: whoever sees it sees all of it. */
    private volatile @Nullable Protection protection;

    RegisteredService(Names registry, ServiceOutline outline, List<BreakerConfig> configs, List<String> mistakes) {
        this.registry = registry;
        this.outline = outline;
        this.configs = configs;
        names.add(outline.name());
        for (ServiceOutline.Method method : outline.methods()) {
            if (method.guarded()) {
                names.add(outline.name() + "." + method.breaker());
            }
        }
        this.problems = new ArrayList<>(mistakes);
    }

    /** Claims its names. If one is taken, that is one more problem. For the thread that protects the service. */
    void claimNames() {
        Registered owner = registry.claim(this);
        if (owner != null) {
            problems.add(
                    "its name, " + outline.name() + ", or that of one of its breakers, is taken in the registry by "
                            + owner.describe() + "; give it another by name(..), or close that one");
        }
    }

    @Override
    public String name() {
        return outline.name();
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public String describe() {
        return "the service " + outline.name() + " (" + outline.type().getTypeName() + ")";
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
        registry.whileOpen(() -> protection = opened);
    }

    @Override
    public void closed() {
        registry.release(this);
    }

    @Nullable
    Protection protection() {
        return protection;
    }

    @Override
    public List<Breaker> breakers() {
        Protection opened = protection;
        return opened == null ? List.of() : opened.breakers();
    }

    @Override
    public @Nullable Breaker find(String breaker) {
        Protection opened = protection;
        if (opened == null || breaker.equals(outline.name())) {
            return null;
        }
        if (names.contains(breaker)) {
            return opened.breaker(breaker.substring(outline.name().length() + 1));
        }
        return mayBeOfAKey(breaker) ? findKeyed(opened, breaker) : null;
    }

    @Override
    public boolean mayBeOfAKey(String breaker) {
        return breaker.endsWith("]")
                && names.stream().anyMatch(name -> !name.equals(outline.name()) && breaker.startsWith(name + "["));
    }

    private static @Nullable Breaker findKeyed(Protection opened, String breaker) {
        for (Breaker each : opened.breakers()) {
            if (each.name().equals(breaker)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void close() {
        Protection opened = protection;
        if (opened != null) {
            opened.close();
        }
    }
}
