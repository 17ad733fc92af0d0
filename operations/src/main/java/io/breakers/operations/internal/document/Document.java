package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A settings document in which nothing is wrong as far as it shows itself. Immutable. */
public final class Document {
    /** What a document says of one service: of all its methods, and of single ones by the name that is written. */
    public record Service(Level level, Map<String, Level> methods) {
        Service() {
            this(new Level(), new LinkedHashMap<>());
        }
    }

    private final Level defaults;
    private final Map<String, Service> services;

    private Document(Level defaults, Map<String, Service> services) {
        this.defaults = defaults;
        this.services = services;
    }

    /** Reads a document; what is wrong is added to {@code mistakes}, and the document is not to be used then. */
    public static Document read(Collection<RawSetting> settings, Mistakes mistakes) {
        var reader = new DocumentReader(mistakes);
        settings.forEach(reader::add);
        reader.complete();
        return new Document(reader.defaults(), reader.services());
    }

    /** What holds for every service that the code does not configure. */
    public Level defaults() {
        return defaults;
    }

    /** What is said of a service; {@code null} if nothing is. */
    @Nullable
    public Service service(String name) {
        return services.get(name);
    }

    /** Returns this document without what it says of a service. */
    public Document without(String service) {
        var others = new LinkedHashMap<>(services);
        others.remove(service);
        return new Document(defaults, others);
    }

    /** The names of all services in the document, in its order. */
    public List<String> services() {
        return List.copyOf(services.keySet());
    }

    /** All settings in one spelling, by a key in one spelling: a document of these is equal to this one. */
    public Map<String, String> flat() {
        var flat = new LinkedHashMap<String, String>();
        put(flat, List.of("defaults"), defaults);
        services.forEach((name, service) -> {
            put(flat, List.of("services", name), service.level());
            service.methods()
                    .forEach((method, level) -> put(flat, List.of("services", name, "methods", method), level));
        });
        return Collections.unmodifiableMap(flat);
    }

    private static void put(Map<String, String> flat, List<String> path, Level level) {
        for (Setting setting : level.settings()) {
            var key = new ArrayList<String>(path);
            key.add(setting.key().text());
            flat.put(KeyPath.join(key), setting.raw().value());
        }
    }
}
