package io.breakers.operations.internal.merge;

import io.breakers.api.BreakerConfig;
import io.breakers.operations.internal.document.Document;
import io.breakers.operations.internal.document.Level;
import io.breakers.operations.internal.document.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the levels of a document over what the code gives for one service, weakest first (S58): what the code gives for
 * the service, or else the registry's configuration and {@code defaults}; the service's level; what the code gives for
 * a method, which replaces all of that; the levels of the method, by name and then by signature. A pure function: it
 * changes nothing but its list of mistakes.
 */
public final class ServiceMerge {
    private final Document document;
    private final Document.@Nullable Service service;
    private final Mistakes mistakes;

    /** What levels make of a configuration. */
    private record Merged(BreakerConfig base, BreakerConfig result) {}

    /** Methods that get the same get the same object, which is how sharing a breaker knows them. */
    private final Map<List<Level>, List<Merged>> merged = new HashMap<>();

    private ServiceMerge(Document document, String service, Mistakes mistakes) {
        this.document = document;
        this.service = document.service(service);
        this.mistakes = mistakes;
    }

    /**
     * Returns the configuration of each method, in their order.
     *
     * @param registry what holds where the code says nothing
     * @param mistakes collects what does not fit; if anything does, the result is not to be used
     */
    public static List<BreakerConfig> merge(
            Document document, BreakerConfig registry, ServiceCode code, Mistakes mistakes) {
        var merge = new ServiceMerge(document, code.name(), mistakes);
        Map<MethodTarget, Levels> own = merge.levelsByMethod(code.methods());
        merge.checkShared(code.methods(), own);
        var configs = new ArrayList<BreakerConfig>(code.methods().size());
        for (MethodTarget method : code.methods()) {
            configs.add(merge.configOf(method, registry, code.config(), own.getOrDefault(method, Levels.NONE)));
        }
        return configs;
    }

    /** Checks {@code defaults} against the configuration of a registry. */
    public static void checkDefaults(Document document, BreakerConfig registry, Mistakes mistakes) {
        var overlay = new Overlay();
        overlay.add(document.defaults());
        overlay.over(registry, mistakes);
    }

    /** The levels of a method itself. */
    private record Levels(@Nullable Level byName, @Nullable Level bySignature) {
        static final Levels NONE = new Levels(null, null);

        Levels with(Level level, boolean signature) {
            return signature ? new Levels(byName, level) : new Levels(level, bySignature);
        }

        @Nullable
        Level of(boolean signature) {
            return signature ? bySignature : byName;
        }
    }

    private Map<MethodTarget, Levels> levelsByMethod(List<MethodTarget> methods) {
        var levels = new LinkedHashMap<MethodTarget, Levels>();
        if (service == null) {
            return levels;
        }
        var keys = new MethodKeys(methods);
        service.methods().forEach((key, level) -> {
            MethodKeys.Found found = keys.find(key);
            if (!found.problem().isEmpty()) {
                refuse(level, found.problem());
            } else if (found.methods().stream().noneMatch(MethodTarget::guarded)) {
                refuse(level, "is about a method that goes straight to the target; leave it out");
            }
            for (MethodTarget method : found.methods()) {
                Levels known = levels.getOrDefault(method, Levels.NONE);
                if (known.of(found.bySignature()) != null) {
                    refuse(level, "is about the same method as another name in the document; leave one of them out");
                }
                levels.put(method, known.with(level, found.bySignature()));
            }
        });
        return levels;
    }

    /** One breaker has one configuration, so what is said of a method that shares it must be said of all. */
    private void checkShared(List<MethodTarget> methods, Map<MethodTarget, Levels> own) {
        var byBreaker = new HashMap<String, MethodTarget>();
        for (MethodTarget method : methods) {
            MethodTarget first = method.guarded() ? byBreaker.putIfAbsent(method.breaker(), method) : null;
            if (first == null) {
                continue;
            }
            Levels one = own.getOrDefault(first, Levels.NONE);
            Levels other = own.getOrDefault(method, Levels.NONE);
            if (!one.equals(other)) {
                String remedy = "is about one of the methods that share the breaker " + method.breaker()
                        + "; name that instead of the method";
                for (boolean signature : new boolean[] {false, true}) {
                    refuseDifferent(one.of(signature), other.of(signature), remedy);
                }
            }
        }
    }

    private void refuseDifferent(@Nullable Level one, @Nullable Level other, String remedy) {
        if (one != null && one != other) {
            refuse(one, remedy);
        }
        if (other != null && one != other) {
            refuse(other, remedy);
        }
    }

    private void refuse(Level level, String problem) {
        level.settings().forEach(setting -> mistakes.add(setting.raw(), problem));
    }

    private BreakerConfig configOf(
            MethodTarget method, BreakerConfig registry, @Nullable BreakerConfig code, Levels own) {
        var levels = new ArrayList<Level>();
        BreakerConfig base = method.config();
        if (base == null) {
            base = code == null ? registry : code;
            if (code == null) {
                levels.add(document.defaults());
            }
            if (service != null) {
                levels.add(service.level());
            }
        }
        for (Level level : new Level[] {own.byName(), own.bySignature()}) {
            if (level != null) {
                levels.add(level);
            }
        }
        List<Merged> alike = merged.computeIfAbsent(levels, first -> new ArrayList<>());
        for (Merged known : alike) {
            if (known.base.equals(base)) {
                return known.result;
            }
        }
        var overlay = new Overlay();
        levels.forEach(overlay::add);
        BreakerConfig result = overlay.over(base, mistakes);
        alike.add(new Merged(base, result));
        return result;
    }
}
